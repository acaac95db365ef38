import { expect, it } from 'vitest';
import { misfitsOf } from './package.js';

it('a package with a source map and without the grammar is refused', () => {
  const wrong = misfitsOf(['extension/dist/server.cjs', 'extension/dist/server.cjs.map']);
  expect(wrong).toContain('extension/dist/server.cjs.map does not belong there');
  expect(wrong.join('\n')).toContain('tmLanguage\\.json$ is missing');
  expect(wrong.join('\n')).not.toContain('server\\.cjs$');
});
