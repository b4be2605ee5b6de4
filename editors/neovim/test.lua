-- Tries disclint.lua in Neovim without a screen; see ../test.sh.
-- Environment: DISCLINT (the program), REPORT (a report with mistakes, which is changed but not written).

local folder = debug.getinfo(1, 'S').source:sub(2):match('(.*/)')
local disclint = dofile(folder .. 'disclint.lua')
disclint.command = { os.getenv('DISCLINT'), 'lsp' }

-- Waits end with what they wait for; a slow machine may take its time.
local PATIENCE = 60000

local function fail(message)
  io.stderr:write('neovim: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    found[diagnostic.code] = diagnostic
  end
  return found
end

-- What stands at a diagnostic: right only if columns are counted alike on both sides.
local function text_at(diagnostic)
  return vim.api.nvim_buf_get_text(0, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {})[1]
end

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, PATIENCE) or {}) do
    if answer.error then
      fail(method .. ': ' .. vim.inspect(answer.error))
    end
    return answer.result
  end
end

vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('REPORT')))
if not vim.wait(PATIENCE, function() return codes()['applications-outcomes'] ~= nil end, 20) then
  fail('the wrong cell is not among the diagnostics')
end
local wrong = codes()['applications-outcomes']
if text_at(wrong) ~= '4' then
  fail('the diagnostic stands at “' .. text_at(wrong) .. '”')
end

-- A hover says what the cell is.
vim.api.nvim_win_set_cursor(0, { wrong.lnum + 1, wrong.col })
local hover = ask('textDocument/hover', vim.lsp.util.make_position_params())
if not hover or not hover.contents.value:find('表三', 1, true) then
  fail('no hover on the cell')
end

-- Behind characters of two UTF-16 units positions are still right, and the action changes the cell only.
vim.api.nvim_buf_set_text(0, wrong.lnum, 0, wrong.lnum, 0, { '𠮷' })
local moved = function()
  local now = codes()['applications-outcomes']
  return now and now.col == wrong.col + #'𠮷'
end
if not vim.wait(PATIENCE, moved, 20) then
  fail('the finding has not moved with its text')
end
wrong = codes()['applications-outcomes']
local line = vim.api.nvim_buf_get_lines(0, wrong.lnum, wrong.lnum + 1, false)[1]
vim.api.nvim_win_set_cursor(0, { wrong.lnum + 1, wrong.col })
local params = vim.lsp.util.make_range_params()
-- Newer versions keep the diagnostic as it came, older ones make it anew.
local newer = vim.fn.has('nvim-0.10') == 1
params.context = {
  diagnostics = newer and { wrong.user_data.lsp } or vim.lsp.diagnostic.get_line_diagnostics(0, wrong.lnum),
}
local mend
for _, action in ipairs(ask('textDocument/codeAction', params) or {}) do
  if action.title == '将 4 改为 3' then
    mend = action
  end
end
if not mend then
  fail('no action mends the cell')
end
local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.tbl_values(vim.lsp.buf_get_clients(0))
local client = clients[1]
vim.lsp.util.apply_workspace_edit(mend.edit, client.offset_encoding)
local mended = vim.api.nvim_buf_get_lines(0, wrong.lnum, wrong.lnum + 1, false)[1]
if mended ~= line:sub(1, wrong.col) .. '3' .. line:sub(wrong.end_col + 1) then
  fail('the action has made of the line: ' .. mended)
end
if not vim.wait(PATIENCE, function() return codes()['applications-outcomes'] == nil end, 20) then
  fail('the finding is still there')
end
print('neovim: passed\n')
vim.cmd('qall!')
