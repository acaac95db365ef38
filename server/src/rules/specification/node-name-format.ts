import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** The name of a node has one unit address at most. */
export const nodeNameFormat = defineRule({
  code: 'node-name-format',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.2.1; dtc node_name_format',
  dtc: { level: 'error', isLocal: true, requires: ['node-name-chars'] },
  docs: `The name of a node has a second \`@\`. A name is \`node-name@unit-address\`; dtc refuses anything else.

\`\`\`dts
/ {
	bus@0@1 { };
//      ^^^^^^^ error(node-name-format): A node's name has one '@' only
};
\`\`\`

\`\`\`dts
/ { bus@0,1 { }; };
\`\`\``,
  *check({ tree }) {
    for (const node of everyNodeOf(tree)) {
      if (node.name.indexOf('@') !== node.name.lastIndexOf('@'))
        yield { ...atNode(tree, node), message: "A node's name has one '@' only" };
    }
  },
});
