import { baseNameOf } from '../../devicetree/buses.js';
import { type NamePlace, namePlaceOf } from '../../devicetree/name-places.js';
import { bytesOf, isUnreadable } from '../../devicetree/property-bytes.js';
import type { Node } from '../../devicetree/tree.js';
import { unusualNodesOf } from '../../devicetree/unusual-nodes.js';
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
    for (const node of unusualNodesOf(tree)) {
      const name = node.properties.get('name');
      const place = namePlaceOf(node);
      if (name && place?.definition.kind !== 'delete') {
        if (name.doubtful || isUnreadable(name, fileOf) || isRedundantName(node, bytesOf(name, fileOf))) continue;
        const message = `'name' has to be '${baseNameOf(node)}', as the node is called`;
        yield { ...atPropertyName(tree, name), message };
      } else if (place && !isRedundantName(node, bytesOf(place, fileOf))) {
        yield { at: tree.originOf(place.definition.nameRange), message: messageAbout(place, node), nodes: [node.path] };
      }
    }
  },
});

/** dtc looks at the first `name` in its list of the node's properties, deleted or not. */
function messageAbout({ definition }: NamePlace, node: Node): string {
  if (definition.kind === 'delete')
    return "In the braces that make a node nothing is deleted, and dtc takes this for a 'name' without a value";
  return `'name' is deleted further on, and still has to be '${baseNameOf(node)}' for dtc, as the node is called`;
}
