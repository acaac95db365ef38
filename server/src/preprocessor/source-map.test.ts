import { describe, expect, test } from 'vitest';
import { expandFiles, FOLDER, type TestFiles } from '../../../test/expansion-files.js';
import type { Origin } from '../text/span.js';
import type { Expansion } from './expansion.js';

/** Where `word` of the expanded text is from: the written text, then each step, a macro as its name. */
function originOf(files: TestFiles, word: string, occurrence = 1): string[] {
  const { text, sourceMap } = expandFiles(files);
  let at = -1;
  for (let left = occurrence; left > 0; left--) at = text.indexOf(word, at + 1);
  expect(at).toBeGreaterThanOrEqual(0);
  return describeOrigin(sourceMap.originOf(at, at + word.length));
}

function describeOrigin({ span, via }: Origin): string[] {
  const written = ({ file, start, end }: Origin['span']) => file.text.slice(start, end);
  return [written(span), ...via.map((step) => (step.kind === 'macro' ? step.name : written(step.site)))];
}

describe('originOf', () => {
  test('copied text is where it is written, through splices and comments', () => {
    const files = { 'board.dts': 'one /* two */ three \\\nfour fi\\\nve six' };
    for (const word of ['one', 'three', 'four', 'six']) expect(originOf(files, word)).toEqual([word]);
    expect(originOf(files, 'five')).toEqual(['fi\\\nve']);
  });

  test('the text of a macro is its outermost use in a file', () => {
    const files = { 'board.dts': '#define A 11\n#define B A 22\n#define F(x) x B\n<A> <B> <F( 33 )>' };
    expect(originOf(files, '11')).toEqual(['A', 'A']);
    expect(originOf(files, '11', 2)).toEqual(['B', 'A', 'B']);
    expect(originOf(files, '22', 2)).toEqual(['F( 33 )', 'B', 'F']);
  });

  test('an argument is where it is written', () => {
    const files = { 'board.dts': '#define A 11\n#define F(x) G(x, 55)\n#define G(x, y) [x y]\nF(33 A G(44, 66))' };
    expect(originOf(files, '33')).toEqual(['33', 'G', 'F']);
    expect(originOf(files, '44')).toEqual(['44', 'G', 'G', 'F']);
    expect(originOf(files, '11')).toEqual(['A', 'A', 'G', 'F']);
    expect(originOf(files, '55')).toEqual(['F(33 A G(44, 66))', 'G', 'F']);
  });

  test('pasted and stringified text', () => {
    const files = { 'board.dts': '#define P(x, y) x##y\n#define S(x) #x\nP(ab, cd) S(ef)' };
    expect(originOf(files, 'abcd')).toEqual(['ab', 'P']);
    expect(originOf(files, '"ef"')).toEqual(['S(ef)', 'S']);
  });

  test('a use names where the macro was used and defined', () => {
    const files = { 'board.dts': '#include "m.h"\nB', 'm.h': '#define A 1\n#define B A' };
    const { sourceMap } = expandFiles(files);
    const { via } = sourceMap.originOf(0, 1);
    expect(via).toMatchObject([
      { name: 'A', use: { file: { uri: `${FOLDER}/m.h` }, start: 22 }, definition: { start: 8, end: 9 } },
      { name: 'B', use: { file: { uri: `${FOLDER}/board.dts` }, start: 15 }, definition: { start: 20, end: 21 } },
    ]);
  });

  test('includes, from the file outwards', () => {
    const files = {
      'board.dts': 'top\n#include "a.h"\n',
      'a.h': '#define M mm\n#include <b.h>',
      'include/b.h': 'deep M',
    };
    expect(originOf(files, 'top')).toEqual(['top']);
    expect(originOf(files, 'deep')).toEqual(['deep', '<b.h>', '"a.h"']);
    expect(originOf(files, 'mm')).toEqual(['M', 'M', '<b.h>', '"a.h"']);
  });

  test('a range over several pieces is their hull', () => {
    const files = { 'board.dts': '#define A 1\nx <A 2 A> y\n#include "a.h"\nz', 'a.h': 'deep' };
    const { text, sourceMap } = expandFiles(files);
    const origin = (from: string, to: string) =>
      describeOrigin(sourceMap.originOf(text.indexOf(from), text.indexOf(to) + to.length));
    expect(origin('<', '>')).toEqual(['<A 2 A>']);
    expect(origin('1', '1')).toEqual(['A', 'A']);
    expect(origin('x', 'deep')).toEqual(['x <A 2 A> y\n#include "a.h"']);
    expect(origin('deep', 'z')).toEqual(['"a.h"\nz']);
  });

  test('an empty range is a place, the end of the text too', () => {
    const { sourceMap, text } = expandFiles({ 'board.dts': '#define A 1\nx y' });
    expect(sourceMap.originOf(2, 2).span).toMatchObject({ start: 14, end: 14 });
    expect(sourceMap.originOf(text.length, text.length).span).toMatchObject({ start: 15, end: 15 });
    expect(expandFiles({ 'board.dts': '' }).sourceMap.originOf(0, 0).span).toMatchObject({ start: 0, end: 0 });
  });
});

describe('expandedAt', () => {
  const at = ({ sourceMap, files, text }: Expansion, file: number, word: string) => {
    const { uri, text: written } = files[file]!;
    return sourceMap.expandedAt(uri, written.indexOf(word)).map((offset) => text.slice(offset, offset + 4));
  };

  test('copied text, each time its file is included', () => {
    const expansion = expandFiles({ 'board.dts': '#include "a.h"\n#include "a.h"\nown!', 'a.h': 'word' });
    expect(at(expansion, 1, 'word')).toEqual(['word', 'word']);
    expect(at(expansion, 0, 'own!')).toEqual(['own!']);
    expect(at(expansion, 0, '#include')).toEqual([]);
  });

  test('a macro name is its replacement, an argument its copies', () => {
    const expansion = expandFiles({ 'board.dts': '#define F(x) x abcd x\n#define E\n<F(efgh)> E' });
    expect(at(expansion, 0, 'F(efgh)')).toEqual(['abcd']);
    expect(at(expansion, 0, 'efgh')).toEqual(['efgh', 'efgh']);
    expect(at(expansion, 0, 'E\n')).toEqual([]);
  });
});

describe('macros', () => {
  test('are those defined at the end, as written', () => {
    const { macros } = expandFiles({
      'board.dts': '#define A /* x */ 1 /* y */ \\\n + 2\n#define F(a, b...) a ## b # b\n#define G\n#undef G',
    });
    expect(macros.get('A')).toMatchObject({ name: 'A', body: '1    + 2', definition: { start: 8, end: 9 } });
    expect(macros.get('F')).toMatchObject({ parameters: ['a', 'b'], body: 'a ## b # b' });
    expect(macros.has('G')).toBe(false);
    expect(macros.get('__DTS__')).toMatchObject({ body: '1' });
  });
});
