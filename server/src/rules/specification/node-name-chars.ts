import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** The name of a node consists of the characters that the Specification allows. */
export const nodeNameChars = defineRule({
  code: 'node-name-chars',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.2.1 table 2.1; dtc node_name_chars',
  dtc: { level: 'error', isLocal: true },
  docs: `The name of a node has a character that no node name can have. Letters, digits and \`,._+-\` are allowed, and one \`@\`
before the unit address. dtc refuses anything else.

\`\`\`dts
/ {
	bus*0 { };
//      ^^^^^ error(node-name-chars): A node's name cannot have the character '*'
};
\`\`\`

\`\`\`dts
/ { bus-0 { }; };
\`\`\``,
  *check({ tree }) {
    for (const node of everyNodeOf(tree)) {
      const character = /[^\w,.+@-]/.exec(node.name)?.[0];
      if (character === undefined) continue;
      yield { ...atNode(tree, node), message: `A node's name cannot have the character '${character}'` };
    }
  },
});
