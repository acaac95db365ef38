import { busOf, nodesOfBus } from '../../devicetree/buses.js';
import { addressCellsOf } from '../../devicetree/cell-counts.js';
import { wordOf } from '../../devicetree/property-words.js';
import type { Node } from '../../devicetree/tree.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** One port, or one endpoint, alone needs no number. */
export const graphChildAddress = defineRule({
  code: 'graph-child-address',
  severity: 'warning',
  basis: 'dtc 1.7 graph_child_address (W=1); 1.8 has it no longer',
  dtc: { level: 'warning', requires: ['graph-nodes', 'graph-port', 'graph-endpoint'] },
  docs: `A graph's node has one child alone, and it has number 0, or none: \`#address-cells\`, \`#size-cells\` and the number are
not needed. Many bindings want them all the same, which is why dtc dropped the check after 1.7.

\`\`\`dts
/ {
	camera {
		port {
	//      ^^^^ warning(graph-child-address): endpoint@0 is the only child: #address-cells and #size-cells are not needed
			#address-cells = <1>;
			#size-cells = <0>;
			endpoint@0 { reg = <0>; };
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	camera { port { endpoint { }; }; };
};
\`\`\``,
  *check({ tree, fileOf, unread }) {
    for (const node of nodesOfBus(tree, 'graph')) {
      const bus = busOf(node, 'graph', unread?.buses);
      if ((bus !== 'graph-ports' && bus !== 'graph-port') || node.children.size !== 1) continue;
      if ((!unread?.cellCounts && addressCellsOf(node) === 'absent') || hasNumber(node, fileOf)) continue;
      const [child] = node.children.keys();
      const message = `${child} is the only child: #address-cells and #size-cells are not needed`;
      yield { ...atNode(tree, node), message };
    }
  },
});

/** Whether a child has a number other than 0, or one that cannot be told. */
function hasNumber(node: Node, fileOf: Parameters<typeof wordOf>[1]): boolean {
  return [...node.children.values()].some((child) => {
    const property = child.properties.get('reg');
    return property !== undefined && (property.doubtful || wordOf(property, fileOf) !== 0);
  });
}
