import { expect, it } from 'vitest';
import { describeAll, describeBoard } from './board-text.js';

const board = {
  uri: 'file:///linux/a.dts',
  name: 'a',
  path: 'arch/arm64/boot/dts/acme/a.dts',
  isBuilt: false,
  composites: [],
};

it('a board is told by its name, its SoC and its path', () => {
  expect(describeBoard(board)).toEqual({ label: 'a', detail: board.path });
  expect(describeBoard({ ...board, soc: 'acme,ac100' })).toMatchObject({ description: 'acme,ac100' });
});

it('what Makefiles make of a board is marked', () => {
  const composites = ['a-one', 'a-two', 'a-three', 'a-four'];
  expect(describeBoard({ ...board, isBuilt: true, composites }).detail).toBe(
    `${board.path} · built by its Makefile · part of a-one, a-two, a-three and 1 more`,
  );
});

it('one entry stands for all', () => {
  expect(describeAll(30)).toMatchObject({
    label: 'All boards',
    description: 'checks the file on all 30, in the background',
  });
});
