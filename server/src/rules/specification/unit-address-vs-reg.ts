import { baseNameOf, busOf } from '../../devicetree/buses.js';
import { addressCellsOf } from '../../devicetree/cell-counts.js';
import { byteLengthOf } from '../../devicetree/property-bytes.js';
import { isUndecided } from '../../devicetree/property-words.js';
import type { Node } from '../../devicetree/tree.js';
import type { Fix } from '../../text/finding.js';
import { atNode } from '../faulty-thing.js';
import { defineRule, type RuleContext } from '../rule.js';
import { firstAddressOf } from './first-address.js';
import { renameFix, unitAddressFix } from './rename-fix.js';

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
  *check(context) {
    const { tree, fileOf } = context;
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
      const fix = isNamed ? renameFix(context, node, baseNameOf(node)) : addressFix(context, node);
      yield { ...atNode(tree, node), message, ...(fix && { fixes: [fix] }) };
    }
  },
});

/** Gives the node its first address. None on the buses whose unit addresses are not just that: checks of their own tell of them. */
function addressFix(context: RuleContext, node: Node): Fix | undefined {
  const { parent } = node;
  const reg = node.properties.get('reg');
  const bus = parent && busOf(parent);
  const cells = parent && addressCellsOf(parent);
  if (!reg || bus === 'pci' || bus === 'i2c' || bus === 'spi' || (cells !== 1 && cells !== 2)) return undefined;
  const address = firstAddressOf(context, reg, cells);
  return address === undefined ? undefined : unitAddressFix(context, node, address);
}
