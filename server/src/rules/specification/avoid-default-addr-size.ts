import { addressCellsOf, sizeCellsOf } from '../../devicetree/cell-counts.js';
import { insertProperty } from '../../devicetree/edits.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import type { Fix } from '../../text/finding.js';
import { query } from '../../text/query.js';
import { atNode } from '../faulty-thing.js';
import { defineRule } from '../rule.js';

/** A bus says itself how many cells addresses and sizes have. */
export const avoidDefaultAddrSize = defineRule({
  code: 'avoid-default-addr-size',
  severity: 'warning',
  basis: 'DTSpec v0.4 §2.3.5; dtc avoid_default_addr_size',
  dtc: { level: 'warning', requires: ['addr-size-cells'] },
  docs: `The node has an address, but its parent does not say how many cells an address or a size has. The Specification's
numbers (2 and 1) hold then, which hardly anybody means. Write \`#address-cells\` and \`#size-cells\` into the parent.

\`\`\`dts
/ {
	bus {
		serial@1000 {
	//      ^^^^^^^^^^^ warning(avoid-default-addr-size): The parent has no #address-cells, which then is 2
	//      ^^^^^^^^^^^ warning(avoid-default-addr-size): The parent has no #size-cells, which then is 1
			reg = <0x0 0x1000 0x100>;
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	bus {
		#address-cells = <2>;
		#size-cells = <1>;
		serial@1000 { reg = <0x0 0x1000 0x100>; };
	};
};
\`\`\``,
  *check({ tree }) {
    // Every child of a bus says the same of it, and finding where to write takes a look at all of them.
    const addressFixes = query((bus: Node) => fixesOf(tree, bus, '#address-cells = <2>;'));
    const sizeFixes = query((bus: Node) => fixesOf(tree, bus, '#size-cells = <1>;'));
    for (const node of addressedNodes(tree)) {
      const { parent } = node;
      if (!parent) continue;
      if (addressCellsOf(parent) === 'absent') {
        const message = 'The parent has no #address-cells, which then is 2';
        yield { ...atNode(tree, node), message, ...addressFixes(parent) };
      }
      if (sizeCellsOf(parent) === 'absent') {
        const message = 'The parent has no #size-cells, which then is 1';
        yield { ...atNode(tree, node), message, ...sizeFixes(parent) };
      }
    }
  },
});

/** The nodes with `reg` or `ranges`. */
export function addressedNodes(tree: DeviceTree): ReadonlySet<Node> {
  const index = propertyIndexOf(tree);
  return new Set([...index.named('reg'), ...index.named('ranges')].map(({ node }) => node));
}

/** To write down what holds anyway changes nothing of the tree. */
function fixesOf(tree: DeviceTree, bus: Node, line: string): { readonly fixes?: readonly Fix[] } {
  const edit = insertProperty(tree, bus, line, ['#size-cells', '#address-cells']);
  return edit ? { fixes: [{ title: `Write \`${line}\` into the parent`, edits: [edit] }] } : {};
}
