import { busOf, nodesOfBus } from '../../devicetree/buses.js';
import { isEmpty } from '../../devicetree/property-bytes.js';
import { isUndecided, wordsOf } from '../../devicetree/property-words.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { unitAddressFix } from './rename-fix.js';

/** The unit address of a device on SPI is its chip select. */
export const spiBusReg = defineRule({
  code: 'spi-bus-reg',
  severity: 'warning',
  basis: 'spi-controller.yaml, spi-peripheral-props.yaml; dtc spi_bus_reg',
  dtc: { level: 'warning', requires: ['reg-format', 'spi-bus-bridge'] },
  docs: `A device on SPI has no \`reg\`, or another unit address than its \`reg\` says: both are the number of its chip select.

\`\`\`dts
/ {
	spi {
		#address-cells = <1>;
		#size-cells = <0>;
		flash@0 {
	//      ^^^^^^^ warning(spi-bus-reg): The unit address on SPI is the chip select in \`reg\`, here '1'
			reg = <1>;
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	spi {
		#address-cells = <1>;
		#size-cells = <0>;
		flash@1 { reg = <1>; };
	};
};
\`\`\``,
  *check(context) {
    const { tree, fileOf } = context;
    for (const bus of nodesOfBus(tree, 'spi')) {
      if (busOf(bus, 'spi') !== 'spi' || bus.properties.has('spi-slave')) continue;
      for (const node of bus.children.values()) {
        const property = node.properties.get('reg');
        if (!property || isEmpty(property, fileOf)) {
          yield { ...atNode(tree, node), message: 'The node is on SPI, and has no chip select in `reg`' };
          continue;
        }
        const first = isUndecided(property, tree.plugin, fileOf) ? undefined : wordsOf(property, fileOf)?.[0];
        const expected = first?.value.toString(16);
        if (expected === undefined || expected === (node.unitAddress ?? '')) continue;
        const fix = unitAddressFix(context, node, expected);
        yield {
          ...atNode(tree, node),
          message: `The unit address on SPI is the chip select in \`reg\`, here '${expected}'`,
          ...(fix && { fixes: [fix] }),
        };
      }
    }
  },
});
