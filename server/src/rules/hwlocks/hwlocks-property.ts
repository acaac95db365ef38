import { deletionOf } from '../../devicetree/deletions.js';
import { insertProperty, replaceInValue } from '../../devicetree/edits.js';
import { referenceTo } from '../../devicetree/places.js';
import { propertyIndexOf } from '../../devicetree/property-index.js';
import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { compatibleOf } from '../../devicetree/values.js';
import { LOCK_BANK_KINDS } from '../../platforms/hwlock-providers.js';
import { wantedLockOf } from '../../platforms/index.js';
import type { Fix } from '../../text/finding.js';
import type { Range } from '../../text/span.js';
import { defineRule } from '../rule.js';
import type { ListDefect } from '../specification/list-defects.js';
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
      yield* defectsOf(context, property, '#hwlock-cells', false, (defect) => fixOf(context.tree, property, defect));
  },
});

function fixOf(tree: DeviceTree, property: Property, defect: ListDefect): Fix | undefined {
  if (defect.kind === 'no-cell-count') return cellsFix(tree, defect.provider);
  if (defect.kind === 'too-short' && defect.index === 0) return lockFix(tree, property, defect.range);
  return undefined;
}

/** Gives a bank that a driver knows, and that lacks nothing else, the property that every schema has it say. */
function cellsFix(tree: DeviceTree, provider: Node): Fix | undefined {
  const isBank = compatibleOf(provider).some((name) => LOCK_BANK_KINDS.some(({ compatible }) => compatible === name));
  const line = '#hwlock-cells = <1>;';
  const edit =
    isBank && !deletionOf(provider, '#hwlock-cells') ? insertProperty(tree, provider, line, ['reg']) : undefined;
  return edit && { title: `Add \`${line}\` to ${referenceTo(provider)}`, edits: [edit], preferred: true };
}

function lockFix(tree: DeviceTree, property: Property, range: Range): Fix | undefined {
  const lock = wantedLockOf(tree, property.node);
  const edit = lock && replaceInValue(tree, property, range, lock.text);
  return edit ? { title: `Take ${lock.name}: \`<${lock.text}>\``, edits: [edit], preferred: true } : undefined;
}
