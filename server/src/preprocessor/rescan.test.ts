import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../text/source-file.js';
import { expand } from './expand.js';
import { scanOf } from './rescan.js';
import { type Scan, scanFile } from './scan.js';

/** What a scan says, its names resolved, since versions of a file may number them differently. */
function contentOf({ text, hits, names, directives, guard, unterminatedComment, cuts, removed }: Scan): unknown {
  const found = Array.from(hits, (value, index) => (index % 3 === 0 && value >= 0 ? names.list[value] : value));
  return {
    text,
    found,
    directives: [...directives],
    guard,
    unterminatedComment,
    cuts: [...cuts],
    removed: [...removed],
  };
}

/** A reproducible source of integers in [0, limit). */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const START = `/* head */
#ifndef GUARD
#define GUARD(x) \\
  (x) // tail
#include <a.h>
/ { node@1 { p = "it's", <A 1>; }; /* over
two */ # define B 3
  it's text /* no comment */
#size-cells = <1>;
};
#endif
`;
const PIECES = [
  '\n',
  '\r',
  '\r\n',
  '/*',
  '*/',
  '//',
  '"',
  "'",
  '\\',
  '\\\n',
  '#',
  '#define X ',
  ' ',
  'a',
  '1',
  '<',
  '>',
  'GUARD',
];

describe('scanning what has changed', () => {
  test.each([1, 2, 3, 4, 5])('is scanning everything: random edits, seed %i', (seed) => {
    const random = createRandom(seed);
    let text = START;
    let scan = scanFile(createSourceFile('file:///a', 0, text));
    for (let version = 1; version < 1500; version++) {
      const at = random(text.length + 1);
      const removed = random(3) === 0 ? random(12) : 0;
      text = text.slice(0, at) + PIECES[random(PIECES.length)]! + text.slice(at + removed);
      if (text.length > 600 || text.length < 20) text = START;
      const file = createSourceFile('file:///a', version, text);
      scan = scanOf(file, scan);
      expect(contentOf(scan)).toEqual(contentOf(scanFile(file)));
    }
  });

  test('keeps the scan of the same version', () => {
    const file = createSourceFile('file:///a', 0, START);
    expect(scanOf(file)).toBe(scanOf(file));
  });
});

describe('the macros of a unit', () => {
  test('are in the same order whatever the files were before', () => {
    const fileSystem = { read: () => 'absent' as const };
    const expandText = (text: string) =>
      expand(createSourceFile('file:///tree/a.dts', 1, text), { fileSystem, includePaths: [] });
    const text = '#define B 1\n#define A 2\n';
    expandText('#define A 2\n#define B 1\n');
    const fresh = expand(createSourceFile('file:///tree/a.dts', 1, text), {
      fileSystem: { ...fileSystem },
      includePaths: [],
    });
    expect([...expandText(text).macros.keys()]).toEqual([...fresh.macros.keys()]);
  });
});
