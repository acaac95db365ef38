import { duplicatesOf } from '../../devicetree/duplicates.js';
import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { defineRule } from '../rule.js';

/** In one pair of braces a node of a name is there once. */
export const duplicateNodeNames = defineRule({
  code: 'duplicate-node-names',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.2.1; dtc duplicate_node_names',
  dtc: { level: 'error', isLocal: true },
  docs: `A pair of braces holds two nodes of one name.

dtc merges what several pairs of braces say of a node, but nothing within one pair, and refuses such a tree. Give one of the
nodes another unit address, or join the two.

\`\`\`dts
/ {
	timer { };
	timer { };
//      ^^^^^ error(duplicate-node-names): A node 'timer' is here already, in the same pair of braces
};
\`\`\`

\`\`\`dts
/ { timer@0 { }; timer@1 { }; };
/ { timer@0 { status = "okay"; }; };
\`\`\``,
  *check({ tree }) {
    for (const node of everyNodeOf(tree)) {
      for (const range of duplicatesOf(node)) {
        const at = tree.originOf(range);
        const name = at.span.file.text.slice(at.span.start, at.span.end);
        yield {
          at,
          message: `A node '${name}' is here already, in the same pair of braces`,
          nodes: [node.path === '/' ? `/${name}` : `${node.path}/${name}`],
        };
      }
    }
  },
});
