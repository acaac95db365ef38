import { describe, expect, test } from 'vitest';
import { contentOf } from '../../../test/expansion-content.js';
import { FOLDER, type TestFiles } from '../../../test/expansion-files.js';
import { createVersionedFiles, type VersionedFiles } from '../../../test/versioned-files.js';
import type { FileSystem } from '../text/file-system.js';
import { createSourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { expand } from './expand.js';
import type { ExpandOptions, Expansion } from './expansion.js';
import { MAX_EXPANDED_LENGTH } from './unit.js';

/** Something typed into a file: what it replaces, and what stands there then. */
type Typed = readonly [file: string, before: string, after: string];

/** Types into files one after the other; tells each time whether lines or the whole unit was expanded. */
function type(texts: TestFiles, typed: readonly Typed[], given: Partial<ExpandOptions> = {}): string[] {
  const files = createVersionedFiles(texts);
  const options = { includePaths: [], ...given };
  const root = `${FOLDER}/${Object.keys(texts)[0]}`;
  const expandWith = (fileSystem: typeof files.fileSystem, previous?: Expansion) =>
    expand(files.fileOf(fileSystem, root), { ...options, fileSystem }, previous);
  let expansion = expandWith(files.fileSystem);
  return typed.map(([name, before, after]) => {
    const text = files.textOf(name);
    expect(text.split(before), `\`${before}\` stands once`).toHaveLength(2);
    files.set(
      name,
      text.replace(before, () => after),
    );
    const next = expandWith(files.fileSystem, expansion);
    expect(contentOf(next)).toEqual(contentOf(expandWith(files.copy())));
    const isKept = keptOf(next) === keptOf(expansion);
    expansion = next;
    return isKept ? 'lines' : 'whole';
  });
}

/** What no change of lines can touch is the very object that it was. */
const keptOf = ({ notLoaded }: Expansion): readonly Uri[] => notLoaded;

const MACROS = `#define A 1
#define B <A A>
#define CALL(x, y) [x A:y]
#define FN(x) {x}
#define OF FN
#define NONE
#define HASH # A
`;
const board = (text: string, macros = MACROS): TestFiles => ({ 'board.dts': `#include "m.h"\n${text}`, 'm.h': macros });
const inBoard = (before: string, after: string): Typed => ['board.dts', before, after];

describe('a change of lines of text expands these lines', () => {
  test.each<[string, TestFiles, Typed[]]>([
    ['a letter', board('one\ntwo\nthree A\n'), [inBoard('two', 'twos'), inBoard('twos', 'two')]],
    ['a first use of a macro', board('one\ntwo\nA B\n'), [inBoard('two', 'two A CALL(1, B)'), inBoard('two', 'A')]],
    ['uses that go', board('A B\nA CALL(A, B) A\nCALL(B, 2) B\n'), [inBoard('A CALL(A, B) A', 'x'), inBoard('x', 'A')]],
    ['lines that come', board('A\nB\n'), [inBoard('A\n', 'A\n\nB\nA\n'), inBoard('\n\n', '\nx\n')]],
    ['lines that go', board('A\nB\nA B\nCALL(1, 2)\nA\n'), [inBoard('B\nA B\n', ''), inBoard('CALL(1, 2)\n', '')]],
    ['all lines', board('A\nB\n'), [inBoard('A\nB\n', ''), inBoard('"m.h"\n', '"m.h"\nB\n')]],
    ['the first line', board('A\nB\n'), [inBoard('A\nB', 'HASH\nB'), inBoard('HASH\n', 'NONE A\nA\n')]],
    ['the last line', board('A\nB\n'), [inBoard('B\n', 'B\nA\n'), inBoard('B\nA\n', 'A\n')]],
    ['a comment over lines', board('A /* B\n B */ A\nA\n'), [inBoard('B\n B', 'B\n\n A')]],
    ['a comment that opens', board('A\nB\nA B */\nA\n'), [inBoard('A\nB', 'A /*\nB'), inBoard('/*', '')]],
    ['a string over lines', board('A = "A\nA";\nA\n'), [inBoard('A\nA"', 'A\n\nB A"'), inBoard('B A"', '"')]],
    [
      'a text before directives',
      board('A\nB\n#undef A\nA B\n'),
      [inBoard('B\n#', 'A B\n#'), inBoard('#undef A\n', '#undef A\nA\n')],
    ],
    [
      'a line beside a call over lines',
      board('a\nCALL(A,\n B)\nFN\n(A) b\nc\n'),
      [inBoard('a\n', 'a\nA\n'), inBoard('c\n', 'A c\n'), inBoard('a\n', '\n')],
    ],
    [
      'a file with macros of its own',
      board('#define C A <C>\nC\n#define D(x) C x\nD(A)\ny\n'),
      [inBoard('C\n#', 'C D\n#'), inBoard('y\n', 'D(C)\n'), inBoard('C D\n', '\n')],
    ],
    [
      'a file whose macros are used in others',
      {
        'board.dts': 'x\n#define C A <C>\ny\n#include "a.dtsi"\nA\n',
        'a.dtsi': '#define A C\nA\n',
      },
      [inBoard('x', 'xx'), inBoard('y', 'yy\n\nC'), ['a.dtsi', '\nA', '\nA A'], inBoard('xx\n', '')],
    ],
    [
      'a file that is included twice',
      {
        'board.dts': '#define S 1\n#include "a.dtsi"\n#undef S\n#define S 2 x\n#include "a.dtsi"\nS\n',
        'a.dtsi': '#ifdef NO\nout\n#endif\na S\nb\n',
      },
      [
        ['a.dtsi', 'b', 'b S'],
        ['a.dtsi', 'a S\n', ''],
      ],
    ],
    [
      'lines between includes',
      {
        'board.dts': 'a\n#include "a.dtsi"\nb\n#include "b.dtsi"\nc\n#include "no.dtsi"\n#warning here\n',
        'a.dtsi': 'A\n#ifdef NO\nout\n#endif\n#include "b.dtsi"\n',
        'b.dtsi': 'B\n',
      },
      [inBoard('a\n#', '\n\na\n#'), inBoard('b\n#', '#'), ['a.dtsi', 'A', 'A\nA'], ['b.dtsi', 'B', 'BB']],
    ],
    [
      'lines beside mistakes',
      board('a\n#define A 2\nb\nCALL(1)\n#error no A\nc\n#else\n'),
      [inBoard('a\n', 'aa\n\n'), inBoard('b\n', ''), inBoard('c\n', 'cc\n')],
    ],
    [
      'a file with splices elsewhere',
      board('#define L A \\\n  A\n\\\nL\na\nL \\\n x\nb\n'),
      [inBoard('a\n', 'a\nA\n'), inBoard('b\n', '')],
    ],
    ['lines that end in carriage returns', board('A\rB\rA\r\nB\r\n'), [inBoard('B\rA', 'A\rA B')]],
    ['a macro that was undefined and is again', board('A\n#undef A\nA\n#define A 3\nx\n'), [inBoard('x', 'A B')]],
  ])('%s', (_, files, typed) => {
    expect(type(files, typed)).toEqual(typed.map(() => 'lines'));
  });

  test('and remembers, where it has moved, what a name looks at', () => {
    const typed = [inBoard('a\n', 'a\nA\n'), inBoard('b', '(b)')];
    expect(type(board('a\nFN\nb\n'), typed)).toEqual(['lines', 'whole']);
  });

  test('with files before and behind the root', () => {
    const files = { ...board('A\n'), 'pre.dtsi': 'pre A\n', 'post.dtsi': 'post A\n' };
    const appended = () => [{ anyOf: [`${FOLDER}/none.dtsi`, `${FOLDER}/post.dtsi`] }];
    const options = { preincluded: [`${FOLDER}/pre.dtsi`], appended };
    const typed: Typed[] = [inBoard('A\n', 'A\nB\n'), ['pre.dtsi', 'pre', 'A'], ['post.dtsi', 'post', 'A\nA']];
    expect(type(files, typed, options)).toEqual(['lines', 'lines', 'lines']);
  });
});

describe('the whole unit is expanded', () => {
  test.each<[string, TestFiles, Typed[]]>([
    ['when a directive changes', board('A\n#define C 1\nC\n'), [inBoard('C 1', 'C 2')]],
    ['when a directive comes or goes', board('A\nB\nC\n'), [inBoard('B\n', '#define C\n'), inBoard('#define C', '')]],
    [
      'when a comment hides a directive',
      board('A\nB\n#define C 1\n/**/ C\n'),
      [inBoard('B', 'B /*'), inBoard('B /*', 'B')],
    ],
    ['when a comment has no end', board('A\nB\nA\n'), [inBoard('B', 'B /*'), inBoard('B', 'A'), inBoard('/*', '')]],
    ['when lines are joined', board('A\nB\nA\n'), [inBoard('B\n', 'B \\\n'), inBoard('B', 'A'), inBoard('\\\n', '\n')]],
    [
      'when lines are joined within a word',
      board('AA\nAB\nA\n'),
      [inBoard('AB', 'A\\\nB'), inBoard('AB'.slice(1), 'C')],
    ],
    ['for text that is left out', board('#if 0\nA\n#endif\nA\n'), [inBoard('0\nA', '0\nB')]],
    ['for a text without a line break at its end', board('A\nb'), [inBoard('b', 'c')]],
    ['within a call over lines', board('CALL(A,\nB\n) A\nA\n'), [inBoard('\nB', '\nA'), inBoard('(A', '(1 B')]],
    [
      'for a call that reaches out of the lines',
      board('CALL(A\n, B) A\nA\n'),
      [inBoard('A\n,', 'B\n,'), inBoard('CALL(B', 'x')],
    ],
    [
      'for a call that reached out of the lines and became long',
      board('LONG(a\n) b\n', `#define LONG(x) "${'long'.repeat(9)}"\n`),
      [inBoard('LONG(a', 'x')],
    ],
    ['for a call that comes to reach out of the lines', board('a\nA, B) A\n'), [inBoard('a', 'CALL(a')]],
    ['for lines that a name before them looks at', board('FN\nA\n'), [inBoard('\nA', '\n(A)')]],
    ['for lines that a macro before them looks at', board('OF /* */\n// A\n\nA\n'), [inBoard('\n\nA', '\n\n(A) A')]],
    ['for lines at the end that a name looks at', board('FN\n#undef A\n'), [inBoard('FN\n', 'FN\nA\n')]],
    ['for calls that go on past a directive', board('CALL(A,\n#define A 3\nB)\nA\na\n'), [inBoard('a\n', 'b\n')]],
    ['for calls without an end', board('a\nCALL(A,\n\nB\n'), [inBoard('a', 'b')]],
    ['for mistakes in the lines', board('a\nCALL(1)\nb\n'), [inBoard('CALL(1)', 'x'), inBoard('b', 'CALL(3)')]],
    ['where lines are counted', board('a\nb\n__LINE__\n'), [inBoard('a', 'a\na'), inBoard('b', 'c')]],
    ['where lines come to be counted', board('a\nb\n'), [inBoard('b', '__COUNTER__')]],
    [
      'where dtc includes',
      { 'board.dts': 'a\n/include/ "b.dtsi"\nb\n', 'b.dtsi': 'b\nc\n' },
      [inBoard('a', 'aa'), ['b.dtsi', 'c', 'd']],
    ],
    ['where dtc may include', board('a\n"/include/"\n'), [inBoard('a', 'b')]],
    [
      'where dtc comes to include',
      { 'board.dts': 'a\n/include\n/ "b.dtsi"\n', 'b.dtsi': 'b\n' },
      [inBoard('a', '/include/ "b.dtsi"')],
    ],
    [
      'when a guard is no guard any more',
      {
        'board.dts': '#include "g.h"\n#include "g.h"\n',
        'g.h': '\n#ifndef G\n#define G\nin\n#else\nagain\n#endif\n\n'.replace('#else\nagain\n', ''),
      },
      [
        ['g.h', '#endif\n\n', '#endif\nout\n'],
        ['g.h', 'out\n', '\n'],
      ],
    ],
  ])('%s', (_, files, typed) => {
    expect(type(files, typed)).toEqual(typed.map(() => 'whole'));
  });
});

describe('what else an expansion depends on', () => {
  const texts = { 'board.dts': '#include "a.dtsi"\n#include "b.dtsi"\nA\n', 'a.dtsi': 'a\n', 'b.dtsi': 'b\n' };
  const root = `${FOLDER}/board.dts`;
  const options = { includePaths: [`${FOLDER}/include`], mayRead: () => true };

  /** Whether the expansion after a change is one of lines. It is always the right one. */
  function keeps(
    change: (files: VersionedFiles) => void,
    other: Partial<ExpandOptions> = {},
    before: Partial<ExpandOptions> = options,
    start: TestFiles = texts,
  ): boolean {
    const files = createVersionedFiles(start);
    const { fileSystem } = files;
    const previous = expand(files.fileOf(fileSystem, root), { ...options, fileSystem, ...before });
    change(files);
    const given = { ...options, fileSystem, ...before, ...other };
    const next = expand(files.fileOf(fileSystem, root), given, previous);
    const copy = files.copy();
    expect(contentOf(next)).toEqual(contentOf(expand(files.fileOf(copy, root), { ...given, fileSystem: copy })));
    return keptOf(next) === keptOf(previous);
  }
  const touch = (files: VersionedFiles) => files.set('a.dtsi', 'aa\n');

  test('one file may be another version, or none', () => {
    expect(keeps(touch)).toBe(true);
    expect(keeps(() => {})).toBe(true);
    expect(keeps((files) => files.set('board.dts', `${files.textOf('board.dts')}A\n`))).toBe(true);
  });

  test('several may not', () => {
    const touchBoth = (files: VersionedFiles) => {
      touch(files);
      files.set('b.dtsi', 'bb\n');
    };
    expect(keeps(touchBoth)).toBe(false);
  });

  test('no file may come or go', () => {
    expect(keeps((files) => files.set('a.dtsi', null))).toBe(false);
    const without = { ...texts, 'a.dtsi': null };
    expect(keeps((files) => files.set('include/a.dtsi', 'found\n'), {}, options, without)).toBe(false);
  });

  test.each<[string, Partial<ExpandOptions>]>([
    ['macros', { macros: ['A'] }],
    ['include paths', { includePaths: [FOLDER] }],
    ['leave to read', { mayRead: () => true }],
    ['names', { canonicalUri: (uri) => uri }],
    ['files before', { preincluded: [`${FOLDER}/b.dtsi`] }],
    ['files behind', { appended: () => [{ anyOf: [`${FOLDER}/b.dtsi`] }] }],
    ['calls without an end', { givesUpLikeCpp: true }],
  ])('other %s', (_, other) => {
    expect(keeps(touch, other)).toBe(false);
    expect(keeps(() => {}, other)).toBe(false);
  });

  test('what is looked for behind the root, with regard to what has been read', () => {
    const byText: ExpandOptions['appended'] = (read) => [
      { anyOf: [`${FOLDER}/${read.some(({ text }) => text === 'a\n') ? 'a' : 'b'}.dtsi`] },
    ];
    expect(keeps(touch, {}, { appended: byText })).toBe(false);
    expect(keeps((files) => files.set('b.dtsi', 'bb\n'), {}, { appended: byText })).toBe(true);
  });

  test('bytes that are not UTF-8', () => {
    const broken = createSourceFile(root, 1, '\udce4\nb\n', { defect: { kind: 'not-utf8', offset: 0 } });
    const fileSystem: FileSystem = { read: () => 'absent' };
    const given = { fileSystem, includePaths: [] };
    const previous = expand(broken, given);
    const mended = createSourceFile(root, 2, 'a\nb\n');
    const next = expand(mended, given, previous);
    expect(next.findings).toEqual([]);
    expect(expand(broken, given, next).findings).toEqual(previous.findings);
  });

  test('an expansion of another root', () => {
    const files = createVersionedFiles(texts);
    const given = { ...options, fileSystem: files.fileSystem };
    const previous = expand(files.fileOf(files.fileSystem, root), given);
    const other = expand(files.fileOf(files.fileSystem, `${FOLDER}/b.dtsi`), given, previous);
    expect(other.text).toBe('b\n');
  });

  test('the longest text', () => {
    const line = `${'x'.repeat(99)}\n`;
    const files = createVersionedFiles({ 'board.dts': line.repeat(MAX_EXPANDED_LENGTH / 100) });
    const given = { ...options, fileSystem: files.fileSystem };
    const previous = expand(files.fileOf(files.fileSystem, root), given);
    expect(previous.findings).toEqual([]);
    files.set('board.dts', line.repeat(MAX_EXPANDED_LENGTH / 100 + 1));
    const next = expand(files.fileOf(files.fileSystem, root), given, previous);
    expect(next.findings).toMatchObject([{ code: 'expansion-too-large' }]);
  });
});
