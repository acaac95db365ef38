import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { chosenNodesOf } from './chosen-nodes.js';

/** `chosen` stands in the root. */
export const chosenNodeIsRoot = defineRule({
  code: 'chosen-node-is-root',
  severity: 'warning',
  basis: 'DTSpec v0.4 §3.6; dtc chosen_node_is_root',
  dtc: { level: 'warning', isLocal: true },
  docs: `A node called \`chosen\` is not in the root. Only \`/chosen\` is read: move the node there.

\`\`\`dts
/ {
	soc {
		chosen { };
	//      ^^^^^^ warning(chosen-node-is-root): Only a \`chosen\` in the root is read
	};
};
\`\`\`

\`\`\`dts
/ { chosen { }; };
\`\`\``,
  *check({ tree }) {
    for (const node of chosenNodesOf(tree))
      if (node.parent !== tree.root) yield { ...atNode(tree, node), message: 'Only a `chosen` in the root is read' };
  },
});
