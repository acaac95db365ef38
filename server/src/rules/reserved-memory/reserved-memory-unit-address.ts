import { renameNode } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, nameOrigin } from '../../devicetree/tree.js';
import { type ReservedRegion, reservedRegionsOf, stepsOf } from '../../platforms/reserved-memory.js';
import type { Fix } from '../../text/finding.js';
import { baseNameOf } from '../../text/uri.js';
import { defineRule } from '../rule.js';

/** The unit address of a reserved region is the first address of its `reg`. */
export const reservedMemoryUnitAddress = defineRule({
  code: 'reserved-memory-unit-address',
  severity: 'warning',
  basis:
    'DTSpec v0.4 2.2.1.1: "The unit-address must match the first address specified in the reg property of the node"',
  docs: `A reserved region is not where its name says.

The name is what people read, in logs, in /proc/device-tree and in reviews; firmware that patches the tree finds regions by
it. Where a later file moves a region by a new \`reg\`, the name keeps the old address.

\`\`\`dts
//- soc.dtsi
/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		mpss_mem: mpss@8b000000 { reg = <0x8b000000 0x800000>; };
	};
};
//- board.dts
#include "soc.dtsi"
&mpss_mem { reg = <0x8c000000 0x800000>; };
//                ^^^^^^^^^^^^^^^^^^^^^ warning(reserved-memory-unit-address): This moves mpss@8b000000 to 0x8c000000, and its name keeps the old address: …
\`\`\`

Delete the node and define it anew where it moves:

\`\`\`dts
//- soc.dtsi
/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		mpss_mem: mpss@8b000000 { reg = <0x8b000000 0x800000>; };
	};
};
//- board.dts
#include "soc.dtsi"
/delete-node/ &mpss_mem;
/ {
	reserved-memory {
		mpss_mem: mpss@8c000000 { reg = <0x8c000000 0x800000>; };
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const region of reservedRegionsOf(tree)) {
      const { node, live, ranges, reg } = region;
      const named = numberOf(node.unitAddress);
      const [first] = ranges;
      if (!live || named === undefined || !first || named === first.address) continue;
      const address = first.address.toString(16);
      const steps = stepsOf(region);
      const isMoved = steps.some((step) => step.ranges[0]?.address === named);
      const fix = isMoved ? undefined : renameFix(tree, region, address);
      yield {
        at: isMoved ? wholeValueOrigin(tree, reg) : nameOrigin(tree, node),
        message: isMoved
          ? `This moves ${node.name} to 0x${address}, and its name keeps the old address: delete the node and define it anew, or the name misleads all who read it`
          : `${node.name} is at 0x${address}: its unit address is not that of \`reg\``,
        nodes: [node.path],
        related: steps.map(({ definition }, index) => {
          const at = tree.originOf(definition.contentRange ?? definition.nameRange);
          return { at, message: `${baseNameOf(at.span.file.uri)} ${index === 0 ? 'defines' : 'overrides'} \`reg\`` };
        }),
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

/** Digits only; what has a comma in it is a form of old, which is no single address. */
function numberOf(unitAddress: string | undefined): bigint | undefined {
  return unitAddress !== undefined && /^[0-9a-f]{1,16}$/i.test(unitAddress) ? BigInt(`0x${unitAddress}`) : undefined;
}

function renameFix(tree: DeviceTree, { node }: ReservedRegion, address: string): Fix | undefined {
  const name = `${node.name.split('@', 1)[0]}@${address}`;
  if (node.parent?.children.has(name)) return undefined;
  const edit = renameNode(tree, node, name);
  return edit && { title: `Call it \`${name}\``, edits: [edit], preferred: true };
}
