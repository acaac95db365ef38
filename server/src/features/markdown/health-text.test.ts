import { expect, it } from 'vitest';
import { debugText, healthText } from './health-text.js';

const HEALTH = {
  requests: [{ name: 'textDocument/hover', count: 3, p50: 1.25, p95: 20, max: 20 }],
  memory: { heap: 3 * 1024 * 1024 },
  boards: ['acme/board.dts'],
  caches: { files: 7 },
};

it('the health has a row for each kind of request, part of memory, board and cache', () => {
  const text = healthText(HEALTH);
  for (const line of [
    '| textDocument/hover | 3 | 1.3 | 20.0 | 20.0 |',
    '| heap | 3.0 |',
    '- `acme/board.dts`',
    '| files | 7 |',
  ])
    expect(text.split('\n')).toContain(line);
});

it('what is not known is told', () => {
  const text = healthText({ requests: [], memory: {}, boards: [], caches: {} });
  expect(text).toContain('None was answered yet.');
  expect(text).toContain('It is not known where the server runs.');
});

it('debug information has settings and failures in fences', () => {
  const text = debugText({
    version: '1.2.3',
    client: 'vi 9',
    trees: ['kernel at .'],
    settings: { rules: {} },
    projects: [],
    health: HEALTH,
    failures: [{ request: 'textDocument/hover', what: 'TypeError: x', stack: ['at a (b.js:1:2)'] }],
  });
  for (const part of [
    '- Version: 1.2.3\n- Client: vi 9\n- Source trees: kernel at .\n- Project files: none',
    '```json\n{\n  "rules": {}\n}\n```',
    '```text\ntextDocument/hover: TypeError: x\n    at a (b.js:1:2)\n```',
    '| heap | 3.0 |',
  ])
    expect(text).toContain(part);
});
