import { deletionOf } from '../../devicetree/deletions.js';
import { insertProperty, replaceInValue } from '../../devicetree/edits.js';
import { referenceTo, specifierOrigin, specifierRange, wholeValueOrigin } from '../../devicetree/places.js';
import type { Specifier } from '../../devicetree/specifiers.js';
import { type DeviceTree, type Node, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import { compatibleOf, u32Of } from '../../devicetree/values.js';
import { type HwlockReference, hwlockReferencesOf, LOCK_BANK_KINDS } from '../../platforms/hwlock-providers.js';
import { smemLockFor } from '../../platforms/qualcomm/smem-lock.js';
import type { Fix } from '../../text/finding.js';
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

function defectOf(tree: DeviceTree, { user, property, specifier }: HwlockReference): RuleFinding | undefined {
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
      const fix = count ? undefined : cellsFix(tree, provider);
      return {
        at: valueOrigin(tree, property, phandle),
        message: `${referenceTo(provider)} provides no hardware spinlocks: ${reason}`,
        related: [
          { at: count ? wholeValueOrigin(tree, count) : nameOrigin(tree, provider), message: 'What the entry names' },
        ],
        ...(fix && { fixes: [fix] }),
      };
    }
    case 'too-short': {
      const wanted = provider?.properties.get('#hwlock-cells');
      if (!provider || !wanted) return undefined;
      const fix = lockFix(tree, user, property, specifier);
      const count = u32Of(wanted) === 1 ? '1 cell is' : `${u32Of(wanted)} cells are`;
      return {
        at: specifierOrigin(tree, property, specifier),
        message: `\`hwlocks\` ends too early: behind ${referenceTo(provider)} ${count} wanted and ${cells.length} are left`,
        related: [{ at: wholeValueOrigin(tree, wanted), message: 'The provider asks for so many cells' }],
        ...(fix && { fixes: [fix] }),
      };
    }
    default:
      return undefined;
  }
}

/** Gives a bank that a driver knows, and that lacks nothing else, the property that every schema has it say. */
function cellsFix(tree: DeviceTree, provider: Node): Fix | undefined {
  const isBank = compatibleOf(provider).some((name) => LOCK_BANK_KINDS.some(({ compatible }) => compatible === name));
  const line = '#hwlock-cells = <1>;';
  const edit =
    isBank && !deletionOf(provider, '#hwlock-cells') ? insertProperty(tree, provider, line, ['reg']) : undefined;
  return edit && { title: `Add \`${line}\` to ${referenceTo(provider)}`, edits: [edit], preferred: true };
}

function lockFix(tree: DeviceTree, user: Node, property: Property, specifier: Specifier): Fix | undefined {
  const lock = specifier.index === 0 ? smemLockFor(tree, user) : undefined;
  const edit = lock && replaceInValue(tree, property, specifierRange(specifier), lock);
  return edit ? { title: `Take SMEM's lock: \`<${lock}>\``, edits: [edit], preferred: true } : undefined;
}
