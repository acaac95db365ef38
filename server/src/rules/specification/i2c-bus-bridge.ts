import { nodesOfBus } from '../../devicetree/buses.js';
import { hadChildren } from '../../devicetree/symbols.js';
import { defineRule } from '../rule.js';
import { serialBusCounts } from './serial-bus-counts.js';

/** Addresses on I2C have one cell, and no size. */
export const i2cBusBridge = defineRule({
  code: 'i2c-bus-bridge',
  severity: 'warning',
  basis: 'i2c-controller.yaml; dtc i2c_bus_bridge',
  dtc: { level: 'warning', requires: ['addr-size-cells'] },
  docs: `A node called \`i2c\` has children, but not \`#address-cells = <1>\` and \`#size-cells = <0>\`. An address on I2C is one
number, and has no size.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	i2c@1000 {
//      ^^^^^^^^ warning(i2c-bus-bridge): A size on I2C has 0 cells, and #size-cells is 1
		#address-cells = <1>;
		#size-cells = <1>;
		reg = <0x1000 0x100>;
		eeprom@50 { reg = <0x50 1>; };
	};
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	i2c@1000 {
		#address-cells = <1>;
		#size-cells = <0>;
		reg = <0x1000 0x100>;
		eeprom@50 { reg = <0x50>; };
	};
};
\`\`\``,
  *check({ tree }) {
    for (const node of nodesOfBus(tree, 'i2c')) if (hadChildren(node)) yield* serialBusCounts(tree, node, 'I2C', 1);
  },
});
