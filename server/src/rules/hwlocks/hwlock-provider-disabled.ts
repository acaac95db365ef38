import { referenceTo, specifierOrigin, wholeValueOrigin } from '../../devicetree/places.js';
import { lastDefinition, type Node, type Property } from '../../devicetree/tree.js';
import { disabledBy, isLive } from '../../devicetree/values.js';
import { type HwlockReference, hwlockReferencesOf } from '../../platforms/hwlock-providers.js';
import { enablingFixes } from '../enabling-fixes.js';
import { defineRule } from '../rule.js';

/** The bank of a live node's lock is live too. */
export const hwlockProviderDisabled = defineRule({
  code: 'hwlock-provider-disabled',
  severity: 'warning',
  basis: 'of_hwspin_lock_get_id in drivers/hwspinlock/hwspinlock_core.c: -ENOENT for a provider that is not available',
  docs: `A node takes a lock of a bank that is disabled.

Linux answers \`-ENOENT\` to a driver that asks for such a lock, so the node that takes it does not probe, though it is
enabled itself. The finding stands where the later of the two was written: at the \`status\` that disables a bank in use, or
at the \`hwlocks\` that names a disabled bank.

\`\`\`dts
/ {
	hwlock: hwlock {
		#hwlock-cells = <1>;
		status = "disabled";
	};
	adi { hwlocks = <&hwlock 0>; };
	//               ^^^^^^^^^ warning(hwlock-provider-disabled): /adi takes a lock of &hwlock, which is disabled: Linux refuses it with -ENOENT
};
\`\`\`

Enable the bank, or disable its user as well:

\`\`\`dts
/ {
	hwlock: hwlock { #hwlock-cells = <1>; };
	adi { hwlocks = <&hwlock 0>; };
};
\`\`\``,
  wholeTree: true,
  *check({ tree, expansion }) {
    for (const [bank, { status, references }] of disabledBanks(hwlockReferencesOf(tree))) {
      const fixes = status.node === bank ? enablingFixes(tree, status, expansion.root) : [];
      const why = { at: wholeValueOrigin(tree, status), message: 'This disables the bank' };
      const isLater = ({ property }: HwlockReference) => startOf(property) > startOf(status);
      for (const { user, property, specifier } of references.filter(isLater)) {
        yield {
          at: specifierOrigin(tree, property, specifier),
          message: `${user.path} takes a lock of ${referenceTo(bank)}, which is disabled: Linux refuses it with -ENOENT`,
          nodes: [user.path],
          related: [why],
          ...(fixes.length > 0 && { fixes }),
        };
      }
      const earlier = references.filter((reference) => !isLater(reference));
      if (earlier.length === 0) continue;
      const users = [...new Set(earlier.map(({ user }) => user.path))];
      const locks = earlier.length === 1 ? 'a lock' : 'locks';
      yield {
        at: why.at,
        message: `This disables ${referenceTo(bank)}, of which ${users.join(', ')} ${users.length === 1 ? 'takes' : 'take'} ${locks}: Linux refuses with -ENOENT`,
        nodes: users,
        related: earlier.map(({ property, specifier }) => ({
          at: specifierOrigin(tree, property, specifier),
          message: 'A lock of the bank is taken here',
        })),
        ...(fixes.length > 0 && { fixes }),
      };
    }
  },
});

/** Every bank that is not live, with what makes it so and the entries of live nodes that name it. */
function disabledBanks(all: readonly HwlockReference[]) {
  const banks = new Map<Node, { readonly status: Property; readonly references: HwlockReference[] }>();
  for (const reference of all) {
    const bank = reference.bank?.node;
    const status = bank && disabledBy(bank);
    if (!status || status.doubtful || reference.lock === undefined || !isLive(reference.user)) continue;
    const known = banks.get(bank);
    if (known) known.references.push(reference);
    else banks.set(bank, { status, references: [reference] });
  }
  return banks;
}

const startOf = (property: Property) => lastDefinition(property)?.start ?? 0;
