import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { buildBlob } from './build.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createWorkspace } from './workspace.js';

const board = uriOf('x/board.dts');

async function build(text: string, bytes: number) {
  let read = 0;
  const loader = {
    ...memoryLoader({ 'x/board.dts': `/dts-v1/;\n${text}` }),
    async loadBytes() {
      read++;
      return new Uint8Array(bytes);
    },
  };
  const workspace = createWorkspace(loader, await testParser(), DEFAULT_SETTINGS);
  const session = workspace.parser.open();
  const built = (await buildBlob(workspace, board, session, { symbols: false }))!;
  session.close();
  return { built, read };
}

it('files that come again and again are read once, and add up to no more than a blob may have', async () => {
  const { built, read } = await build(`/ { ${'p = /incbin/("a.bin"), /incbin/("a.bin");'} q; };`, 40 * 1024 * 1024);
  expect(read).toBe(1);
  expect(built.blob).toBeUndefined();
  expect(built.findings).toMatchObject([{ code: 'blob-too-large', severity: 'error' }]);
  const [{ at }] = built.findings as [(typeof built.findings)[0]];
  expect(at.span.file.text.slice(at.span.start, at.span.end)).toBe('/incbin/("a.bin")');
  expect((await build('/ { p = /incbin/("a.bin"); };', 1000)).built.blob?.length).toBeGreaterThan(1000);
});

it('paths that references become add up likewise', async () => {
  const { built } = await build(`/ { p = ${'&l, '.repeat(40_000)}"x"; l: ${'n'.repeat(2000)} { }; };`, 0);
  expect(built.findings).toMatchObject([{ code: 'blob-too-large' }]);
  expect(built.blob).toBeUndefined();
});

it('a message is no longer than a person reads', async () => {
  const { built } = await build(`&{/${'a/'.repeat(50_000)}b} { };\n/ { };`, 0);
  expect(built.findings).not.toEqual([]);
  for (const { message } of built.findings) expect(message.length).toBeLessThan(3000);
});
