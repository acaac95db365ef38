import { baseNameOf } from '../../devicetree/buses.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { renameFix } from './rename-fix.js';

/** The name of a node consists of letters, digits, comma and dash. */
export const nodeNameCharsStrict = defineRule({
  code: 'node-name-chars-strict',
  severity: 'warning',
  basis: 'dts-coding-style.rst, "Naming and Valid Characters"; dtc node_name_chars_strict (W=2)',
  dtc: { level: 'off', isLocal: true },
  docs: `The name of a node has a character that the kernel's coding style avoids. Before the unit address it consists of
letters, digits, \`,\` and \`-\`: write a dash for an underscore.

\`\`\`dts
/ {
	power_key { };
//      ^^^^^^^^^ warning(node-name-chars-strict): The character '_' is not recommended in a node's name
};
\`\`\`

\`\`\`dts
/ { power-key { }; };
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const node of tree.nodes()) {
      const base = baseNameOf(node);
      const character = UNUSUAL.exec(base)?.[0];
      if (character === undefined) continue;
      const better = base.replaceAll('_', '-');
      // A driver may look for the name, so that nobody should take this without looking.
      const fix = UNUSUAL.test(better) ? undefined : renameFix(context, node, better + node.name.slice(base.length));
      const message = `The character '${character}' is not recommended in a node's name`;
      yield { ...atNode(tree, node), message, ...(fix && { fixes: [fix] }) };
    }
  },
});

const UNUSUAL = /[^a-zA-Z0-9,-]/;
