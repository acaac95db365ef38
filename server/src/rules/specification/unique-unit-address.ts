import { firstTextOf } from '../../devicetree/c-strings.js';
import { addressCellsOf, sizeCellsOf } from '../../devicetree/cell-counts.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import { type Node, nameOrigin } from '../../devicetree/tree.js';
import { atNode } from '../faulty-thing.js';
import { defineRule, type Rule } from '../rule.js';

/* A family, as in checks.c (`check_unique_unit_address_common`): with and without the nodes that are disabled. */

export const uniqueUnitAddress = uniqueRule({
  code: 'unique-unit-address',
  level: 'warning',
  where: 'W=2; the kernel turns it off otherwise, since two drivers for one block are often alternatives',
  countsDisabled: true,
});

export const uniqueUnitAddressIfEnabled = uniqueRule({
  code: 'unique-unit-address-if-enabled',
  level: 'off',
  where: 'W=1',
  countsDisabled: false,
});

interface Variant {
  readonly code: string;
  readonly level: 'warning' | 'off';
  readonly where: string;
  readonly countsDisabled: boolean;
}

function uniqueRule({ code, level, where, countsDisabled }: Variant): Rule {
  const which = countsDisabled ? 'Two nodes' : 'Two nodes that are not disabled';
  return defineRule({
    code,
    severity: 'warning',
    basis: `DTSpec v0.4 §2.2.1; dtc ${code.replaceAll('-', '_')} (${where})`,
    dtc: { level, requires: ['avoid-default-addr-size'] },
    docs: `${which} of one bus have the same unit address. Two devices cannot be at one address at the same time: one of the
addresses is wrong, or one of the nodes is to be disabled.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <0>;
	spi@1000 { };
//      ^^^^^^^^ warning(${code}): serial@1000 has the same unit address
	serial@1000 { };
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <0>;
	spi@1000 { };
	serial@2000 { };
};
\`\`\``,
    *check({ tree }) {
      for (const { node: bus } of propertyIndexOf(tree).named('#address-cells')) {
        if (bus.children.size < 2 || !isCount(addressCellsOf(bus)) || !isCount(sizeCellsOf(bus))) continue;
        for (const [first, second] of sharing(bus, countsDisabled)) {
          const place = atNode(tree, first);
          const related = [{ at: nameOrigin(tree, second), message: 'The other node' }, ...(place.related ?? [])];
          yield { ...place, message: `${second.name} has the same unit address`, related };
        }
      }
    },
  });
}

const isCount = (count: ReturnType<typeof addressCellsOf>) => typeof count === 'number' && count < 2 ** 31;

/** Every pair of children with one unit address, the earlier first. */
function* sharing(bus: Node, countsDisabled: boolean): Iterable<readonly [Node, Node]> {
  const byAddress = new Map<string, Node[]>();
  for (const child of bus.children.values()) {
    if (!child.unitAddress || (!countsDisabled && isDisabled(child))) continue;
    const earlier = byAddress.get(child.unitAddress);
    if (!earlier) byAddress.set(child.unitAddress, [child]);
    else {
      for (const other of earlier) yield [other, child];
      earlier.push(child);
    }
  }
}

function isDisabled(node: Node): boolean {
  const status = node.properties.get('status');
  return status !== undefined && firstTextOf(status) === 'disabled';
}
