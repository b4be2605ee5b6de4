-- disclint for Neovim 0.7 and later. Put this file on the runtime path, in plugin/, or load it with
-- `:luafile`. It starts the server for text and Markdown files that look like an annual report.
-- Neovim 0.11 and later pull diagnostics; older ones are sent them.

local M = {}

-- The program, and what comes before the file in `disclint lsp`.
M.command = { 'disclint', 'lsp' }

-- Whether a buffer looks like an annual report: its title stands near the top.
function M.is_report(buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, 60, false)) do
    if #line < 240 and line:find('信息公开', 1, true) and (line:find('报告%s*$') or line:find('年报%s*$')) then
      return true
    end
  end
  return false
end

local client

local function capabilities()
  local can = vim.lsp.protocol.make_client_capabilities()
  if vim.fn.has('nvim-0.10') == 1 then
    -- Bytes, as Neovim counts: 0.10 takes a place in a Chinese line for the line's end when it counts in UTF-16.
    can.general = vim.tbl_extend('force', can.general or {}, { positionEncodings = { 'utf-8', 'utf-16' } })
  end
  return can
end

function M.attach(buffer)
  if not M.is_report(buffer) then
    return
  end
  if not client then
    local file = vim.api.nvim_buf_get_name(buffer)
    local root = file ~= '' and vim.fn.fnamemodify(file, ':p:h') or vim.fn.getcwd()
    client = vim.lsp.start_client({
      name = 'disclint',
      cmd = M.command,
      root_dir = root,
      capabilities = capabilities(),
      workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
      on_exit = function()
        client = nil
      end,
    })
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
  pattern = { '*.txt', '*.md' },
  callback = function(event)
    M.attach(event.buf)
  end,
})

return M
