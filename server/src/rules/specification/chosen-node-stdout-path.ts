import { nameOrigin, standingDefinitions } from '../../devicetree/tree.js';
import { atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { chosenNodesOf } from './chosen-nodes.js';
import { notOneString } from './property-shape.js';

/** `stdout-path` is a string, and has that name. */
export const chosenNodeStdoutPath = defineRule({
  code: 'chosen-node-stdout-path',
  severity: 'warning',
  basis: 'DTSpec v0.4 §3.6; dtc chosen_node_stdout_path',
  dtc: { level: 'warning', isLocal: true },
  docs: `\`stdout-path\` of \`chosen\` is not a string, or has the name that it had before the Specification,
\`linux,stdout-path\`.

\`\`\`dts
/ {
	chosen {
		linux,stdout-path = "serial0:115200n8";
	//      ^^^^^^^^^^^^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
	};
};
\`\`\`

\`\`\`dts
/ { chosen { stdout-path = "serial0:115200n8"; }; };
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const node of chosenNodesOf(tree)) {
      const old = node.properties.get('linux,stdout-path');
      const property = node.properties.get('stdout-path') ?? old;
      if (!property) continue;
      if (property === old) {
        const { span, via } = nameOrigin(tree, property);
        const isPlain = standingDefinitions(property).length === 1 && via.every(({ kind }) => kind !== 'macro');
        const fix = { title: 'Rename to stdout-path', edits: [{ span, newText: 'stdout-path' }], preferred: true };
        yield {
          ...atPropertyName(tree, property),
          message: 'The property is called `stdout-path` now',
          ...(isPlain && { fixes: [fix] }),
        };
      }
      yield* notOneString(context, property);
    }
  },
});
