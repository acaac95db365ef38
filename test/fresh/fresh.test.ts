import { expect, it } from 'vitest';
import { normalizeUri } from '../../server/src/text/uri.js';
import { tryEdits } from './try-edits.js';

/* The small part of `npm run test:fresh` that needs no kernel: the board and the SoC of the examples. */

const folder = new URL('../../examples/arch/arm64/boot/dts/acme/', import.meta.url);
const boards = ['ac100-evk.dts', 'ac100-tablet.dts', 'ac100-evk-camera.dtso'];

it.each(boards)('%s is after random edits what it is from nothing', { timeout: 120_000 }, async (board) => {
  let compared = 0;
  for (let list = 0; list < 4; list++) {
    const trial = await tryEdits(normalizeUri(new URL(board, folder).href), list);
    expect(trial.failure).toBeUndefined();
    compared += trial.compared;
  }
  expect(compared).toBeGreaterThan(30);
});
