import { describe, expect, it } from 'vitest';
import {
  createSourceFile,
  decodeSourceFile,
  MAX_SOURCE_BYTES,
  type SourceFile,
} from '../server/src/text/source-file.js';
import { checkPaths } from '../server/src/workspace/check.js';
import type { FileLoader } from '../server/src/workspace/file-loader.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { memoryLoader, uriOf } from './memory-loader.js';
import { testParser } from './parser.js';

/* Whatever a file holds: a finding at the right place, and the rest still analysed. */

/** A board of which `text` is a part; `&marker` proves that what follows it is still understood. */
const around = (text: string) => `/dts-v1/;\n/ { a: a { }; };\n${text}\n&a { proof = <&proves_that_this_is_read>; };\n`;
const PROOF = 'unknown-label';

async function codesOf(loader: FileLoader): Promise<string[]> {
  const workspace = createWorkspace(loader, await testParser(), DEFAULT_SETTINGS);
  const { findings } = await checkPaths(workspace, [uriOf('x/board.dts')], () => {});
  return findings.map(({ code, at }) => `${at.span.file.lines.positionAt(at.span.start).line + 1} ${code}`);
}

const check = (text: string, others: Record<string, string> = {}) =>
  codesOf(memoryLoader({ 'x/board.dts': text, ...others }));

describe('bad input', () => {
  it.each([
    ['a half-typed line', '&a { hwlocks = <& };', 3],
    ['a property without its semicolon', '&a { x = <1> };', 3],
    ['a value without its end', '&a { x = <1 2; };', 3],
    ['a stray token', '&a { x = <1>; @@@ };', 3],
    ['a node without its semicolon', '&a { x = <1>; }', 3],
    ['a macro that nobody defined', '&a { x = <GIC_SPI 1>; };', 3],
  ])('%s', async (_, text, line) => {
    const found = await check(around(text));
    expect(found.filter((finding) => !finding.endsWith(PROOF)).map((finding) => finding.split(' ')[0])).toContain(
      String(line),
    );
    expect(found.some((finding) => finding.endsWith(PROOF))).toBe(true);
  });

  it.each([
    [
      'an unterminated #if',
      '/dts-v1/;\n#if 1\n/ { x = <&nowhere>; };\n',
      ['2 unterminated-conditional', '3 unknown-label'],
    ],
    ['a missing include', '/dts-v1/;\n#include "gone.dtsi"\n/ { };\n', ['2 missing-include']],
    ['an unknown label', '/dts-v1/;\n/ { };\n&nowhere { };\n', ['3 unknown-label']],
  ])('%s', async (_, text, expected) => {
    expect(await check(text)).toEqual(expected);
  });

  it('an unterminated comment is found where it opens', async () => {
    expect(await check('/dts-v1/;\n/ { x = <&nowhere>; };\n/* never closed\n')).toEqual([
      '2 unknown-label',
      expect.stringMatching(/^3 unterminated/),
    ]);
  });

  it('an unterminated macro call is found at the macro', async () => {
    const found = await check('/dts-v1/;\n#define F(a) a\n/ { x = <&nowhere>; };\nF(1, 2\n/ { };\n');
    expect(found).toContain('3 unknown-label');
    expect(found.some((finding) => finding.startsWith('4 '))).toBe(true);
  });

  it('an unterminated string is found, and what stands before it is understood', async () => {
    const found = await check('/dts-v1/;\n/ { x = <&nowhere>; };\n/ { y = "open;\n};\n');
    expect(found).toContain('2 unknown-label');
    expect(found.some((finding) => finding.endsWith('syntax-error'))).toBe(true);
  });

  it('a string that is open at the end is found where it opens', async () => {
    expect(await check('/dts-v1/;\n/ {\n\tx = "a\n')).toEqual(['3 syntax-error']);
  });

  it.each(['{', '(', '<', '"', 'a{', '/ {', '<1 ', 'a=<(', '# a\n', 'n { #include <a '])(
    '%s without end is read in bounded time and memory',
    async (piece) => {
      const found = await check(`/dts-v1/;\n/ { x = <&nowhere>; };\n${piece.repeat(60_000)}`);
      expect(found.some((finding) => finding.endsWith('syntax-error'))).toBe(true);
    },
  );

  it('a value of very many cells is a value', async () => {
    const cells = `<${'1 '.repeat(200_000)}>`;
    const text = `/dts-v1/;\n/ { x = <&nowhere>; hwlocks = ${cells}, ${cells}; };\n`;
    expect(await check(text)).toContain('2 unknown-label');
  });

  it('an include cycle ends', async () => {
    const found = await check('/dts-v1/;\n#include "a.dtsi"\n/ { x = <&nowhere>; };\n', {
      'x/a.dtsi': '#include "b.dtsi"\n',
      'x/b.dtsi': '#include "a.dtsi"\n',
    });
    expect(found.some((finding) => finding.endsWith('include-cycle'))).toBe(true);
  });

  it('macros that grow without end are stopped', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `#define M${index + 1} M${index} M${index}`);
    const found = await check(`/dts-v1/;\n#define M0 1\n${lines.join('\n')}\n/ { x = <M40>; };\n`);
    expect(found.length).toBeGreaterThan(0);
  });

  it('nodes that nest without end are stopped', { timeout: 120_000 }, async () => {
    const found = await check(`/dts-v1/;\n/ {${' a {'.repeat(20_000)}\n`);
    expect(found.some((finding) => finding.endsWith('nested-too-deeply'))).toBe(true);
  });

  it('an overlay that would take hours to apply is left out', { timeout: 120_000 }, async () => {
    const each = (item: (index: number) => string) =>
      Array.from({ length: 20_000 }, (_, index) => item(index)).join('');
    const found = await check('/dts-v1/;\n/plugin/;\n', {
      'x/board.dts': `/dts-v1/;\n/ { ${each((index) => `l${index}: n${index} { };`)} };\n`,
      'x/large.dtso': `/dts-v1/;\n/plugin/;\n${each((index) => `&l${index} { p = <&l${index}>; };`)}\n`,
      'x/Makefile': 'board-large-dtbs := board.dtb large.dtbo\n',
    });
    expect(found).toEqual(['1 overlay-too-large']);
  });

  it('a Makefile may be hostile', async () => {
    const found = await check('/dts-v1/;\n/ { x = <&nowhere>; };\n', {
      'x/Makefile': Array.from(
        { length: 20_000 },
        (_, index) => `c${index + 1}-dtbs := c${index}.dtb board.dtbo\n`,
      ).join(''),
    });
    expect(found).toEqual(['2 unknown-label']);
  });

  it('a file that is not UTF-8 says so and is read', async () => {
    const bytes = Uint8Array.from([
      ...Buffer.from('/dts-v1/;\n/ { x = "'),
      0xe4,
      ...Buffer.from('"; y = <&nowhere>; };\n'),
    ]);
    const found = await codesOf(loaderOf({ 'x/board.dts': decodeSourceFile(uriOf('x/board.dts'), 1, bytes) }));
    expect(found.sort()).toEqual(['2 not-utf8', '2 unknown-label']);
  });

  it('a file of 50 MB is not read, and the board that includes it still is', async () => {
    const files = {
      'x/board.dts': createSourceFile(uriOf('x/board.dts'), 1, '/dts-v1/;\n#include "big.dtsi"\n/ { x = <1> };\n'),
      'x/big.dtsi': createSourceFile(uriOf('x/big.dtsi'), 1, '', {
        defect: { kind: 'too-large', bytes: 3 * MAX_SOURCE_BYTES },
      }),
    };
    const found = await codesOf(loaderOf(files));
    expect(found).toContain('2 too-large');
    expect(found).toContain('3 syntax-error');
  });

  it('an empty file and one of zero bytes are boards without a tree', async () => {
    expect(Array.isArray(await check(''))).toBe(true);
    expect(Array.isArray(await check('\0\0\0\0'))).toBe(true);
  });
});

function loaderOf(files: Record<string, SourceFile>): FileLoader {
  const byUri = new Map(Object.values(files).map((file) => [file.uri, file]));
  return {
    load: async (uris) => new Map(uris.map((uri) => [uri, byUri.get(uri) ?? 'absent'])),
    list: async () => undefined,
  };
}
