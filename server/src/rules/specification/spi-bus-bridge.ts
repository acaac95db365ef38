import { baseNameOf, nodesOfBus } from '../../devicetree/buses.js';
import { hadChildren } from '../../devicetree/symbols.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { serialBusCounts } from './serial-bus-counts.js';

/** A bus of SPI is called so, and its addresses are chip selects of one cell. */
export const spiBusBridge = defineRule({
  code: 'spi-bus-bridge',
  severity: 'warning',
  basis: 'spi-controller.yaml; dtc spi_bus_bridge',
  dtc: { level: 'warning', requires: ['addr-size-cells'] },
  docs: `A bus of SPI has another name than \`spi\`, or not \`#address-cells = <1>\` and \`#size-cells = <0>\`. An address on SPI is
the number of a chip select, and has no size; a controller that is itself a slave (\`spi-slave\`) has no addresses.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	qspi@1000 {
//      ^^^^^^^^^ warning(spi-bus-bridge): A bus of SPI is called 'spi', and this node's children have properties of SPI devices
		#address-cells = <1>;
		#size-cells = <0>;
		reg = <0x1000 0x100>;
		flash@0 { reg = <0>; spi-max-frequency = <1000000>; };
	};
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	spi@1000 {
		#address-cells = <1>;
		#size-cells = <0>;
		reg = <0x1000 0x100>;
		flash@0 { reg = <0>; spi-max-frequency = <1000000>; };
	};
};
\`\`\``,
  *check({ tree }) {
    for (const node of nodesOfBus(tree, 'spi')) {
      if (baseNameOf(node) !== 'spi' && node.properties.has('reg')) {
        const message = "A bus of SPI is called 'spi', and this node's children have properties of SPI devices";
        yield { ...atNode(tree, node), message };
      }
      if (hadChildren(node)) yield* serialBusCounts(tree, node, 'SPI', node.properties.has('spi-slave') ? 0 : 1);
    }
  },
});
