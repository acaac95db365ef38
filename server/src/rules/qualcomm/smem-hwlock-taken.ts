import { removeProperty } from '../../devicetree/edits.js';
import { specifierOrigin } from '../../devicetree/places.js';
import { isLive } from '../../devicetree/values.js';
import { holdersOf } from '../../platforms/hwlock-providers.js';
import { hasOddIndex, lockSpecifierText } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';
import { shortNameOf } from './wording.js';

/** SMEM's lock belongs to SMEM and to the processors that allocate in it. */
export const smemHwlockTaken = defineRule({
  code: 'smem-hwlock-taken',
  severity: 'warning',
  basis: 'qcom,smem.yaml; qcom_smem_alloc in drivers/soc/qcom/smem.c; no other node of Linux 6.12 names the lock',
  docs: `A node that has nothing to do with SMEM takes the lock that guards SMEM.

The firmware of every processor takes this lock to allocate from SMEM. A driver that holds it for a purpose of its own makes
them all wait, Linux too: qcom_smem gives up after a second (-110), and what wanted the memory does not come up.

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	smem {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
	};
	ipclite {
		hwlocks = <&tcsr_mutex 3>;
		//         ^^^^^^^^^^^^^ warning(smem-hwlock-taken): <&tcsr_mutex 3> is SMEM's lock, which all processors share: …
	};
};
\`\`\`

Take a lock that is free; the vendor's ipclite has 11:

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	smem {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 3>;
	};
	ipclite {
		hwlocks = <&tcsr_mutex 11>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    const { sharedMemory, smem, processors } = ipcTopology(tree);
    // Where SMEM itself names an odd lock, the other node may be right, and SMEM's is the finding.
    if (!sharedMemory || hasOddIndex(sharedMemory.lock)) return;
    const { lock } = sharedMemory;
    const entitled = new Set([...smem, ...processors].map(({ node }) => node));
    for (const { user, property, specifier } of holdersOf(tree, lock.bank.node, lock.index)) {
      if (entitled.has(user) || !isLive(user)) continue;
      const edit = property.value.length === 1 ? removeProperty(tree, property) : undefined;
      yield {
        at: specifierOrigin(tree, property, specifier),
        message: `<${lockSpecifierText(lock)}> is SMEM's lock, which all processors share: while ${shortNameOf(user)} holds it, nobody can allocate from SMEM, and those who wait time out (-110)`,
        nodes: [user.path],
        related: [{ at: specifierOrigin(tree, lock.property, lock.specifier), message: 'SMEM takes it here' }],
        ...(edit && { fixes: [{ title: 'Take no lock here', edits: [edit] }] }),
      };
    }
  },
});
