import { expect, test } from 'vitest';
import { judge, refusal } from './known-differences.js';

const known = [{ stage: 'facts', board: 'a.dts', what: 'x', reason: 'because' }];
const result = (...differences: { board: string; what: string }[]) => ({
  compared: 3,
  rows: 100,
  differences,
  counts: [],
});
const everything = () => true;

test('a known difference passes', () => {
  expect(judge('facts', result({ board: 'a.dts', what: 'x' }), known, everything)).toMatchObject({
    passed: 3,
    failed: 0,
  });
});

test('a board with several others fails once', () => {
  const verdict = judge('facts', result({ board: 'b.dts', what: 'x' }, { board: 'b.dts', what: 'y' }), [], everything);
  expect(verdict).toEqual({ passed: 2, failed: 1, failures: ['b.dts: x', 'b.dts: y'] });
});

test('one that vanished fails, unless its board was not looked at', () => {
  expect(judge('facts', result(), known, everything)).toMatchObject({ passed: 2, failed: 1 });
  expect(judge('facts', result(), known, () => false)).toMatchObject({ passed: 3, failed: 0 });
  expect(judge('other', result(), known, everything)).toMatchObject({ passed: 3, failed: 0 });
});

test('a list over a thousandth of the rows is refused', () => {
  expect(refusal(known, 1000)).toBeUndefined();
  expect(refusal(known, 999)).toContain('1 known differences');
});
