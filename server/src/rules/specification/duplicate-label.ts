import { sameList } from '../../devicetree/portrait.js';
import { type PropertyLabel, propertyLabelsOf } from '../../devicetree/property-labels.js';
import { type DeviceTree, type Node, nameOrigin } from '../../devicetree/tree.js';
import { unusualNodesOf } from '../../devicetree/unusual-nodes.js';
import { query } from '../../text/query.js';
import type { Origin } from '../../text/span.js';
import { defineRule } from '../rule.js';

/** A label names one thing. */
export const duplicateLabel = defineRule({
  code: 'duplicate-label',
  severity: 'error',
  basis: 'DTSpec v0.4 §6.2; dtc duplicate_label',
  // Who has a label can be any node.
  byNode: false,
  dtc: { level: 'error', isLocal: true },
  docs: `A label stands at two nodes, or at a node and a property or value. dtc refuses it, for a reference could mean either.
Rename one of them.

\`\`\`dts
/ {
	uart: serial@1000 { };
	uart: serial@2000 { };
	//    ^^^^^^^^^^^ error(duplicate-label): The label 'uart' is already that of /serial@1000
};
\`\`\`

\`\`\`dts
/ { uart0: serial@1000 { }; uart1: serial@2000 { }; };
\`\`\``,
  *check({ tree }) {
    if (hasNoSecondLabel(tree)) return;
    const uses = labelUses(tree);
    const owners = new Map<string, LabelUse>();
    // dtc finds a node by its label first, then a property, then a place in a value (checks.c, `check_duplicate_label`).
    for (const rank of [0, 1, 2])
      for (const use of uses) if (use.rank === rank && !owners.has(keyOf(use))) owners.set(keyOf(use), use);
    for (const use of uses) {
      const owner = owners.get(keyOf(use))!;
      if (owner === use) continue;
      yield {
        at: originOf(tree, use),
        message: `The label '${use.label}' is already that of ${textOf(owner)}`,
        nodes: [use.node.path],
        related: [{ at: originOf(tree, owner), message: 'The other one' }],
      };
    }
  },
});

/** Whether no label stands twice, told without a list of all: at each key it is so. */
function hasNoSecondLabel(tree: DeviceTree): boolean {
  const ofNodes = labelsOfNodes(tree);
  if (!ofNodes) return false;
  const others = new Set<string>();
  const isSecond = (label: string) => ofNodes.has(label) || others.size === others.add(label).size;
  return !unusualNodesOf(tree).some((node) => propertyLabelsOf(node).some(({ name }) => isSecond(name)));
}

/** The labels of all nodes; `undefined` where one stands twice. */
const labelsOfNodes: (tree: DeviceTree) => ReadonlySet<string> | undefined = query((tree: DeviceTree) => {
  const labels = new Set<string>();
  const isSecond = (label: string) => labels.size === labels.add(label).size;
  const known = tree.earlier && labelsOfNodes(tree.earlier.tree);
  if (tree.earlier && known) {
    const relabelled = tree.earlier.rewritten.filter(({ before, now }) => !sameList(before.labels, now.labels));
    if (relabelled.length === 0) return known;
    for (const label of known) labels.add(label);
    for (const { before } of relabelled) for (const label of before.labels) labels.delete(label);
    return relabelled.some(({ now }) => now.labels.some(isSecond)) ? undefined : labels;
  }
  return tree.nodesBeforeOmission().some((node) => node.labels.some(isSecond)) ? undefined : labels;
});

/** A place where a label stands. */
interface LabelUse {
  readonly label: string;
  readonly node: Node;
  /** Of which part of a composite it is: an overlay may use a label of its base again. */
  readonly part: number;
  /** What the label stands at: 0 for a node, 1 for a property, 2 for a place in a value. */
  readonly rank: 0 | 1 | 2;
  /** Absent for a label of the node itself. */
  readonly place?: PropertyLabel;
}

const keyOf = ({ label, part }: LabelUse) => (part === 0 ? label : `${part} ${label}`);

/** Every label of a tree, in the order in which dtc looks at them. */
function labelUses(tree: DeviceTree): readonly LabelUse[] {
  const uses: LabelUse[] = [];
  const unusual = new Set(unusualNodesOf(tree));
  for (const node of tree.nodesBeforeOmission()) {
    for (const { node: written, part } of node.madeOf ?? [{ node, part: 0 }]) {
      const { labels } = written;
      for (let at = 0; at < labels.length; at++)
        if (labels.indexOf(labels[at]!) === at) uses.push({ label: labels[at]!, node, part, rank: 0 });
    }
    for (const place of unusual.has(node) ? propertyLabelsOf(node) : [])
      uses.push({ label: place.name, node, part: 0, rank: place.isInValue ? 2 : 1, place });
  }
  return uses;
}

function originOf(tree: DeviceTree, { node, place }: LabelUse): Origin {
  return place ? tree.originOf(place.range) : nameOrigin(tree, node);
}

function textOf({ node, place }: LabelUse): string {
  return place ? `${node.path}:${place.property}` : node.path;
}
