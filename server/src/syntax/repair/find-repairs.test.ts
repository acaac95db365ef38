import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testParser } from '../../../../test/parser.js';
import { seededRandom } from '../../../../test/random.js';
import { randomEdit } from '../../../../test/random-edits.js';
import type * as ast from '../ast.js';
import { findRepairs } from './find-repairs.js';
import { applyRepairs, MAX_REPAIRS } from './repair.js';

const sample = readFileSync(
  new URL('../../../../grammars/devicetree/test/recovery-sample.dts', import.meta.url),
  'utf8',
).replace(/^#include.*$/gm, '');

/** The text as it is understood. */
const repaired = (text: string) => applyRepairs(text, findRepairs(text));

describe('repairing', () => {
  it('leaves alone what has no mistake', () => {
    expect(findRepairs(sample.replace('FOO(2)', '2'))).toEqual([]);
  });

  it.each([
    ['/ { a = <1>\n b; };', '/ { a = <1>;\n b; };'],
    ['/ { a = <1; b; };', '/ { a = <1>; b; };'],
    ['/ { a = <1\n b = <2>; };', '/ { a = <1>;\n b = <2>; };'],
    ['/ {\n\ta = "x;\n};', '/ {\n\ta = "x";\n};'],
    ['/ { a = "x", y", "z"; };', '/ { a = "x", "y", "z"; };'],
    ['/ { a = <1> <2>; };', '/ { a = <1>, <2>; };'],
    ['/ { a = [00 11; };', '/ { a = [00 11]; };'],
    ['/ { a = <(1 + 2>; };', '/ { a = <(1 + 2)>; };'],
    ['/ { a = <1 << 2)>; };', '/ { a = <(1 << 2)>; };'],
    ['/ {\n\ta {\n\t\tx;\n\tb {\n\t};\n};', '/ {\n\ta {\n\t\tx;};\n\tb {\n\t};\n};'],
    ['/ {\n\ta\n\t\tx;\n\t};\n};', '/ {\n\ta {\n\t\tx;\n\t};\n};'],
    ['/ {\n\ta {\n\t\t};\n\t\tx;\n\t};\n};', '/ {\n\ta {\n\t\t  \n\t\tx;\n\t};\n};'],
    ['/ {\n\ta {\n\t\tx;\n\n&b { y; };', '/ {\n\ta {\n\t\tx;};};\n\n&b { y; };'],
    ['&a\n\tx;\n};', '&a {\n\tx;\n};'],
    ['/ { /delete-node/ a\n b; };', '/ { /delete-node/ a;\n b; };'],
  ])('%j becomes %j', (text, expected) => {
    expect(repaired(text)).toBe(expected);
  });

  it('offsets are those of the text as it was written', async () => {
    const random = seededRandom(3);
    const session = (await testParser()).open();
    for (let edit = 0; edit < 400; edit++) {
      const text = randomEdit(sample, random);
      expectPlaces(session.update(text), text, 0, text.length);
    }
    session.close();
  });
});

/** Every item lies within its holder, behind the one before it. */
function expectPlaces(list: ast.ItemList, text: string, base: number, end: number): void {
  let last = base;
  for (const [index, item] of list.items.entries()) {
    const start = base + list.starts[index]!;
    expect(start).toBeGreaterThanOrEqual(last);
    expect(start + item.length).toBeLessThanOrEqual(end);
    last = start + item.length;
    if (item.kind === 'property' && item.errors.length === 0) {
      expect(text.slice(start + item.nameRange.start, start + item.nameRange.end)).toBe(item.name);
    }
    if (item.kind === 'node') expectPlaces(item, text, start, last);
  }
}

describe('hostile text', () => {
  const pieces =
    '{|}|(|<|>|"|a{|a{\n|a={|/ {|<1 |a=<(|a:|a:\n|&a|;|};\n|,|"a" b |a="x"y|a="x";|\n|/*|/**/|[|a b\n|&x {\n|"abc\n'.split(
      '|',
    );

  it.each(pieces)('%j over and over ends soon, with a bounded number of repairs', (piece) => {
    for (const opening of ['', '/ {\n', '/ { x = <', '/ { x = "']) {
      const text = opening + piece.repeat(300_000 / piece.length);
      expect(findRepairs(text).length).toBeLessThan(MAX_REPAIRS + 600);
    }
  });
});
