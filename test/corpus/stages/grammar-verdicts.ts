import { spawnSync } from 'node:child_process';
import { corpusCases, corpusFiles } from '../../../grammars/devicetree/test/corpus-cases.js';
import { invalidInputs } from '../../../grammars/devicetree/test/invalid-inputs.js';
import { kernelDtc } from '../../../scripts/kernel.js';
import type { Difference, Stage } from '../stage.js';

/** The grammar's own cases are judged by dtc as the grammar judges them: what is valid after preprocessing, and what is not. */
export const grammarVerdictsStage: Stage = {
  name: 'grammar-verdicts',
  async run() {
    const dtc = await kernelDtc();
    const differences: Difference[] = [];
    const valid = corpusFiles.filter((file) => !file.startsWith('raw-')).flatMap(corpusCases);
    for (const { name, text } of valid) {
      const verdict = text.trim() === '' ? '' : judge(dtc, text.includes('/dts-v1/') ? text : `/dts-v1/;\n${text}`);
      if (SYNTAX.test(verdict)) differences.push({ board: name, what: `dtc refuses it: ${verdict}` });
    }
    const invalid = invalidInputs().filter(({ expanded }) => expanded);
    for (const { name, text } of invalid) {
      if (!REFUSAL.test(judge(dtc, text))) differences.push({ board: name, what: 'dtc accepts it' });
    }
    const compared = valid.length + invalid.length;
    return {
      compared,
      rows: compared,
      differences,
      counts: [`${valid.length} valid, ${invalid.length} invalid inputs`],
    };
  },
};

const SYNTAX = /syntax error|Lexical error/;
/** A file that cannot be opened is how dtc refuses a misspelt /include/. */
const REFUSAL = /syntax error|Lexical error|Couldn't open/;

/** What dtc says about a text, the mistakes that have nothing to do with its syntax included. */
function judge(dtc: string, text: string): string {
  return spawnSync(dtc, ['-q', '-I', 'dts', '-O', 'dtb', '-o', '/dev/null', '-'], { input: text, encoding: 'utf8' })
    .stderr;
}
