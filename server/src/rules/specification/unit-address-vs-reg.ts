import { byteLengthOf } from '../../devicetree/property-bytes.js';
import { isUndecided } from '../../devicetree/property-words.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** A node has a unit address just where it has `reg` or `ranges`. */
export const unitAddressVsReg = defineRule({
  code: 'unit-address-vs-reg',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.2.1; dtc unit_address_vs_reg (W=1)',
  dtc: { level: 'warning' },
  docs: `A unit address without \`reg\` or \`ranges\`, or the other way round. The unit address is the first address of the node's
\`reg\`; a node without one has none in its name.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	serial {
//      ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
		reg = <0x1000 0x100>;
	};
	led@0 { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	serial@1000 { reg = <0x1000 0x100>; };
	led { };
};
\`\`\``,
  *check({ tree, fileOf }) {
    for (const node of tree.nodes()) {
      // A fragment of an overlay is numbered, and has no address.
      if (node.children.has('__overlay__')) continue;
      const property = node.properties.get('reg') ?? node.properties.get('ranges');
      if (property && isUndecided(property, tree.plugin, fileOf)) continue;
      const isAddressed = property !== undefined && (property.name === 'reg' || byteLengthOf(property, fileOf) > 0);
      const isNamed = Boolean(node.unitAddress);
      if (isAddressed === isNamed) continue;
      const message = isNamed
        ? 'The node has a unit address, but neither `reg` nor `ranges`'
        : 'The node has `reg` or `ranges`, but no unit address';
      yield { ...atNode(tree, node), message };
    }
  },
});
