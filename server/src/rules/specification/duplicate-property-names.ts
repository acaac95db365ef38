import { duplicatePropertiesOf } from '../../devicetree/duplicates.js';
import { removeDefinition } from '../../devicetree/removals.js';
import { unusualNodesOf } from '../../devicetree/unusual-nodes.js';
import { defineRule } from '../rule.js';

/** In the braces that make a node a property is defined once. */
export const duplicatePropertyNames = defineRule({
  code: 'duplicate-property-names',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.2.4; dtc duplicate_property_names',
  dtc: { level: 'error', isLocal: true },
  docs: `The braces that make a node define a property twice.

A later pair of braces may override the value; within the first pair dtc refuses it. Keep one of the two.

\`\`\`dts
/ {
	model = "Acme One";
	model = "Acme Two";
//      ^^^^^ error(duplicate-property-names): The property is defined twice in this pair of braces
};
\`\`\`

\`\`\`dts
/ { model = "Acme One"; };
/ { model = "Acme Two"; };
\`\`\``,
  *check({ tree }) {
    for (const node of unusualNodesOf(tree)) {
      for (const { earlier, later } of duplicatePropertiesOf(node)) {
        // Where a value is overridden the last one counts, so that what is taken out is what would be lost anyway.
        const edit = removeDefinition(tree, earlier);
        yield {
          at: tree.originOf(later.nameRange),
          message: 'The property is defined twice in this pair of braces',
          nodes: [node.path],
          related: [{ at: tree.originOf(earlier.nameRange), message: 'The other definition' }],
          ...(edit && { fixes: [{ title: 'Take the earlier one out', edits: [edit] }] }),
        };
      }
    }
  },
});
