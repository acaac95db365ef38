import type { Node } from '../../devicetree/tree.js';
import { compatibleText, nodeHistory, statusText } from '../facts/nodes.js';
import { nodeLink } from '../markdown/links.js';
import { code, enumerate } from '../markdown/text.js';
import { explainEdge } from './edge.js';
import { explainLockBank } from './lock-bank.js';
import { explainProcessor } from './processor.js';
import { explainSmem } from './smem.js';
import { explainSmp2p } from './smp2p-link.js';
import type { Subject } from './subject.js';

/** What a node is, where more is known of it than what it says itself: a title and paragraphs. */
export interface NodeExplanation {
  /** A phrase without a full stop. */
  readonly title: string;
  readonly blocks: readonly string[];
}

/** The kinds of nodes about which more is known. */
const topics: readonly ((subject: Subject, node: Node) => NodeExplanation | undefined)[] = [
  explainProcessor,
  explainLockBank,
  explainSmem,
  explainSmp2p,
  explainEdge,
];

/** A node: what it is, whether it is enabled, and who wrote it. */
export function explainNode(subject: Subject, node: Node): readonly string[] {
  const { tree } = subject;
  const known = topics.map((explain) => explain(subject, node)).find((explanation) => explanation !== undefined);
  const compatible = compatibleText(node);
  const labels = enumerate(node.labels.map((label) => code(label)));
  return [
    ...(known ? [known.title] : []),
    `${nodeLink(tree, node)}${compatible === '' ? '' : `: ${compatible}`} · ${statusText(tree, node)}`,
    ...(known?.blocks ?? []),
    ...(labels === '' ? [] : [`Labels: ${labels}`]),
    nodeHistory(tree, node),
  ];
}
