import { renameNode } from '../../devicetree/edits.js';
import { type DeviceTree, lastDefinition, nameOrigin, standingDefinitions } from '../../devicetree/tree.js';
import { type ReservedRegion, reservedRegionsOf } from '../../platforms/reserved-memory.js';
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
//                 ^^^^^^^^^^ warning(reserved-memory-unit-address): This moves mpss@8b000000 to 0x8c000000, and its name keeps the old address: …
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
      const isMoved = standingDefinitions(reg).length > 1;
      const name = nameOrigin(tree, node);
      const fix = isMoved ? undefined : renameFix(tree, region, address);
      const cells = addressCells(region);
      const base = lastDefinition(reg)?.start ?? 0;
      yield {
        at: isMoved && cells ? tree.originOf({ start: base + cells.start, end: base + cells.end }) : name,
        message: isMoved
          ? `This moves ${node.name} to 0x${address}, and its name keeps the old address: delete the node and define it anew, or the name misleads all who read it`
          : `${node.name} is at 0x${address}: its unit address is not that of \`reg\``,
        nodes: [node.path],
        related: standingDefinitions(reg).map((definition, index) => {
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

/** The cells of the first address, relative to the last definition of `reg`. */
function addressCells({ reg, ranges }: ReservedRegion) {
  const cells = reg.value.flatMap((component) => (component.kind === 'cells' ? component.cells : []));
  const parent = reg.node.parent;
  const size = parent && addressSizeOf(cells.length / ranges.length, parent);
  const [first, last] = [cells[0], cells[(size ?? 1) - 1]];
  return first && last && { start: first.start, end: last.end };
}

function addressSizeOf(step: number, parent: NonNullable<ReservedRegion['node']['parent']>): number {
  const property = parent.properties.get('#address-cells');
  const component = property?.value[0];
  const size = component?.kind === 'cells' ? component.cells[0]?.value : undefined;
  return Math.min(step, size ?? 2);
}

function renameFix(tree: DeviceTree, { node }: ReservedRegion, address: string): Fix | undefined {
  const name = `${node.name.split('@', 1)[0]}@${address}`;
  if (node.parent?.children.has(name)) return undefined;
  const edit = renameNode(tree, node, name);
  return edit && { title: `Call it \`${name}\``, edits: [edit], preferred: true };
}
