import { busOf, nodesOfBus } from '../../devicetree/buses.js';
import { isEmpty } from '../../devicetree/property-bytes.js';
import { isUndecided, wordsOf } from '../../devicetree/property-words.js';
import { atNode, atProperty } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { unitAddressFix } from './rename-fix.js';

/** The unit address of a device on I2C is its address, which has 7 bits, or 10 if it says so. */
export const i2cBusReg = defineRule({
  code: 'i2c-bus-reg',
  severity: 'warning',
  basis: 'i2c-controller.yaml; include/dt-bindings/i2c/i2c.h; dtc i2c_bus_reg',
  dtc: { level: 'warning', requires: ['reg-format', 'i2c-bus-bridge'] },
  docs: `A device on I2C has no \`reg\`, another unit address than its \`reg\` says, or an address that I2C does not have.

An address has 7 bits: not 8, as data sheets give it that count the read/write bit. 10-bit addresses carry
\`I2C_TEN_BIT_ADDRESS\`.

\`\`\`dts
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		eeprom@50 {
	//      ^^^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here 'a0'
			reg = <0xa0>;
			//    ^^^^^^ warning(i2c-bus-reg): The address 0xa0 has more than 7 bits: …
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		eeprom@50 { reg = <0x50>; };
	};
};
\`\`\``,
  *check(context) {
    const { tree, fileOf } = context;
    for (const bus of nodesOfBus(tree, 'i2c')) {
      if (busOf(bus, 'i2c') !== 'i2c') continue;
      for (const node of bus.children.values()) {
        const property = node.properties.get('reg');
        if (!property || isEmpty(property, fileOf)) {
          yield { ...atNode(tree, node), message: 'The node is on I2C, and has no address in `reg`' };
          continue;
        }
        const words = isUndecided(property, tree.plugin, fileOf) ? undefined : wordsOf(property, fileOf);
        if (!words || words.length === 0) continue;
        const expected = withoutOwnAddressMark(words[0]!.value).toString(16);
        if (expected !== (node.unitAddress ?? '')) {
          const fix = unitAddressFix(context, node, expected);
          const message = `The unit address on I2C is the address in \`reg\`, here '${expected}'`;
          yield { ...atNode(tree, node), message, ...(fix && { fixes: [fix] }) };
        }
        for (const { value } of words) {
          const message = mistakeIn(withoutOwnAddressMark(value));
          if (message) yield { ...atProperty(tree, property), message };
        }
      }
    }
  },
});

/** \`I2C_OWN_SLAVE_ADDRESS\` says that the address is Linux's own. */
const OWN_SLAVE_ADDRESS = 1 << 30;
const TEN_BIT_ADDRESS = 2 ** 31;

const withoutOwnAddressMark = (value: number) => (value & ~OWN_SLAVE_ADDRESS) >>> 0;

function mistakeIn(address: number): string | undefined {
  const text = `0x${address.toString(16)}`;
  if (address >= TEN_BIT_ADDRESS)
    return address - TEN_BIT_ADDRESS > 0x3ff ? `The address ${text} has more than 10 bits` : undefined;
  if (address <= 0x7f) return undefined;
  return `The address ${text} has more than 7 bits: without the read/write bit, or with I2C_TEN_BIT_ADDRESS`;
}
