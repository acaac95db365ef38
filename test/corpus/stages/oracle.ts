import type { BoardFacts } from '../oracle/board-facts.js';
import { totals } from '../oracle/totals.js';
import { inParallel } from '../parallel.js';
import type { Difference, Stage } from '../stage.js';

/** The kernel's own tools accept every board; what they say in total is printed, to be held against what is known. */
export const oracleStage: Stage = {
  name: 'oracle',
  async run({ boards, oracleFacts, progress }) {
    const differences: Difference[] = [];
    const read: BoardFacts[] = [];
    let done = 0;
    await inParallel(boards, 2, async (board) => {
      try {
        read.push(await oracleFacts(board));
      } catch (error) {
        differences.push({
          board,
          what: `the kernel's tools refuse it: ${error instanceof Error ? error.message : error}`,
        });
      }
      progress(++done, boards.length);
    });
    return { compared: boards.length, rows: boards.length, differences, counts: totals(read) };
  },
};
