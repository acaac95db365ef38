import { expect, it } from 'vitest';
import { testParser } from '../../../test/parser.js';
import { parserWithoutMemory } from '../syntax/parser.js';
import { createKeptSyntax } from './kept-syntax.js';

const ROOT = 'file:///board.dts';
const TEXT = '/dts-v1/;\n/ { a = <1>; };\n';

async function starts() {
  const kept = new Map<string, string>();
  const written: string[] = [];
  const cache = {
    get: async (key: string) => kept.get(key),
    getNow: (key: string) => kept.get(key),
    set: async (key: string, text: string) => {
      kept.set(key, text);
      written.push(text);
    },
  };
  const session = (await testParser()).open();
  session.update(TEXT);
  return { kept, written, cache, session, sessions: [[ROOT, session]] as const };
}

it('what one start keeps of a board the next needs no parser for', async () => {
  const { cache, session, sessions } = await starts();
  await createKeptSyntax(cache).keep(sessions);
  const next = parserWithoutMemory(new Promise(() => {})).open();
  createKeptSyntax(cache).resume(next);
  expect(next.update(TEXT)).toEqual(session.update(TEXT));
  const other = parserWithoutMemory(new Promise(() => {})).open();
  createKeptSyntax(cache).resume(other);
  expect(() => other.update(`${TEXT} `)).toThrow('still loading');
});

it('while nobody waits, a board is kept once, and made ready for the next key', async () => {
  const { written, cache, session, sessions } = await starts();
  const keptSyntax = createKeptSyntax(cache);
  await keptSyntax.rest(sessions);
  session.update(`${TEXT}/ { };\n`);
  await keptSyntax.rest(sessions);
  expect(written).toHaveLength(1);
  await keptSyntax.keep(sessions);
  expect(written).toHaveLength(2);
});

it('of a text with mistakes nothing is kept, and nobody takes back what is damaged', async () => {
  const { kept, written, cache, session, sessions } = await starts();
  const keptSyntax = createKeptSyntax(cache);
  session.update(`${TEXT}/ {`);
  await keptSyntax.keep(sessions);
  expect(written).toEqual([]);
  session.update(TEXT);
  await keptSyntax.keep(sessions);
  const [[key, text]] = [...kept] as [[string, string]];
  expect(text).not.toContain('dts');
  kept.set(key, text.replace('1', '2'));
  const next = parserWithoutMemory(new Promise(() => {})).open();
  keptSyntax.resume(next);
  expect(() => next.update(TEXT)).toThrow('still loading');
});

it('a host that keeps nothing is asked for nothing', async () => {
  const { session, sessions } = await starts();
  const keptSyntax = createKeptSyntax(undefined);
  keptSyntax.resume(session);
  await keptSyntax.rest(sessions);
  await keptSyntax.keep(sessions);
  expect(session.update(TEXT).hasErrors).toBe(false);
});
