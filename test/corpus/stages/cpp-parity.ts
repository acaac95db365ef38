import { rootSources } from '../boards.js';
import { compareWithCpp } from '../cpp-parity.js';
import type { Difference, Stage } from '../stage.js';

/** The expansion is cpp's, line by line; a whole run compares every board and overlay of the kernel, not only Qualcomm's. */
export const cppParityStage: Stage = {
  name: 'cpp-parity',
  async run({ kernel, boards, partial, progress }) {
    const roots = partial ? boards : await rootSources(kernel.root);
    const differences: Difference[] = [];
    for (let at = 0; at < roots.length; at += BATCH) {
      for (const { board, line, cpp, ours } of await compareWithCpp(kernel.root, roots.slice(at, at + BATCH))) {
        differences.push({ board, what: `line ${line}: cpp ${JSON.stringify(cpp)}, ours ${JSON.stringify(ours)}` });
      }
      progress(Math.min(at + BATCH, roots.length), roots.length);
    }
    return { compared: roots.length, rows: roots.length, differences, counts: [`${roots.length} root sources`] };
  },
};

/** How many boards are compared between two signs of life. */
const BATCH = 50;
