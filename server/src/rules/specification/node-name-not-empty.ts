import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** A node other than the root has a name before its unit address. */
export const nodeNameNotEmpty = defineRule({
  code: 'node-name-not-empty',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.2.1; dtc 1.8 node_name_not_empty',
  dtc: { level: 'error', since: '1.8', isLocal: true, requires: ['node-name-chars'] },
  docs: `A node has a unit address but no name before it. Only the root has no name. dtc refuses it since 1.8; name the node
for what it is.

\`\`\`dts
/ {
	@1000 { };
//      ^^^^^ error(node-name-not-empty): The node has no name before its unit address
};
\`\`\`

\`\`\`dts
/ { serial@1000 { }; };
\`\`\``,
  *check({ tree }) {
    for (const node of everyNodeOf(tree)) {
      if (node.parent && node.name.startsWith('@'))
        yield { ...atNode(tree, node), message: 'The node has no name before its unit address' };
    }
  },
});
