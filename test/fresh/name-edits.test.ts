import { expect, it } from 'vitest';
import type { EvaluationMemo } from '../../server/src/devicetree/evaluation-memo.js';
import { expand } from '../../server/src/preprocessor/expand.js';
import { rules } from '../../server/src/rules/index.js';
import { createSourceFile } from '../../server/src/text/source-file.js';
import { checkTree } from '../../server/src/workspace/check-tree.js';
import { buildUnit } from '../../server/src/workspace/translation-unit.js';
import { checkWithMemo, type VerdictMemo } from '../../server/src/workspace/verdict-memo.js';
import { withFixes } from '../findings-with-fixes.js';
import { testParser } from '../parser.js';
import { seededRandom } from '../random.js';
import { unitDifference } from './difference.js';
import { editNames, NAMED_BOARD } from './name-edits.js';

/* Edits of names and labels, on which much hangs elsewhere in a tree. */

/** Edits the board so often, at times back to an earlier text, and compares after each. Says of how many trees nodes were taken over. */
async function takenOver(seed: number, dtcFlags: { flags: readonly string[]; symbols: boolean }): Promise<number> {
  const parser = await testParser();
  const random = seededRandom(seed);
  const session = parser.open();
  const memo: EvaluationMemo = {};
  const verdicts: VerdictMemo = {};
  const texts = [NAMED_BOARD];
  let count = 0;
  for (let step = 0; step < 14; step++) {
    const text = texts.at(-1)!;
    const expansionOf = () =>
      expand(createSourceFile('file:///board.dts', 1, text), {
        fileSystem: { read: () => 'absent' },
        includePaths: [],
      });
    const unit = buildUnit(expansionOf(), session, { memo, dtcFlags });
    const found = checkWithMemo(unit, rules, verdicts);
    const anew = parser.open();
    const fresh = buildUnit(expansionOf(), anew, { dtcFlags });
    anew.close();
    expect(unitDifference(unit, fresh), text).toBeUndefined();
    expect(withFixes(found), text).toEqual(withFixes(checkTree(fresh, rules)));
    if (unit.tree.earlier) count++;
    texts.push(random() < 0.25 ? texts[Math.floor(random() * texts.length)]! : editNames(text, random));
  }
  session.close();
  return count;
}

it.each([false, true])(
  'trees and findings are after each what they are from nothing (with symbols: %s)',
  {
    timeout: 120_000,
  },
  async (symbols) => {
    let count = 0;
    for (let seed = 0; seed < 40; seed++) count += await takenOver(seed, { flags: symbols ? ['-@'] : [], symbols });
    expect(count).toBeGreaterThan(100);
  },
);
