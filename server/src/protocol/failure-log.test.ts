import { expect, it } from 'vitest';
import { createFailureLog } from './failure-log.js';

it('has no path of the machine, on any system', () => {
  const failures = createFailureLog();
  const error = new TypeError("Cannot read properties of undefined (reading 'x') in file:///home/me/secret/board.dts");
  error.stack = [
    String(error),
    '    at hover (/home/me/secret/dist/server.cjs:1:2)',
    '    at async file:///home/me/secret/dist/cli.js:3:4',
    '    at C:\\Users\\me\\dist\\server.cjs:5:6',
    '    at new Thing (<anonymous>)',
  ].join('\n');
  failures.record('textDocument/hover', error);
  expect(failures.recent).toEqual([
    {
      request: 'textDocument/hover',
      what: "TypeError: Cannot read properties of undefined (reading 'x') in board.dts",
      stack: ['at hover (server.cjs:1:2)', 'at async cli.js:3:4', 'at server.cjs:5:6', 'at new Thing (<anonymous>)'],
    },
  ]);
});

it('has no message that may quote a file', () => {
  const failures = createFailureLog();
  failures.record('a', new SyntaxError('Unexpected token in "secret"'));
  failures.record('b', 'secret');
  expect(JSON.stringify(failures.recent)).not.toContain('secret');
  expect(failures.recent.map(({ what }) => what)).toEqual(['SyntaxError', 'string']);
});

it('keeps the last failures only', () => {
  const failures = createFailureLog();
  for (let index = 0; index < 50; index++) failures.record(String(index), undefined);
  expect(failures.recent.map(({ request }) => request)).toEqual(Array.from({ length: 20 }, (_, i) => String(30 + i)));
});
