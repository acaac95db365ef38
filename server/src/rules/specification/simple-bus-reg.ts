import { busOf, nodesOfBus } from '../../devicetree/buses.js';
import { effectiveAddressCells } from '../../devicetree/cell-counts.js';
import { isEmpty } from '../../devicetree/property-bytes.js';
import type { Node, Property } from '../../devicetree/tree.js';
import { atNode } from '../faulty-thing.js';
import { defineRule, type RuleContext } from '../rule.js';
import { firstAddressOf } from './first-address.js';
import { unitAddressFix } from './rename-fix.js';

/** The unit address of a device on a simple bus is its first address. */
export const simpleBusReg = defineRule({
  code: 'simple-bus-reg',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.2.1, §4.5; dtc simple_bus_reg (W=1)',
  dtc: { level: 'warning', requires: ['reg-format', 'simple-bus-bridge'] },
  docs: `A child of a \`simple-bus\` has another unit address than its \`reg\` (or \`ranges\`) begins with, or none of these at all.
Devices on such a bus have addresses; what has none belongs outside of it, mostly into the root. Often the number in the name
is right and that in \`reg\` a slip of the keyboard, or the other way round.

\`\`\`dts
/ {
	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		serial@1000 {
	//      ^^^^^^^^^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '2000'
			reg = <0x2000 0x100>;
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		serial@2000 { reg = <0x2000 0x100>; };
	};
};
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const bus of nodesOfBus(tree, 'simple-bus')) {
      const cells = effectiveAddressCells(bus);
      if (cells === undefined) continue;
      for (const node of bus.children.values()) {
        const place = addressPlace(node, context.fileOf);
        if (!place) {
          // A bus within a bus, and what stands in the root, needs no address of its own.
          if (bus.parent && busOf(node, 'simple-bus') !== 'simple-bus')
            yield { ...atNode(tree, node), message: 'The node is on a simple-bus, and has neither `reg` nor `ranges`' };
          continue;
        }
        const expected = firstAddressOf(context, place.property, cells, place.skipped);
        if (expected === undefined || expected === (node.unitAddress ?? '')) continue;
        const fix = unitAddressFix(context, node, expected);
        yield {
          ...atNode(tree, node),
          message: `The unit address on a simple-bus is the first address, here '${expected}'`,
          ...(fix && { fixes: [fix] }),
        };
      }
    }
  },
});

interface AddressPlace {
  readonly property: Property;
  /** How many cells come before the address. */
  readonly skipped: number;
}

/** Where the address on the bus is: at the start of `reg`, or behind the child's address in `ranges`. */
function addressPlace(node: Node, fileOf: RuleContext['fileOf']): AddressPlace | undefined {
  const reg = node.properties.get('reg');
  if (reg) return isEmpty(reg, fileOf) ? undefined : { property: reg, skipped: 0 };
  const ranges = node.properties.get('ranges');
  if (!ranges || isEmpty(ranges, fileOf)) return undefined;
  return { property: ranges, skipped: effectiveAddressCells(node) ?? Number.POSITIVE_INFINITY };
}
