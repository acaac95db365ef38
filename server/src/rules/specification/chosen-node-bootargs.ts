import { defineRule } from '../rule.js';
import { chosenNodesOf } from './chosen-nodes.js';
import { notOneString } from './property-shape.js';

/** `bootargs` is a string. */
export const chosenNodeBootargs = defineRule({
  code: 'chosen-node-bootargs',
  severity: 'warning',
  basis: 'DTSpec v0.4 §3.6; dtc chosen_node_bootargs',
  dtc: { level: 'warning', isLocal: true },
  docs: `\`bootargs\` of \`chosen\` is not a string. The kernel's command line is one text.

\`\`\`dts
/ {
	chosen {
		bootargs = "console=ttyS0", "quiet";
		//         ^^^^^^^^^^^^^^^^^^^^^^^^ warning(chosen-node-bootargs): \`bootargs\` has to be one string
	};
};
\`\`\`

\`\`\`dts
/ { chosen { bootargs = "console=ttyS0 quiet"; }; };
\`\`\``,
  *check(context) {
    for (const node of chosenNodesOf(context.tree)) {
      const property = node.properties.get('bootargs');
      if (property) yield* notOneString(context, property);
    }
  },
});
