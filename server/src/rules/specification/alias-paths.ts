import { firstTextOf } from '../../devicetree/c-strings.js';
import { isUndecided } from '../../devicetree/property-words.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { atProperty, atPropertyName } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** An alias names a node by its path, and is itself named in lower case. */
export const aliasPaths = defineRule({
  code: 'alias-paths',
  severity: 'warning',
  basis: 'DTSpec v0.4 §3.3; dtc alias_paths (W=1)',
  dtc: { level: 'warning' },
  docs: `A property of \`aliases\` is not the path of a node, or has other letters than \`a-z\`, digits and \`-\` in its name. Linux
numbers devices by aliases; it passes over one whose path leads nowhere.

\`\`\`dts
/ {
	aliases { serial0 = "/soc/serial"; };
	//                  ^^^^^^^^^^^^^ warning(alias-paths): No node has the path '/soc/serial'
};
\`\`\`

\`\`\`dts
/ {
	aliases { serial0 = &uart; };
	uart: serial { };
};
\`\`\``,
  *check({ tree, fileOf, dtcVersion }) {
    for (const node of tree.nodes()) {
      if (node.name !== 'aliases') continue;
      for (const property of node.properties.values()) {
        if (property.name === 'phandle' || property.name === 'linux,phandle') continue;
        if (isUndecided(property, tree.plugin, fileOf)) continue;
        const path = firstTextOf(property);
        // Since 1.8, paths into the tree that an overlay is applied to are left alone.
        const isElsewhere = dtcVersion === '1.8' && tree.plugin;
        if (!isElsewhere && (path === undefined || !nodeAtPath(tree, path))) {
          const message = path === undefined ? 'An alias has a path' : `No node has the path '${path}'`;
          yield { ...atProperty(tree, property), message };
        } else if (!/^[a-z0-9-]*$/.test(property.name)) {
          yield {
            ...atPropertyName(tree, property),
            message: "The name of an alias has lower-case letters, digits and '-' only",
          };
        }
      }
    }
  },
});

/** The node of a path as dtc walks it: slashes before a name do not count, and one at the end means the node itself. */
function nodeAtPath(tree: DeviceTree, path: string): Node | undefined {
  let node: Node | undefined = tree.root;
  let rest = path;
  while (node && rest !== '') {
    rest = rest.replace(/^\/+/, '');
    const slash = rest.indexOf('/');
    node = node.children.get(slash < 0 ? rest : rest.slice(0, slash));
    rest = slash < 0 ? '' : rest.slice(slash + 1);
  }
  return node;
}
