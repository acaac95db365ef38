import { replaceInValue } from '../../devicetree/edits.js';
import { referenceTo, specifierRange, wholeValueOrigin } from '../../devicetree/places.js';
import { nameOrigin, valueOrigin } from '../../devicetree/tree.js';
import { hwlockReferencesOf } from '../../platforms/hwlock-providers.js';
import { wantedLockOf } from '../../platforms/index.js';
import { defineRule } from '../rule.js';

/** A bank has a lock of the index that `hwlocks` asks for. */
export const hwlockOutOfRange = defineRule({
  code: 'hwlock-out-of-range',
  severity: 'error',
  basis: 'of_hwspin_lock_get_id in drivers/hwspinlock/hwspinlock_core.c; the drivers in drivers/hwspinlock',
  docs: `\`hwlocks\` asks for a lock that its bank does not have.

Linux compares the index with the number of locks that the bank's driver registered and refuses it with \`-EINVAL\`: the
driver of the node does not probe. Where the driver reads the number from a register (Texas Instruments, Allwinner), this is
a warning, for indices that no such bank has.

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	ipclite { hwlocks = <&tcsr_mutex 32>; };
	//                               ^^ error(hwlock-out-of-range): Lock 32 does not exist: &tcsr_mutex (qcom,tcsr-mutex) has 32 locks, 0 to 31; Linux refuses it with -EINVAL
};
\`\`\`

Locks are counted from 0 within their bank:

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	ipclite { hwlocks = <&tcsr_mutex 11>; };
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const { user, property, specifier, bank, lock } of hwlockReferencesOf(tree)) {
      if (!bank?.locks || !bank.kind || lock === undefined || lock < bank.locks.count) continue;
      const { count, exact } = bank.locks;
      const name = `${referenceTo(bank.node)} (${bank.kind.compatible})`;
      const compatible = bank.node.properties.get('compatible');
      const right = wantedLockOf(tree, user);
      const edit = right && replaceInValue(tree, property, specifierRange(specifier), right.text);
      yield {
        at: valueOrigin(tree, property, specifier.cells[0]!),
        severity: exact ? 'error' : 'warning',
        message: exact
          ? `Lock ${lock} does not exist: ${name} has ${count} locks, 0 to ${count - 1}; Linux refuses it with -EINVAL`
          : `Lock ${lock} cannot exist: ${name} has ${count} locks at most, and the driver reads at run time how many`,
        nodes: [user.path],
        related: [
          {
            at: compatible ? wholeValueOrigin(tree, compatible) : nameOrigin(tree, bank.node),
            message: 'The bank of locks',
          },
        ],
        ...(edit && { fixes: [{ title: `Take ${right.name}: \`<${right.text}>\``, edits: [edit], preferred: true }] }),
      };
    }
  },
});
