import type { Difference, Stage } from '../stage.js';

/**
 * What the topology implies of a link, an edge or a processor is what completion offers first, where the author's value is
 * taken out of the source: the values of mainline's boards.
 */
export const completionStage: Stage = {
  name: 'completion',
  async run({ kernel, boards, progress }) {
    // Loaded here, so that the oracle's own stage runs even while the analyser does not compile.
    const { completedValues } = await import('../completed-values.js');
    const differences: Difference[] = [];
    const counts = new Map<string, number>();
    const asked = new Set<string>();
    let rows = 0;
    let done = 0;
    for (const board of boards) {
      for (const { property, node, written, offered } of await completedValues(kernel.root, board, asked)) {
        rows += 1;
        counts.set(property, (counts.get(property) ?? 0) + 1);
        if (offered !== written)
          differences.push({
            board,
            what: `${property} of ${node} is ${written}, and ${offered ?? 'nothing'} is offered`,
          });
      }
      progress(++done, boards.length);
    }
    const summary = [...counts].map(([property, count]) => `${count} ${property}`).join(', ');
    return { compared: boards.length, rows, differences, counts: [summary] };
  },
};
