import { deletionOf } from '../../devicetree/deletions.js';
import { specifierOrigin } from '../../devicetree/places.js';
import { nameOrigin } from '../../devicetree/tree.js';
import { lockSpecifierText } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';
import { insertionFixes } from './missing-hwlocks-fixes.js';
import { judgeMissingHwlocks } from './missing-hwlocks-judgement.js';
import { asEvidenceShows, evidencePlaces, firmwareOf, whatMainlineDoes } from './wording.js';

/** A remote processor whose firmware allocates from SMEM names the lock that it does so under. */
export const remoteprocMissingHwlocks = defineRule({
  code: 'remoteproc-missing-hwlocks',
  severity: 'warning',
  basis:
    'patch series "Add support for hwspinlock bust", v1, 16 May 2024 (20240516-hwspinlock-bust-v1-0-47a90a859238@quicinc.com); qcom,smem.yaml; qcom_pas_stop in drivers/remoteproc/qcom_q6v5_pas.c',
  docs: `A remote processor's firmware allocates from SMEM, and its node does not name the hardware spinlock that guards SMEM.

SMEM is memory that all processors of a Qualcomm SoC share; whoever allocates in it takes one lock of a hardware bank. When a
processor dies while it holds that lock, nobody can allocate any more until someone releases it. The finding says that
nothing in this tree ties the processor to the lock. It rests on what the tree itself shows: interrupts from an SMP2P entry,
\`qcom,smem-states\`, a glink-edge or smd-edge over SMEM, interrupts from SMSM.

What you should know before you add the property:

- It comes from version 1 of the series "Add support for hwspinlock bust" of May 2024, which put
  \`hwlocks = <&tcsr_mutex 3>;\` into three nodes of sm8650.dtsi. The devicetree maintainers refused it, and it was not
  merged: no binding of mainline allows it, and no public tree is known to carry it.
- What was merged (Linux 6.11) finds the lock through SMEM, by a host number in the driver. That number is set for a few
  compatibles only; for the others nothing releases the lock. The message says which case this is.
- In a tree whose bindings refuse the property, the finding is information, and adding the line makes dtbs_check fail. It is a
  warning where the tree has no bindings, where the binding allows the property, or where another processor of the board names
  SMEM's lock.

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
	remoteproc-adsp {
//	^^^^^^^^^^^^^^^ warning(remoteproc-missing-hwlocks): ADSP firmware (SMEM host 2) allocates from SMEM under <&tcsr_mutex 3>, …
		compatible = "qcom,sm8650-adsp-pas";
		glink-edge { qcom,remote-pid = <2>; };
	};
};
\`\`\`

Name the lock that the SMEM node names:

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
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		hwlocks = <&tcsr_mutex 3>;
		glink-edge { qcom,remote-pid = <2>; };
	};
};
\`\`\``,
  wholeTree: true,
  *check(context) {
    const { tree } = context;
    const flagged = ipcTopology(tree).processors.flatMap((processor) => {
      const judgement = judgeMissingHwlocks(context, processor);
      return judgement.flagged ? [{ processor, judgement }] : [];
    });
    const [first] = flagged;
    if (!first) return;
    // All of them lack the one lock of SMEM.
    const { lock } = first.judgement;
    const fixesOf = insertionFixes(
      context,
      flagged.map(({ processor }) => processor.node),
      lock,
    );
    for (const { processor, judgement } of flagged) {
      const { node, evidence } = processor;
      const { severity } = judgement;
      // A line in the shared file would not help where a board deletes the property, and there it stands wrong.
      const deletion = deletionOf(node, 'hwlocks');
      const fixes = deletion ? [] : fixesOf(node, severity);
      const specifier = `<${lockSpecifierText(lock)}>`;
      yield {
        at: deletion ? tree.originOf(deletion.nameRange) : nameOrigin(tree, node),
        severity,
        message: `${firmwareOf(processor)} allocates from SMEM under ${specifier}, ${asEvidenceShows(evidence)}; this node names no hwlock, so nothing in the tree says which lock to release if it dies holding it. ${whatMainlineDoes(processor)}`,
        nodes: [node.path],
        related: [
          { at: specifierOrigin(tree, lock.property, lock.specifier), message: `SMEM takes ${specifier}` },
          ...evidencePlaces(tree, evidence),
        ],
        ...(fixes.length > 0 && { fixes }),
      };
    }
  },
});
