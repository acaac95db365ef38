import { addressCellsOf, sizeCellsOf } from '../../devicetree/cell-counts.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { removeProperties } from '../../devicetree/removals.js';
import { hadChildren } from '../../devicetree/symbols.js';
import { type Node, nameOrigin } from '../../devicetree/tree.js';
import type { Fix } from '../../text/finding.js';
import { atNode } from '../faulty-thing.js';
import { defineRule, type RuleContext } from '../rule.js';

/** A node below which nothing has an address does not say how many cells an address has. */
export const avoidUnnecessaryAddrSize = defineRule({
  code: 'avoid-unnecessary-addr-size',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.3.5; dtc avoid_unnecessary_addr_size (W=1)',
  dtc: { level: 'warning', requires: ['avoid-default-addr-size'] },
  docs: `The node has \`#address-cells\` and \`#size-cells\`, but no child has \`reg\` and the node no \`ranges\`: they say nothing.
Take them out, unless a board adds children with addresses.

\`\`\`dts
/ {
	leds {
//      ^^^^ warning(avoid-unnecessary-addr-size): #address-cells and #size-cells are not needed: no child has \`reg\`
		#address-cells = <1>;
		#size-cells = <0>;
		led { };
	};
};
\`\`\`

\`\`\`dts
/ {
	leds {
		#address-cells = <1>;
		#size-cells = <0>;
		led@0 { reg = <0>; };
	};
};
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const { node } of propertyIndexOf(tree).named('#address-cells')) {
      if (!node.parent || !isNumber(addressCellsOf(node)) || !isNumber(sizeCellsOf(node))) continue;
      if (node.properties.has('ranges') || node.properties.has('dma-ranges') || !hadChildren(node)) continue;
      if ([...node.children.values()].some((child) => child.properties.has('reg'))) continue;
      const fix = fixOf(context, node);
      yield {
        ...atNode(tree, node),
        message: '#address-cells and #size-cells are not needed: no child has `reg`',
        related: COUNTS.flatMap((name) => {
          const property = node.properties.get(name);
          return property ? [{ at: nameOrigin(tree, property), message: `${name} is not needed` }] : [];
        }),
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

const COUNTS = ['#address-cells', '#size-cells'];

// dtc keeps the numbers signed, and takes negative ones for absent.
const isNumber = (count: ReturnType<typeof addressCellsOf>) => typeof count === 'number' && count < 2 ** 31;

/** Both lines go, where each was written once. */
function fixOf({ tree }: RuleContext, node: Node): Fix | undefined {
  const edits = removeProperties(tree, node, COUNTS);
  return edits && { title: 'Take #address-cells and #size-cells out', edits };
}
