-- Runs inside Neovim 0.7 or later, over a copy of the example tree. Prints what Neovim got, one line of JSON each;
-- neovim.ts starts it and judges.

local function report(name, value)
  io.stdout:write(vim.json.encode({ name = name, value = value }) .. '\n')
  io.stdout:flush()
end

local buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].filetype = 'dts'
local id = vim.lsp.start_client({
  name = 'dts-analyzer',
  cmd = { vim.env.DTS_ANALYZER_NODE, vim.env.DTS_ANALYZER_SERVER, '--stdio' },
  root_dir = vim.env.DTS_ANALYZER_FOLDER,
  settings = { ['dts-analyzer'] = vim.empty_dict() },
})
vim.lsp.buf_attach_client(buffer, id)

local function wait_for_count(count)
  vim.wait(15000, function()
    return #vim.diagnostic.get(buffer) == count
  end, 20)
  local found = {}
  for _, item in ipairs(vim.diagnostic.get(buffer)) do
    local code = item.code or (item.user_data and item.user_data.lsp and item.user_data.lsp.code)
    table.insert(found, { line = item.lnum, code = code, message = item.message })
  end
  return found
end

report('diagnostics', wait_for_count(2))
local client = vim.lsp.get_client_by_id(id)
report('capabilities', client.server_capabilities)

-- The first result of a request about the buffer.
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 15000) or {}
  local answer = answers[id] or {}
  if answer.err then
    report('error', method .. ': ' .. vim.inspect(answer.err))
  end
  return answer.result
end

-- The line and character, from 0, behind the first occurrence of a text.
local function behind(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local _, last = line:find(text, 1, true)
    if last then
      return { line = number - 1, character = last }
    end
  end
end

local document = { uri = vim.uri_from_bufnr(buffer) }

if client.server_capabilities.hoverProvider then
  local hover = ask('textDocument/hover', { textDocument = document, position = behind('remoteproc_adsp: remoteproc') })
  report('hover', vim.lsp.util.convert_input_to_markdown_lines((hover or {}).contents or {}))
end

if client.server_capabilities.completionProvider then
  local states = behind('SMEM_STATE_STOP(smp2p_adsp_out);')
  local typed = '\t\t\thwlocks = <&'
  vim.api.nvim_buf_set_lines(buffer, states.line + 1, states.line + 1, false, { typed })
  local position = { line = states.line + 1, character = #typed }
  local answer = ask('textDocument/completion', { textDocument = document, position = position }) or {}
  local labels = {}
  for _, item in ipairs(answer.items or answer) do
    table.insert(labels, item.label)
  end
  report('completion', labels)
  local function has_syntax_error()
    for _, item in ipairs(vim.diagnostic.get(buffer)) do
      if item.code == 'syntax-error' then
        return true
      end
    end
    return false
  end
  report('half-typed', vim.wait(15000, has_syntax_error, 20))
  vim.api.nvim_buf_set_lines(buffer, states.line + 1, states.line + 2, false, {})
  vim.wait(15000, function()
    return not has_syntax_error()
  end, 20)
  report('healed', wait_for_count(2))
end

if client.server_capabilities.codeActionProvider then
  local start = behind('remoteproc_mpss: ')
  local diagnostics = {}
  for _, item in ipairs(vim.diagnostic.get(buffer, { lnum = start.line })) do
    table.insert(diagnostics, {
      range = {
        start = { line = item.lnum, character = item.col },
        ['end'] = { line = item.end_lnum, character = item.end_col },
      },
      message = item.message,
      severity = item.severity,
    })
  end
  local actions = ask('textDocument/codeAction', {
    textDocument = document,
    range = { start = start, ['end'] = start },
    context = { diagnostics = diagnostics },
  }) or {}
  local titles = {}
  local fix
  for _, action in ipairs(actions) do
    table.insert(titles, action.title)
    if not fix and action.edit then
      fix = action
    end
  end
  report('actions', titles)
  if fix then
    vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding or 'utf-16')
    report('fixed', wait_for_count(1))
    vim.cmd('silent write')
  end
end

vim.lsp.stop_client(id)
report('stopped', vim.wait(5000, function()
  return vim.lsp.client_is_stopped(id)
end, 20))
vim.cmd('qall!')
