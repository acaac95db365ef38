import { differencesOf, rowsOf } from '../compare-facts.js';
import type { Difference, Stage } from '../stage.js';

/** The code of the finding that each path in `missingHwlocks` stands for. */
const missingCode = 'remoteproc-missing-hwlocks';

/** The analyser's facts of each board are those that the kernel's own tools give, and its findings follow from them. */
export const factsStage: Stage = {
  name: 'facts',
  async run({ kernel, boards, oracleFacts, progress }) {
    // Loaded here, so that the oracle's own stage runs even while the analyser does not compile.
    const { analyserFacts } = await import('../analyser-facts.js');
    const differences: Difference[] = [];
    const awaited = new Set(boards);
    const codes = new Map<string, number>();
    let rows = 0;
    for await (const { board, facts, findings } of analyserFacts(kernel.root, boards)) {
      awaited.delete(board);
      for (const { code, severity } of findings) {
        const kind = `${severity}(${code})`;
        codes.set(kind, (codes.get(kind) ?? 0) + 1);
      }
      const oracle = await oracleFacts(board).catch((error: unknown) => {
        differences.push({
          board,
          what: `the oracle cannot read it: ${error instanceof Error ? error.message : error}`,
        });
      });
      if (oracle) {
        rows += rowsOf(oracle);
        differences.push(...differencesOf(oracle, facts).map((what) => ({ board, what })));
        const found = findings.filter(({ code }) => code === missingCode).length;
        if (found !== oracle.missingHwlocks.length) {
          differences.push({
            board,
            what: `${found} findings ${missingCode}, the oracle has ${oracle.missingHwlocks.length}`,
          });
        }
      }
      progress(boards.length - awaited.size, boards.length);
    }
    for (const board of awaited) differences.push({ board, what: 'the analyser says nothing of it' });
    const byCode = [...codes].sort(([left], [right]) => (left < right ? -1 : 1));
    return {
      compared: boards.length,
      rows,
      differences,
      counts: [
        `${rows} facts`,
        `findings: ${byCode.map(([kind, count]) => `${kind} × ${count}`).join(', ') || 'none'}`,
      ],
    };
  },
};
