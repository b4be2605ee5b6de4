-- Tries disclint.lua in Neovim without a screen; see ../test.sh.
-- Environment: DISCLINT (the program), REPORT (a report with mistakes, which is changed but not written).

local folder = debug.getinfo(1, 'S').source:sub(2):match('(.*/)')
local disclint = dofile(folder .. 'disclint.lua')
disclint.command = { os.getenv('DISCLINT'), 'lsp' }

local function fail(message)
  io.stderr:write('neovim: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function diagnostics()
  return vim.diagnostic.get(0)
end

vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('REPORT')))
if not vim.wait(10000, function() return #diagnostics() > 0 end, 20) then
  fail('no diagnostics')
end
local before = #diagnostics()
local wrong
for _, diagnostic in ipairs(diagnostics()) do
  if diagnostic.code == 'applications-outcomes' then
    wrong = diagnostic
  end
end
if not wrong then
  fail('the wrong cell is not among the diagnostics')
end

-- The columns are right: the text at the diagnostic is the wrong number.
local line = vim.api.nvim_buf_get_lines(0, wrong.lnum, wrong.lnum + 1, false)[1]
if line:sub(wrong.col + 1, wrong.end_col) ~= '4' then
  fail('the diagnostic stands at “' .. line:sub(wrong.col + 1, wrong.end_col) .. '”')
end

-- A hover says what the cell is.
local position = vim.lsp.util.make_position_params()
position.position = vim.lsp.util.make_range_params().range.start
vim.api.nvim_win_set_cursor(0, { wrong.lnum + 1, wrong.col })
local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 5000)
local hover
for _, answer in pairs(answers or {}) do
  hover = answer.result and answer.result.contents.value
end
if not hover or not hover:find('表三', 1, true) then
  fail('no hover on the cell')
end

-- Mended by hand, the finding goes.
vim.api.nvim_buf_set_text(0, wrong.lnum, wrong.col, wrong.lnum, wrong.end_col, { '3' })
if not vim.wait(10000, function() return #diagnostics() == before - 1 end, 20) then
  fail(before .. ' diagnostics before the change, ' .. #diagnostics() .. ' after it')
end
print('neovim: passed')
vim.cmd('qall!')
