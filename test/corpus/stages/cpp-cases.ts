import { adversarialCases, compareCasesWithCpp, generatedCases, generatedConditions } from '../cpp-adversarial.js';
import type { Stage } from '../stage.js';

/** Small inputs made to be hard, by hand and at random, become what cpp makes of them. */
export const cppCasesStage: Stage = {
  name: 'cpp-cases',
  async run({ partial, progress }) {
    const size = partial ? 100 : 1500;
    const cases = [...adversarialCases(), ...generatedCases(SEED, size), ...generatedConditions(SEED, size)];
    const differences = [];
    for (let at = 0; at < cases.length; at += BATCH) {
      for (const { board, line, cpp, ours } of await compareCasesWithCpp(cases.slice(at, at + BATCH))) {
        differences.push({ board, what: `line ${line}: cpp ${JSON.stringify(cpp)}, ours ${JSON.stringify(ours)}` });
      }
      progress(Math.min(at + BATCH, cases.length), cases.length);
    }
    return { compared: cases.length, rows: cases.length, differences, counts: [`${cases.length} inputs`] };
  },
};

const SEED = 7;
const BATCH = 50;
