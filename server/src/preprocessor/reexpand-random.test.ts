import { describe, expect, test } from 'vitest';
import { contentOf } from '../../../test/expansion-content.js';
import { FOLDER } from '../../../test/expansion-files.js';
import { seededRandom } from '../../../test/random.js';
import { createVersionedFiles } from '../../../test/versioned-files.js';
import type { FileSystem } from '../text/file-system.js';
import type { SourceFile } from '../text/source-file.js';
import { expand } from './expand.js';
import type { ExpandOptions } from './expansion.js';

const START = {
  'board.dts': `#include "soc.dtsi"
#define PIN(a, b) <a b N>
#define WIDE A, \\
  B
/* head */ A { p = PIN(1, A); };
	q = <N>; // N
#undef A
A = "A
N";
#define SID 4
#include "pmic.dtsi"
#undef SID
#define SID 5
#include "pmic.dtsi"
tail WIDE PIN (3,
 4) A
`,
  'soc.dtsi': `#include "pins.h"
/ { a = <A B>;
#ifdef A
	b = CALL(x, N) it's A
#else
	c;
#endif
#size-cells = <A>; };
EMPTY text EMPTY
HASH FN
(7) OF
`,
  'pmic.dtsi': `p@SID { x = <SID 2>; CALL(SID, SID)
};
#ifdef NOTHING
left out
#endif
y SID
`,
  'pins.h': `#ifndef PINS
#define PINS
#define A 1
/* B */
#define B A N
#define N 22
#define CALL(x, ...) [x:__VA_ARGS__ x##_y #x]
#define EMPTY
#define HASH # A
#define FN(x) {x}
#define OF FN
of pins
#endif
`,
  'tail.dtsi': `tail A
`,
};

const PIECES = [
  ...[
    '\n',
    '\n',
    '\r',
    '\r\n',
    ' ',
    ' ',
    '\t',
    ';',
    'a',
    'A',
    'N',
    ' A ',
    ' B ',
    '(',
    ')',
    ',',
    '"',
    "'",
    '/',
    '*',
    '/*',
    '*/',
  ],
  ...[
    '//',
    '\\',
    '\\\n',
    '#',
    '-',
    '=',
    '<',
    '>',
    '.',
    '1',
    '0x1e+',
    'L"',
    ' CALL(',
    ' CALL(1, A)',
    ' FN',
    ' FN(2)',
    ' OF (3)',
  ],
  ...[
    ' PIN(1, (2))',
    'EMPTY',
    'HASH',
    ' SID',
    ' WIDE ',
    '__LINE__',
    '\0',
    '\n A\n',
    '\nnew = <N>;\n',
    '\n#define A 3\n',
  ],
  ...[
    '#undef N\n',
    '#if 0\n',
    '#endif\n',
    '#include "tail.dtsi"\n',
    '#include "no.h"\n',
    '/include/',
    '\u00e4',
    ' CALL(1,\n 2) N',
  ],
];

/** What does not have a file include itself 200 times over, which takes long to compare. */
const HARMLESS = PIECES.filter((piece) => !piece.includes('tail'));

const ROOT = `${FOLDER}/board.dts`;
const expandRoot = (fileSystem: FileSystem, options: Partial<ExpandOptions>, previous?: ReturnType<typeof expand>) =>
  expand(fileSystem.read(ROOT) as SourceFile, { fileSystem, includePaths: [], ...options }, previous);

const VARIANTS: readonly Partial<ExpandOptions>[] = [
  {},
  { preincluded: [`${FOLDER}/tail.dtsi`], macros: ['GIVEN'] },
  { appended: () => [{ anyOf: [`${FOLDER}/none.dtsi`, `${FOLDER}/tail.dtsi`] }] },
  { givesUpLikeCpp: true },
];

describe('expanding changed lines', () => {
  test.each([1, 2, 3, 4, 5, 6])('is expanding everything: random edits, seed %i', { timeout: 120_000 }, (seed) => {
    const random = seededRandom(seed);
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
    const names = Object.keys(START) as (keyof typeof START)[];
    const options = VARIANTS[seed % VARIANTS.length]!;
    const { textOf, set, fileSystem, copy } = createVersionedFiles(START);
    let expansion = expandRoot(fileSystem, options);
    let kept = 0;
    for (let edit = 0; edit < EDITS; edit++) {
      const name = pick(names);
      const text = textOf(name);
      const at = Math.floor(random() * (text.length + 1));
      const removed = random() < 0.4 ? Math.floor(random() * random() * 20) : 0;
      const isMended = random() < 0.25;
      const piece = pick(name === 'tail.dtsi' ? HARMLESS : PIECES);
      set(name, isMended ? START[name] : text.slice(0, at) + piece + text.slice(at + removed));
      const next = expandRoot(fileSystem, options, expansion);
      // What a change of the lines cannot touch is taken over.
      if (next.notLoaded === expansion.notLoaded) kept++;
      expect(contentOf(next), `edit ${edit} of ${name}`).toEqual(contentOf(expandRoot(copy(), options)));
      expansion = next;
    }
    expect(kept).toBeGreaterThan(EDITS / 5);
  });
});

const EDITS = 200;
