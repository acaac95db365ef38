import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { createSourceFile } from '../../text/source-file.js';
import { checkPaths } from '../check.js';
import { DEFAULT_SETTINGS, type Settings } from '../settings.js';
import { createWorkspace } from '../workspace.js';
import { suppressionComments } from './comments.js';

/** What is found on all boards of some files, a line each: `file:line code`. */
async function check(files: Record<string, string> | string, settings: Partial<Settings> = {}) {
  const texts = typeof files === 'string' ? { 'a/board.dts': files } : files;
  const workspace = createWorkspace(memoryLoader(texts), await testParser(), { ...DEFAULT_SETTINGS, ...settings });
  const { findings } = await checkPaths(workspace, [uriOf('a')], () => {});
  return findings.map(({ code, at: { span } }) => {
    const { line } = span.file.lines.positionAt(span.start);
    return `${span.file.uri.replace(/^.*\//, '')}:${line + 1} ${code}`;
  });
}

/** A board with two unknown labels, on lines 3 and 4 where nothing is put before. */
const board = (first = '', second = '', last = '') =>
  `/dts-v1/;\n/ {\n${first}\tone = <&nobody>;\n${second}\ttwo = <&nobody>;\n${last}};\n`;

describe('a comment for the next line', () => {
  it.each([
    '/* dts-analyzer-disable-next-line unknown-label */\n',
    '\t// dts-analyzer-disable-next-line unknown-label -- on purpose, unused-suppression\n',
    '/* dts-analyzer-disable-next-line macro-redefined, unknown-label */\n\n',
    '/* dts-analyzer-disable-next-line */ // why\n/* another comment */\n',
    '/*\n * dts-analyzer-disable-next-line\n *   unknown-label\n */\n',
    '\tx; // dts-analyzer-disable-next-line unknown-label\n',
  ])('%j', async (comment) => {
    const found = await check(board(comment));
    expect(found.filter((line) => !line.includes('unused'))).toEqual([expect.stringMatching(/ unknown-label$/)]);
  });

  it.each([
    ['/* dts-analyzer-disable-next-line bad-number */\n', 3],
    ['/* see dts-analyzer-disable-next-line unknown-label */\n', 2],
    ['\ts = "/* dts-analyzer-disable-next-line */";\n', 2],
    ['\ts = "// dts-analyzer-disable-next-line unknown-label";\n', 2],
    ["\ts = 'x'; /* ' */ /* plain */\n", 2],
    ['/* dts-analyzer-disable-next-line unknown-label */ y;\n\n\tz;\n', 3],
  ])('%j silences neither', async (text, count) => {
    const found = await check(board(text));
    expect(found.filter((line) => line.endsWith('unknown-label'))).toHaveLength(2);
    expect(found.filter((line) => !line.endsWith('syntax-error'))).toHaveLength(count);
  });

  it('stands above another', async () => {
    const text =
      '/* dts-analyzer-disable-next-line unknown-label */\n/* dts-analyzer-disable-next-line bad-number */\n';
    expect(await check(board(`${text}\tx = <0x1ffffffffffffffff>; `))).toEqual(['board.dts:6 unknown-label']);
  });
});

describe('comments for a block', () => {
  it.each([
    ['/* dts-analyzer-disable unknown-label */\n', '/* dts-analyzer-enable unknown-label */\n', [6]],
    ['/* dts-analyzer-disable */\n', '// dts-analyzer-enable\n', [6]],
    ['/* dts-analyzer-disable */\n', '/* dts-analyzer-enable unknown-label */\n', [6]],
    ['/* dts-analyzer-disable unknown-label */\n', '', []],
    ['', '/* dts-analyzer-disable unknown-label */\n', [3]],
    ['/* dts-analyzer-disable unknown-label */\n', '/* dts-analyzer-enable bad-number */\n', []],
  ])('%j … %j', async (first, second, lines) => {
    const found = await check(board(first, second));
    expect(found.filter((line) => !line.includes('suppression'))).toEqual(
      lines.map((line) => `board.dts:${line} unknown-label`),
    );
  });

  it('an end without a beginning is of no use', async () => {
    expect(await check(board('/* dts-analyzer-enable unknown-label */\n'))).toContain('board.dts:3 unused-suppression');
  });
});

it('a comment for the file may stand anywhere in it', async () => {
  expect(await check(board('', '', '// dts-analyzer-disable-file unknown-label\n'))).toEqual([]);
});

it('a comment holds for its own file on every board that includes it, and there only', async () => {
  const soc = '/ { // dts-analyzer-disable-next-line unknown-label\n\tx = <&nobody>; };\n';
  const root = '/dts-v1/;\n#include "soc.dtsi" // dts-analyzer-disable-file bad-number\n/ { y = <&nobody>; };\n';
  expect(await check({ 'a/soc.dtsi': soc, 'a/one.dts': root, 'a/two.dts': root })).toEqual([
    'one.dts:2 unused-suppression',
    'one.dts:3 unknown-label',
    'two.dts:2 unused-suppression',
    'two.dts:3 unknown-label',
  ]);
});

describe('a suppression that is not used', () => {
  const unused = '/* dts-analyzer-disable-next-line macro-redefined */\n';
  const clean = (text: string) => `/dts-v1/;\n${text}/ { };\n`;

  it('is told, faded, with what removes it', async () => {
    const text = clean(unused);
    const workspace = createWorkspace(memoryLoader({ 'a/b.dts': text }), await testParser(), DEFAULT_SETTINGS);
    const { findings } = await checkPaths(workspace, [uriOf('a')], () => {});
    expect(findings).toMatchObject([{ code: 'unused-suppression', severity: 'information', tags: ['unnecessary'] }]);
    expect(fixed(findings[0]!, text)).toBe(clean(''));
  });

  it.each([
    ['x; /* dts-analyzer-disable-next-line bad-number */\ny;', 'x;\ny;'],
    [
      '// dts-analyzer-disable-next-line bad-number, unknown-label\nx = <&nobody>;',
      '// dts-analyzer-disable-next-line unknown-label\nx = <&nobody>;',
    ],
    [
      '// dts-analyzer-disable-next-line unknown-label bad-number -- why\nx = <&nobody>;',
      '// dts-analyzer-disable-next-line unknown-label -- why\nx = <&nobody>;',
    ],
  ])('of %j leaves %j', async (before, after) => {
    const text = `/dts-v1/;\n/ {\n${before}\n};\n`;
    const workspace = createWorkspace(memoryLoader({ 'a/b.dts': text }), await testParser(), DEFAULT_SETTINGS);
    const { findings } = await checkPaths(workspace, [uriOf('a')], () => {});
    expect(findings.map(({ code }) => code)).toEqual(['unused-suppression']);
    expect(fixed(findings[0]!, text)).toBe(`/dts-v1/;\n/ {\n${after}\n};\n`);
  });

  it.each([
    ['of a rule that is off', clean('// dts-analyzer-disable-file unit-address-vs-reg\n')],
    ['where an include is missing', clean(`#include "gone.h"\n// dts-analyzer-disable-file unknown-label\n`)],
    ['where the text is half typed', `/dts-v1/;\n${unused}/ { a = <1 };\n`],
    ['in what is left out', clean(`#if 0\n${unused}#endif\n`)],
    ['of what only files without a board have', clean('// dts-analyzer-disable-file unreached-file\n')],
    ['of what does not exist', clean('// dts-analyzer-disable-file no-such-thing\n')],
  ])('is not told %s', async (_, text) => {
    expect((await check(text)).filter((line) => line.endsWith('unused-suppression'))).toEqual([]);
  });

  it.each([
    ['unused-suppression', []],
    ['macro-redefined', []],
  ])('is not told while %s is off', async (code, expected) => {
    expect(await check(clean(unused), { rules: { [code]: 'off' } })).toEqual(expected);
  });

  it('is told once the rule is on', async () => {
    const text = clean('// dts-analyzer-disable-file unit-address-vs-reg\n');
    expect(await check(text, { dtcWarnings: 'kernel-w1' })).toEqual(['board.dts:2 unused-suppression']);
  });

  it('is not told of an overlay by itself where another tree may be meant', async () => {
    const overlay = (code: string) => `/dts-v1/;\n/plugin/;\n// dts-analyzer-disable-file ${code}\n&other { };\n`;
    const on = async (code: string) => {
      const workspace = createWorkspace(
        memoryLoader({ 'a/x.dtso': overlay(code) }),
        await testParser(),
        DEFAULT_SETTINGS,
      );
      return (await checkPaths(workspace, [uriOf('a/x.dtso')], () => {})).findings.map((finding) => finding.code);
    };
    expect(await on('unknown-label')).toEqual([]);
    expect(await on('remoteproc-missing-hwlocks')).toEqual([]);
    expect(await on('macro-redefined')).toEqual(['unused-suppression']);
  });

  it('is not told of a comment for all codes in a run as dtc, which leaves checks out', async () => {
    const workspace = createWorkspace(
      memoryLoader({ 'a/b.dts': clean('// dts-analyzer-disable-file\n') }),
      await testParser(),
      DEFAULT_SETTINGS,
    );
    const on = async (asDtc: boolean) =>
      (await checkPaths(workspace, [uriOf('a')], () => {}, { asDtc })).findings.map(({ code }) => code);
    expect(await on(false)).toEqual(['unused-suppression']);
    expect(await on(true)).toEqual([]);
  });

  it('is needed where one of the boards needs it', async () => {
    const soc = '// dts-analyzer-disable-file unknown-label, bad-number\n#ifdef ODD\n/ { x = <&nobody>; };\n#endif\n';
    const files = {
      'a/soc.dtsi': soc,
      'a/even.dts': '/dts-v1/;\n#include "soc.dtsi"\n/ { };\n',
      'a/odd.dts': '/dts-v1/;\n#define ODD\n#include "soc.dtsi"\n/ { };\n',
    };
    expect(await check(files)).toEqual(['soc.dtsi:1 unused-suppression']);
  });
});

describe('a suppression that means nothing', () => {
  it.each(['// dts-analyzer enables this', '// The analyzer-disable-next-line', '// dts-analyzers'])(
    '%s is none',
    async (comment) => {
      expect(await check({ 'a/b.dts': `/dts-v1/;\n${comment}\n/ { };\n` })).toEqual([]);
    },
  );

  it.each([
    ['// dts-analyzer-disable-file unknown-lable', 'unknown-lable', '`unknown-label`'],
    ['// dts-analyzer-ignore unknown-label', 'ignore', undefined],
    ['// dts-analyzer-disable-line unknown-label', 'disable-line', undefined],
    ['/* dts-analyzer-disable-netx-line */', 'disable-netx-line', '`dts-analyzer-disable-next-line`'],
    [
      '// dts-analyser-disable-next-line unknown-label',
      'dts-analyser-disable-next-line',
      '`dts-analyzer-disable-next-line`',
    ],
    ['/* DTS-Analyzer-Disable-File */', 'DTS-Analyzer-Disable-File', '`dts-analyzer-disable-file`'],
    ['// DTS_ANALYZER_DISABLE unknown-label', 'DTS_ANALYZER_DISABLE', '`dts-analyzer-disable`'],
    ['// dts-analyzer: disable unknown-label', 'dts-analyzer: disable', '`dts-analyzer-disable`'],
    ['// dts-analyzer-disable_nextline x', 'dts-analyzer-disable_nextline', '`dts-analyzer-disable-next-line`'],
    ['// dts-analyzer-disable-file nothing-like-it', 'nothing-like-it', undefined],
  ])('%s', async (comment, word, meant) => {
    const text = `/dts-v1/;\n${comment}\n/ { };\n`;
    const workspace = createWorkspace(memoryLoader({ 'a/b.dts': text }), await testParser(), DEFAULT_SETTINGS);
    const { findings } = await checkPaths(workspace, [uriOf('a')], () => {});
    expect(findings.map(({ code }) => code)).toEqual(['unknown-suppression']);
    const [{ at, message, fixes = [] }] = findings as [(typeof findings)[number]];
    expect(text.slice(at.span.start, at.span.end)).toBe(word);
    expect(message.includes('Did you mean')).toBe(meant !== undefined);
    if (meant) expect(message).toContain(`Did you mean ${meant}?`);
    if (meant) expect(fixed({ fixes }, text)).toContain(meant.replaceAll('`', ''));
  });
});

it('a file that no board includes is silenced as well', async () => {
  const lonely = '// dts-analyzer-disable-file unreached-file, syntax-error\n/ { a = ; };\n';
  const workspace = createWorkspace(memoryLoader({ 'a/b.dtsi': lonely }), await testParser(), DEFAULT_SETTINGS);
  expect((await checkPaths(workspace, [uriOf('a/b.dtsi')], () => {})).findings).toEqual([]);
});

describe('hostile comments', () => {
  it.each([
    ['no end', `/* dts-analyzer-disable ${'/*'.repeat(50_000)}`],
    ['no code', `/* dts-analyzer-disable ${','.repeat(50_000)} */`],
    ['many', '// dts-analyzer-disable x\n'.repeat(5_000)],
    ['quotes', `dts-analyzer-${'"\''.repeat(50_000)}`],
    ['stars', `/*${'*'.repeat(100_000)} dts-analyzer-`],
    ['blanks', `/*${' '.repeat(100_000)}dts-analyzer*/`],
    ['dashes', `// dts-analyzer-disable ${'- '.repeat(50_000)}`],
    ['a reason', `// dts-analyzer-disable a ${'-- '.repeat(50_000)}`],
  ])('%s', (_, text) => {
    expect(suppressionComments(createSourceFile(uriOf('x.dts'), 1, text)).length).toBeLessThanOrEqual(2000);
  });

  it('many codes', async () => {
    const codes = `${'x, '.repeat(5_000)}unknown-label`;
    const file = createSourceFile(uriOf('x.dts'), 1, `// dts-analyzer-disable ${codes}\n// dts-analyzer-disable\n`);
    const comments = suppressionComments(file);
    expect(comments.map((comment) => comment.codes.length)).toEqual([2000]);
    const found = await check(board(`// dts-analyzer-disable-file unknown-label\n// dts-analyzer-disable ${codes}\n`));
    expect(found.filter((line) => !line.includes('-suppression'))).toEqual([]);
  });

  it('many before one line of code', () => {
    const comment = '/* dts-analyzer-disable-next-line a */\n';
    const text = `${comment.repeat(1_000)}${'\n'.repeat(1_000)}/* b */\n\t// c\nx;`;
    const lines = suppressionComments(createSourceFile(uriOf('x.dts'), 1, text)).map(({ line }) => line);
    expect(lines).toEqual(Array.from({ length: 1_000 }, () => 2_002));
  });

  it('a spliced comment has its places in the file', () => {
    const text = '// dts-analyzer-disable-file unknown-\\\nlabel bad-number\n';
    const [comment] = suppressionComments(createSourceFile(uriOf('x.dts'), 1, text));
    expect(comment?.codes.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([
      ['unknown-label', 'unknown-\\\nlabel'],
      ['bad-number', 'bad-number'],
    ]);
  });
});

function fixed({ fixes }: { fixes?: readonly { readonly edits: readonly Edit[] }[] }, text: string): string {
  const [{ edits }] = fixes as [{ edits: readonly Edit[] }];
  return edits.reduce(
    (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
    text,
  );
}

interface Edit {
  readonly span: { readonly start: number; readonly end: number };
  readonly newText: string;
}
