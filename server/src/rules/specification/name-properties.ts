import { baseNameOf } from '../../devicetree/buses.js';
import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { bytesOf, isUnreadable } from '../../devicetree/property-bytes.js';
import { isRedundantName } from '../../fdt/flat-node.js';
import { atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** A property `name` only repeats how the node is called. */
export const nameProperties = defineRule({
  code: 'name-properties',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.3.11 (deprecated); dtc name_properties',
  dtc: { level: 'error', isLocal: true, requires: ['name-is-string'] },
  docs: `\`name\` says something else than how the node is called.

The property is from before flattened trees. dtc drops it where it repeats the node's name, and refuses the tree where it does
not. Take it out.

\`\`\`dts
/ {
	serial@1000 {
		name = "uart";
	//      ^^^^ error(name-properties): 'name' has to be 'serial', as the node is called
	};
};
\`\`\`

\`\`\`dts
/ { serial@1000 { name = "serial"; }; };
\`\`\``,
  *check({ tree, fileOf }) {
    for (const node of everyNodeOf(tree)) {
      const name = node.properties.get('name');
      if (!name || name.doubtful || isUnreadable(name, fileOf) || isRedundantName(node, bytesOf(name, fileOf)))
        continue;
      yield {
        ...atPropertyName(tree, name),
        message: `'name' has to be '${baseNameOf(node)}', as the node is called`,
      };
    }
  },
});
