import { busOf } from '../../devicetree/buses.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { unitAddressFix } from './rename-fix.js';

/** A unit address is a hexadecimal number without `0x` and without zeros before it. */
export const unitAddressFormat = defineRule({
  code: 'unit-address-format',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.2.1; dts-coding-style.rst; dtc unit_address_format',
  dtc: { level: 'warning', requires: ['node-name-format', 'pci-bridge', 'simple-bus-bridge'] },
  docs: `The unit address begins with \`0x\` or with zeros. It is the address in hexadecimal, and nothing else: one address would
have many names otherwise.

\`\`\`dts
/ {
	serial@0x1000 { };
//      ^^^^^^^^^^^^^ warning(unit-address-format): The unit address has a leading 0x
	serial@002000 { };
//      ^^^^^^^^^^^^^ warning(unit-address-format): The unit address has leading zeros
};
\`\`\`

\`\`\`dts
/ { serial@1000 { }; serial@0 { }; };
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const node of tree.nodes()) {
      const { unitAddress } = node;
      // On buses that dtc knows the address itself is compared. It looks here before it has found I2C and SPI.
      if (!unitAddress || !node.parent || !/^0[0-9a-fA-Fx]/.test(unitAddress)) continue;
      if (busOf(node.parent, 'simple-bus')) continue;
      const digits = unitAddress.replace(/^0x/, '');
      const fix = unitAddressFix(context, node, digits.replace(/^0+(?=[0-9a-fA-F])/, ''));
      const fixes = fix && { fixes: [fix] };
      const isMarked = digits !== unitAddress;
      if (isMarked) yield { ...atNode(tree, node), message: 'The unit address has a leading 0x', ...fixes };
      // One change puts both right.
      if (/^0[0-9a-fA-F]/.test(digits))
        yield { ...atNode(tree, node), message: 'The unit address has leading zeros', ...(!isMarked && fixes) };
    }
  },
});
