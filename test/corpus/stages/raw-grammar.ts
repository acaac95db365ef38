import { checkRawGrammar } from '../raw-grammar.js';
import type { Difference, Stage } from '../stage.js';

/** The grammar reads every source as written; a run over some boards reads those boards only. */
export const rawGrammarStage: Stage = {
  name: 'raw-grammar',
  async run({ kernel, boards, partial }) {
    const { parsed, failures, obsolete } = await checkRawGrammar(kernel.root, partial ? boards : undefined);
    const differences: Difference[] = [
      ...failures.map(({ path, line, what }) => ({ board: path, what: `line ${line}: ${what}` })),
      ...obsolete.map((path) => ({ board: path, what: 'is listed as an exception, and is read without a mistake' })),
    ];
    return { compared: parsed, rows: parsed, differences, counts: [`${parsed} raw files`] };
  },
};
