import { expect, it } from 'vitest';
import { openDocumentation } from './open-documentation.js';

it('has the page about a code', () => {
  expect(openDocumentation.handle(undefined, 'smem-missing', (code) => `docs:/${code}.md`)).toBe(
    'docs:/smem-missing.md',
  );
  expect(openDocumentation.handle(undefined, 'smem-missing', () => undefined)).toBeNull();
});

it.each(['smem-missing', 'style/indent'])('takes %s', (code) => {
  expect(openDocumentation.accepts(code)).toBe(true);
});

it.each([undefined, 1, '', '../../etc/passwd', 'a/../b', 'a b', 'A'])('refuses %j', (code) => {
  expect(openDocumentation.accepts(code)).toBe(false);
});
