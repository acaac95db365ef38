import { baseNameOf, nodesOfBus } from '../../devicetree/buses.js';
import { effectiveAddressCells, effectiveSizeCells } from '../../devicetree/cell-counts.js';
import { isUndecided, wordsOf } from '../../devicetree/property-words.js';
import type { Node } from '../../devicetree/tree.js';
import { atNode, atProperty } from '../faulty-thing.js';
import { defineRule, type RuleContext, type RuleFinding } from '../rule.js';
import { cellCountPlaces } from './cell-count-wording.js';

/** What says that it is a PCI bus has the form of one. */
export const pciBridge = defineRule({
  code: 'pci-bridge',
  severity: 'warning',
  basis: 'PCI Bus Binding to Open Firmware (IEEE 1275), 2.1; dtc pci_bridge',
  dtc: { level: 'warning', requires: ['device-type-is-string', 'addr-size-cells'] },
  docs: `A node with \`device_type = "pci"\` is not formed like a PCI bus. It is called \`pci\` or \`pcie\`, has \`ranges\`, addresses
of 3 cells and sizes of 2; \`bus-range\`, if it is there, is two numbers below 256, the lower first.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	host@1000 {
//      ^^^^^^^^^ warning(pci-bridge): A PCI bus is called 'pci' or 'pcie'
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		ranges = <0 0 0 0x1000 0 0x100>;
	};
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	pcie@1000 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		bus-range = <0 0xff>;
		ranges = <0 0 0 0x1000 0 0x100>;
	};
};
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const node of nodesOfBus(tree, 'pci')) {
      const base = baseNameOf(node);
      if (base !== 'pci' && base !== 'pcie')
        yield { ...atNode(tree, node), message: "A PCI bus is called 'pci' or 'pcie'" };
      if (!node.properties.has('ranges'))
        yield { ...atNode(tree, node), message: 'A PCI bus has `ranges`, unless the node is no bridge at all' };
      const address = effectiveAddressCells(node);
      const size = effectiveSizeCells(node);
      const related = cellCountPlaces(tree, node);
      if (address !== undefined && address !== 3)
        yield {
          ...atNode(tree, node),
          message: `An address on PCI has 3 cells, and #address-cells is ${address}`,
          related,
        };
      if (size !== undefined && size !== 2)
        yield { ...atNode(tree, node), message: `A size on PCI has 2 cells, and #size-cells is ${size}`, related };
      yield* checkBusRange(context, node);
    }
  },
});

function* checkBusRange({ tree, fileOf }: RuleContext, node: Node): Iterable<RuleFinding> {
  const property = node.properties.get('bus-range');
  if (!property || isUndecided(property, tree.plugin, fileOf)) return;
  const words = wordsOf(property, fileOf);
  if (words?.length !== 2) {
    yield { ...atProperty(tree, property), message: '`bus-range` has to be two cells: the first and the last bus' };
    return;
  }
  const [first, last] = words.map(({ value }) => value) as [number, number];
  if (first > last)
    yield { ...atProperty(tree, property), message: '`bus-range` begins with a greater number than it ends with' };
  if (last > 0xff) yield { ...atProperty(tree, property), message: 'The number of a bus is less than 256' };
}
