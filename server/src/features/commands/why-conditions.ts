import type { DeviceTree } from '../../devicetree/tree.js';
import { hwlocksOf } from '../../platforms/hwlock-providers.js';
import { edgesBelow } from '../../platforms/qualcomm/edges.js';
import { type ProcessorSign, signsOfProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import { lockSpecifierText } from '../../platforms/qualcomm/smem.js';
import { ipcTopology, type RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import { type Acquittal, processorsNaming, type Stance } from '../../rules/qualcomm/missing-hwlocks-judgement.js';
import type { FileView } from '../../workspace/file-view.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';
import { doubtTexts } from '../facts/doubts.js';
import { entryText } from '../facts/locks.js';
import { compatibleText } from '../facts/nodes.js';
import { bindingText, evidenceTexts, releaseText } from '../facts/processors.js';
import type { Verdict } from '../facts/verdict.js';
import { nodeLink, placeLink, propertyLink } from '../markdown/links.js';
import { code, enumerate, plain } from '../markdown/text.js';

/** The conditions under which a processor is flagged, one by one, each with whether it holds and what shows that. */
export function conditionTexts(unit: TranslationUnit, processor: RemoteProcessor): readonly string[] {
  const { tree } = unit;
  const { node } = processor;
  const signs = signsOfProcessor(node).map((sign) => SIGNS[sign](processor));
  const evidence = evidenceTexts(tree, processor);
  const doubts = doubtTexts(unit, processor);
  return [
    `${nodeLink(tree, node)} (${compatibleText(node) || 'without a compatible'})`,
    `1. **Is it a remote processor? Yes:** ${enumerate(signs)}.`,
    evidence.length > 0
      ? `2. **Does its firmware use SMEM? Yes:**\n\n${nested(evidence)}`
      : `2. **Does its firmware use SMEM? Nothing shows it:** no interrupts from an SMP2P or SMSM entry, no ${code('qcom,smem-states')} that lead to one, no edge over SMEM.`,
    `3. **Is SMEM's lock known? ${sharedMemoryText(tree)}.`,
    `4. **Does the node name no lock? ${namedLocksText(tree, processor)}.`,
    doubts.length > 0
      ? `5. **Is the tree certain where this rests on it? No:**\n\n${nested(doubts)}`
      : '5. **Is the tree certain where this rests on it? Yes.**',
  ];
}

/** The answer in one sentence. */
export function verdictText({ flagged, rule, at, silenced, incomplete, judgement }: Verdict): string {
  if (rule && flagged) return `**Flagged** by ${code(rule.code)}${at ? ` in ${placeLink(at.span)}` : ''}.`;
  if (rule && silenced)
    return `**Not flagged:** the setting ${code('dts-analyzer.rules')} turns ${code(rule.code)} off.`;
  if (incomplete)
    return '**Not flagged:** the board is not wholly known, so that nothing can be said of what it lacks.';
  return `**Not flagged:** ${judgement.flagged ? 'nothing is wrong' : ACQUITTALS[judgement.because]}.`;
}

const ACQUITTALS: Readonly<Record<Acquittal, string>> = {
  'no-shared-memory': "this tree does not tell SMEM's lock",
  'has-hwlocks': 'the node names its lock',
  'no-evidence': 'nothing shows that its firmware uses SMEM',
  doubt: 'something that this rests on is not certain',
};

/** What follows from the conditions: the finding and how grave it is, and what mainline's driver does. */
export function consequenceTexts(
  view: FileView,
  { tree }: TranslationUnit,
  processor: RemoteProcessor,
  { rule, shown, judgement }: Verdict,
): readonly string[] {
  const texts: string[] = [];
  if (judgement.flagged && rule) {
    texts.push(`**Severity: ${judgement.severity}.** ${STANCES[judgement.stance]}`);
    if (judgement.stance === 'named-on-board') {
      const others = processorsNaming(tree, judgement.lock);
      texts.push(`Named by ${enumerate(others.map(({ node }) => nodeLink(tree, node)))}.`);
    }
  } else if (rule && shown) texts.push(`**Severity: ${shown.severity}.** ${plain(shown.message)}`);
  const binding = bindingText({ tree, ...(view.bindings && { bindings: view.bindings }) }, processor);
  if (binding !== undefined) texts.push(binding);
  if (processor.evidence.length > 0) texts.push(releaseText(processor));
  if (shown && judgement.flagged && shown.severity !== judgement.severity)
    texts.push(`The setting ${code('dts-analyzer.rules')} makes it ${shown.severity}.`);
  return texts;
}

/** A list within an item of a numbered one. */
const nested = (items: readonly string[]) => items.map((item) => `   - ${item}`).join('\n');

const SIGNS: Readonly<Record<ProcessorSign, (processor: RemoteProcessor) => string>> = {
  compatible: () => 'its compatible is that of one',
  'stop-state': () => `Linux can tell it to stop (${code('"stop"')} among ${code('qcom,smem-state-names')})`,
  edge: ({ node }) => `it has its ${enumerate(edgesBelow(node).map((edge) => edge.kind))}`,
};

/** Begins with the answer in bold, as the question before it is. */
function sharedMemoryText(tree: DeviceTree): string {
  const { sharedMemory, smem } = ipcTopology(tree);
  if (sharedMemory) {
    const { node, lock } = sharedMemory;
    const where = propertyLink(tree, lock.property);
    return `Yes:** ${nodeLink(tree, node)} takes ${code(`<${lockSpecifierText(lock)}>`)}${where ? ` (${where})` : ''}`;
  }
  const live = smem.filter((node) => node.live);
  const nodes = enumerate(smem.map(({ node }) => nodeLink(tree, node)));
  if (smem.length === 0) return 'No:** the tree has no SMEM node';
  if (live.length === 0) return `No:** no SMEM node is enabled (${nodes})`;
  if (live.length > 1) return `No:** several SMEM nodes are enabled, of which Linux takes one (${nodes})`;
  return `No:** the ${code('hwlocks')} of ${nodes} is not one entry that can be read`;
}

/** As {@link sharedMemoryText}. */
function namedLocksText(tree: DeviceTree, { node, hwlocks }: RemoteProcessor): string {
  if (!hwlocks) return `Yes:** it has no ${code('hwlocks')}`;
  const where = propertyLink(tree, hwlocks);
  return `No:** it names ${enumerate(hwlocksOf(tree, node).map(entryText))}${where ? ` (${where})` : ''}`;
}

const STANCES: Readonly<Record<Stance, string>> = {
  'no-bindings': 'This tree has no bindings, so that nothing in it speaks against the property.',
  'named-on-board': "Another processor of this board names SMEM's lock: the tree has chosen the property.",
  'binding-allows': "This tree's binding allows the property.",
  'binding-refuses': "This tree's binding refuses the property, so that the line would make dtbs_check fail.",
  'no-binding': 'This tree has bindings, and none for this compatible.',
};
