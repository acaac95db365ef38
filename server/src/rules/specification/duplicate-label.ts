import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { propertyLabelsOf } from '../../devicetree/property-labels.js';
import { type DeviceTree, type Node, nameOrigin } from '../../devicetree/tree.js';
import type { Origin } from '../../text/span.js';
import { defineRule, type RuleFinding } from '../rule.js';

/** A label names one thing. */
export const duplicateLabel = defineRule({
  code: 'duplicate-label',
  severity: 'error',
  basis: 'DTSpec v0.4 §6.2; dtc duplicate_label',
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
    const owners = new Map<string, Owner>();
    for (const node of everyNodeOf(tree)) {
      for (const label of new Set(node.labels)) yield* claim(owners, label, ownerOfNode(tree, node));
      for (const { name, property, range } of propertyLabelsOf(node)) {
        const owner = { node, text: `${node.path}:${property}`, at: () => tree.originOf(range) };
        yield* claim(owners, name, owner);
      }
    }
  },
});

/** What a label stands at. */
interface Owner {
  readonly node: Node;
  readonly text: string;
  at(): Origin;
}

const ownerOfNode = (tree: DeviceTree, node: Node): Owner => ({
  node,
  text: node.path,
  at: () => nameOrigin(tree, node),
});

function* claim(owners: Map<string, Owner>, label: string, owner: Owner): Iterable<RuleFinding> {
  const other = owners.get(label);
  if (!other) {
    owners.set(label, owner);
    return;
  }
  yield {
    at: owner.at(),
    message: `The label '${label}' is already that of ${other.text}`,
    nodes: [owner.node.path],
    related: [{ at: other.at(), message: 'The other one' }],
  };
}
