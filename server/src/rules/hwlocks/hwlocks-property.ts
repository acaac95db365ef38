import { propertyIndexOf } from '../../devicetree/property-index.js';
import { defineRule } from '../rule.js';
import { defectsOf } from '../specification/specifier-lists.js';

/** Every entry of `hwlocks` is a provider's phandle and as many cells as the provider's `#hwlock-cells` says. */
export const hwlocksProperty = defineRule({
  code: 'hwlocks-property',
  severity: 'error',
  basis: 'dtc hwlocks_property; hwlock.txt; of_hwspin_lock_get_id in drivers/hwspinlock/hwspinlock_core.c',
  dtc: { level: 'warning', requires: ['hwlocks-is-cell', 'phandle-references'] },
  docs: `\`hwlocks\` is not a list of hardware spinlocks: each entry is the phandle of a node with \`#hwlock-cells\`, and behind
it as many cells as that property says.

Linux cannot look up a lock in such a list, so the driver of the node fails to probe. Nothing behind the faulty entry can be
read either. A phandle that is written as a number works, but means another node as soon as the tree changes: that is only a
warning.

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	gpio: gpio { };
	adi { hwlocks = <&hwlock>; };
	//               ^^^^^^^ error(hwlocks-property): \`hwlocks\` ends too early: behind &hwlock 1 cell is wanted and 0 are left
	adc { hwlocks = <&gpio 4>; };
	//               ^^^^^ error(hwlocks-property): &gpio cannot stand in \`hwlocks\`: it has no \`#hwlock-cells\`
};
\`\`\`

Name a lock bank, and the index of the lock in it:

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	adi { hwlocks = <&hwlock 0>; };
};
\`\`\``,
  *check(context) {
    for (const property of propertyIndexOf(context.tree).named('hwlocks'))
      yield* defectsOf(context, property, '#hwlock-cells', false);
  },
});
