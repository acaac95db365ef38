import { fuzzExpansion } from '../expand-fuzz.js';
import type { Stage } from '../stage.js';

/** After random edits of a real board and its includes, the expansion is that of a fresh start. */
export const editsStage: Stage = {
  name: 'edits',
  async run({ kernel, boards, partial }) {
    const chosen = boards.slice(0, partial ? 1 : 3);
    const count = partial ? 100 : 400;
    const differences = [];
    for (const board of chosen) {
      for (const what of await fuzzExpansion(kernel.root, board, SEED, count)) differences.push({ board, what });
    }
    const rows = chosen.length * count;
    return { compared: chosen.length, rows, differences, counts: [`${rows} edits`] };
  },
};

const SEED = 3;
