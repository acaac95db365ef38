import { everyNodeOf } from '../../devicetree/omitted-nodes.js';
import { bytesOf } from '../../devicetree/property-bytes.js';
import { nameOrigin } from '../../devicetree/tree.js';
import { isRedundantName } from '../../fdt/flat-node.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** A node and a property of its parent do not have one name. */
export const nodeNameVsPropertyName = defineRule({
  code: 'node-name-vs-property-name',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.2.1; dtc node_name_vs_property_name',
  dtc: { level: 'warning', isLocal: true, requires: ['node-name-chars'] },
  docs: `A node has the name of a property of its parent. Software that looks for one may find the other: in Open Firmware and
in \`/proc/device-tree\` both are entries of one folder. Rename one of them.

\`\`\`dts
/ {
	clock = <1>;
	clock { };
//      ^^^^^ warning(node-name-vs-property-name): The parent has a property of the same name
};
\`\`\`

\`\`\`dts
/ { clock = <1>; clock-controller { }; };
\`\`\``,
  *check({ tree, fileOf }) {
    for (const node of everyNodeOf(tree)) {
      const property = node.parent?.properties.get(node.name);
      if (!node.parent || !property) continue;
      // dtc drops a redundant `name` before it looks here.
      if (node.name === 'name' && isRedundantName(node.parent, bytesOf(property, fileOf))) continue;
      const place = atNode(tree, node);
      const related = [{ at: nameOrigin(tree, property), message: 'The property' }, ...(place.related ?? [])];
      yield { ...place, message: 'The parent has a property of the same name', related };
    }
  },
});
