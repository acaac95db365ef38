import { expect, it } from 'vitest';
import type { ServerFacts } from '../command.js';
import { openDocumentation } from './open-documentation.js';

it('has the page about a code', () => {
  const serverWith = (documentationOf: ServerFacts['documentationOf']) => ({ documentationOf }) as ServerFacts;
  const known = serverWith((code) => `docs:/${code}.md`);
  expect(openDocumentation.handle(undefined, 'smem-missing', known)).toBe('docs:/smem-missing.md');
  const unknown = serverWith(() => undefined);
  expect(openDocumentation.handle(undefined, 'smem-missing', unknown)).toBeNull();
});

it.each(['smem-missing', 'style/indent'])('takes %s', (code) => {
  expect(openDocumentation.accepts(code)).toBe(true);
});

it.each([undefined, 1, '', '../../etc/passwd', 'a/../b', 'a b', 'A'])('refuses %j', (code) => {
  expect(openDocumentation.accepts(code)).toBe(false);
});
