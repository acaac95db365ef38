import type { RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import { type Judgement, judgeMissingHwlocks } from '../../rules/qualcomm/missing-hwlocks-judgement.js';
import { remoteprocMissingHwlocks } from '../../rules/qualcomm/remoteproc-missing-hwlocks.js';
import { remoteprocWrongHwlock } from '../../rules/qualcomm/remoteproc-wrong-hwlock.js';
import type { Rule, RuleContext } from '../../rules/rule.js';
import type { Finding } from '../../text/finding.js';
import type { Origin } from '../../text/span.js';
import { isIncomplete } from '../../workspace/check-tree.js';
import type { CheckedView } from '../../workspace/file-view.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';

/** What the rules about SMEM's lock say of one processor on one board, and what of it a person sees. */
export interface Verdict {
  readonly flagged: boolean;
  /** The rule that finds fault, whether or not the settings let it speak. */
  readonly rule?: Rule;
  /** Where the finding is. */
  readonly at?: Origin;
  /** What `remoteproc-missing-hwlocks` makes of the node. */
  readonly judgement: Judgement;
  /** Whether the board is not wholly known, so that nothing is said about what it lacks. */
  readonly incomplete: boolean;
  /** The finding as it is shown; absent where there is none, and where it is in another file. */
  readonly shown?: Finding;
  /** The settings silence the rule. */
  readonly silenced: boolean;
}

/** Asks the very rules, so that an explanation cannot differ from what is found. */
export function verdictOf(view: CheckedView, unit: TranslationUnit, processor: RemoteProcessor): Verdict {
  const { tree, expansion } = unit;
  const context: RuleContext = { tree, expansion, ...(view.bindings && { bindings: view.bindings }) };
  const incomplete = isIncomplete(context);
  const judgement = judgeMissingHwlocks(context, processor);
  const { path } = processor.node;
  for (const rule of incomplete ? [] : RULES) {
    const [found] = [...rule.check(context)].filter(({ nodes }) => nodes?.includes(path));
    if (!found) continue;
    const shown = view.findings.find(({ code, nodes }) => code === rule.code && nodes?.includes(path));
    const silenced = !shown && found.at.span.file === view.file;
    return { flagged: !silenced, rule, at: found.at, judgement, incomplete, silenced, ...(shown && { shown }) };
  }
  return { flagged: false, judgement, incomplete, silenced: false };
}

/** A processor breaks at most one of them. */
const RULES: readonly Rule[] = [remoteprocMissingHwlocks, remoteprocWrongHwlock];
