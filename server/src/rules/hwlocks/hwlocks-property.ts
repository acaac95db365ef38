import { referenceTo, specifierOrigin, wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, nameOrigin, valueOrigin } from '../../devicetree/tree.js';
import { u32Of } from '../../devicetree/values.js';
import { type HwlockReference, hwlockReferencesOf } from '../../platforms/hwlock-providers.js';
import { defineRule, type RuleFinding } from '../rule.js';

/** Every entry of `hwlocks` is a provider's phandle and as many cells as the provider's `#hwlock-cells` says. */
export const hwlocksProperty = defineRule({
  code: 'hwlocks-property',
  severity: 'error',
  basis: 'dtc hwlocks_property; hwlock.txt; of_hwspin_lock_get_id in drivers/hwspinlock/hwspinlock_core.c',
  docs: `\`hwlocks\` is not a list of hardware spinlocks: each entry is the phandle of a node with \`#hwlock-cells\`, and behind
it as many cells as that property says.

Linux cannot look up a lock in such a list, so the driver of the node fails to probe. Nothing behind the faulty entry can be
read either.

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	gpio: gpio { };
	adi { hwlocks = <&hwlock>; };
	//               ^^^^^^^ error(hwlocks-property): \`hwlocks\` ends too early: behind &hwlock 1 cell is wanted and 0 are left
	adc { hwlocks = <&gpio 4>; };
	//               ^^^^^ error(hwlocks-property): &gpio provides no hardware spinlocks: it has no \`#hwlock-cells\`
};
\`\`\`

Name a lock bank, and the index of the lock in it:

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	adi { hwlocks = <&hwlock 0>; };
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const reference of hwlockReferencesOf(tree)) {
      const finding = defectOf(tree, reference);
      if (finding) yield { ...finding, nodes: [reference.user.path] };
    }
  },
});

function defectOf(tree: DeviceTree, { property, specifier }: HwlockReference): RuleFinding | undefined {
  const { phandle, provider, cells } = specifier;
  switch (specifier.defect) {
    case 'not-cells':
      return {
        at: wholeValueOrigin(tree, property),
        message: '`hwlocks` must be phandles and numbers in `<…>`, of 32 bits each',
      };
    case 'no-provider':
      return { at: valueOrigin(tree, property, phandle), message: `No node has the phandle ${phandle.value}` };
    case 'no-cell-count': {
      if (!provider) return undefined;
      const count = provider.properties.get('#hwlock-cells');
      const reason = count ? 'its `#hwlock-cells` is not one number' : 'it has no `#hwlock-cells`';
      return {
        at: valueOrigin(tree, property, phandle),
        message: `${referenceTo(provider)} provides no hardware spinlocks: ${reason}`,
        related: [
          { at: count ? wholeValueOrigin(tree, count) : nameOrigin(tree, provider), message: 'What the entry names' },
        ],
      };
    }
    case 'too-short': {
      const wanted = provider?.properties.get('#hwlock-cells');
      if (!provider || !wanted) return undefined;
      const count = u32Of(wanted) === 1 ? '1 cell is' : `${u32Of(wanted)} cells are`;
      return {
        at: specifierOrigin(tree, property, specifier),
        message: `\`hwlocks\` ends too early: behind ${referenceTo(provider)} ${count} wanted and ${cells.length} are left`,
        related: [{ at: wholeValueOrigin(tree, wanted), message: 'The provider asks for so many cells' }],
      };
    }
    default:
      return undefined;
  }
}
