import { expect, test } from 'vitest';
import { sample } from './boards.js';

const boards = Array.from({ length: 20 }, (_, index) => `board-${String(index).padStart(2, '0')}.dts`);

test('a seed always names the same boards, in their own order', () => {
  const chosen = sample(boards, 5, 1);
  expect(new Set(chosen).size).toBe(5);
  expect(chosen).toEqual([...chosen].sort());
  expect(sample(boards, 5, 1)).toEqual(chosen);
  expect(sample(boards, 5, 2)).not.toEqual(chosen);
});

test('a sample of more than there is is all there is', () => {
  expect(sample(boards, 99, 1)).toEqual(boards);
});
