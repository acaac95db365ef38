import { replaceInValue } from '../../devicetree/edits.js';
import { valueOrigin } from '../../devicetree/tree.js';
import { hasOddIndex, lockSpecifierText, SMEM_LOCK_INDEX } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';

/** SMEM takes lock 3 of a Qualcomm bank. */
export const smemWrongHwlock = defineRule({
  code: 'smem-wrong-hwlock',
  severity: 'warning',
  basis: 'Linux commit 5fe8508e2bc8 "SMEM uses lock index 3 of the TCSR Mutex"; all Qualcomm boards of Linux 6.12',
  docs: `The SMEM node names another lock than 3 of a Qualcomm lock bank.

The lock only helps if Linux and the firmware of the other processors take the same one, and firmware takes 3 on every known
Qualcomm SoC. With another index nothing fails at once: now and then two processors allocate at the same time, and SMEM is
corrupted. Four SoCs (ipq5332, ipq6018, ipq8074, ipq9574) had 0 here until November 2023.

\`\`\`dts
/ {
	tcsr_mutex: hwlock {
		compatible = "qcom,tcsr-mutex";
		#hwlock-cells = <1>;
	};
	smem {
		compatible = "qcom,smem";
		hwlocks = <&tcsr_mutex 0>;
		//                     ^ warning(smem-wrong-hwlock): SMEM takes <&tcsr_mutex 0>, …
	};
};
\`\`\`

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
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const { node, lock } of ipcTopology(tree).smem) {
      // A lock that does not exist at all is another rule's.
      if (!lock || !hasOddIndex(lock) || lock.index >= (lock.bank.locks?.count ?? Number.POSITIVE_INFINITY)) continue;
      const cell = lock.specifier.cells[0]!;
      const edit = replaceInValue(tree, lock.property, cell, `${SMEM_LOCK_INDEX}`);
      yield {
        at: valueOrigin(tree, lock.property, cell),
        message: `SMEM takes <${lockSpecifierText(lock)}>, but firmware takes lock ${SMEM_LOCK_INDEX} on every known Qualcomm SoC: with another lock, Linux and firmware allocate at the same time and corrupt SMEM`,
        nodes: [node.path],
        ...(edit && { fixes: [{ title: `Take lock ${SMEM_LOCK_INDEX}`, edits: [edit], preferred: true }] }),
      };
    }
  },
});
