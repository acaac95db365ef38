import { replaceInValue } from '../../devicetree/edits.js';
import { referenceTo, specifierOrigin, specifierRange, wholeValueOrigin } from '../../devicetree/places.js';
import type { DeviceTree } from '../../devicetree/tree.js';
import { type HwlockReference, hwlocksOf } from '../../platforms/hwlock-providers.js';
import { hasOddIndex, lockSpecifierText, SMEM_LOCK_INDEX, type SmemLock } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import type { Fix } from '../../text/finding.js';
import { defineRule } from '../rule.js';
import { asEvidenceShows, evidencePlaces, firmwareOf, restsOnDoubt } from './wording.js';

/** A remote processor that uses SMEM and names locks names SMEM's among them. */
export const remoteprocWrongHwlock = defineRule({
  code: 'remoteproc-wrong-hwlock',
  severity: 'warning',
  basis: 'qcom,smem.yaml; patch series "Add support for hwspinlock bust", v1, 16 May 2024',
  docs: `A remote processor names hardware spinlocks, but not the one that its firmware takes in SMEM.

The lock is named so that it can be released when the processor dies while it holds it. Releasing another one does nothing
for SMEM, whose lock stays taken: then no processor can allocate from SMEM any more.

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
		hwlocks = <&tcsr_mutex 5>;
		//         ^^^^^^^^^^^^^ warning(remoteproc-wrong-hwlock): ADSP firmware (SMEM host 2) allocates from SMEM under <&tcsr_mutex 3>, …
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
  *check({ tree }) {
    const { sharedMemory, processors } = ipcTopology(tree);
    if (!sharedMemory) return;
    const { lock } = sharedMemory;
    for (const processor of processors) {
      const { node, evidence, hwlocks } = processor;
      if (!hwlocks || evidence.length === 0 || restsOnDoubt(processor)) continue;
      const named = hwlocksOf(tree, node);
      if (named.length === 0 || !named.every(isSound) || named.some((entry) => mayBeSmems(entry, lock))) continue;
      const [only, ...others] = named;
      const specifier = `<${lockSpecifierText(lock)}>`;
      const fix = only && others.length === 0 ? fixOf(tree, only, lock) : undefined;
      yield {
        at:
          only && others.length === 0
            ? specifierOrigin(tree, hwlocks, only.specifier)
            : wholeValueOrigin(tree, hwlocks),
        message: `${firmwareOf(processor)} allocates from SMEM under ${specifier}, ${asEvidenceShows(evidence)}, but this node names ${textOf(named)}: if it dies holding SMEM's lock, the wrong lock is released and SMEM's stays taken.`,
        nodes: [node.path],
        related: [
          { at: specifierOrigin(tree, lock.property, lock.specifier), message: `SMEM takes ${specifier}` },
          ...evidencePlaces(tree, evidence),
        ],
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

/** An entry that another rule finds fault with is that rule's alone. */
function isSound({ bank, lock }: HwlockReference): boolean {
  return bank !== undefined && lock !== undefined && !(bank.locks && lock >= bank.locks.count);
}

/** Where SMEM's own index is the odd one, a processor that names the usual index is right. */
function mayBeSmems(entry: HwlockReference, lock: SmemLock): boolean {
  if (entry.bank !== lock.bank) return false;
  return entry.lock === lock.index || (hasOddIndex(lock) && entry.lock === SMEM_LOCK_INDEX);
}

const textOf = (named: readonly HwlockReference[]) =>
  named
    .map(({ bank, specifier }) =>
      [bank && referenceTo(bank.node), ...specifier.cells.map(({ value }) => value)].join(' '),
    )
    .map((text) => `<${text}>`)
    .join(', ');

function fixOf(tree: DeviceTree, { property, specifier }: HwlockReference, lock: SmemLock): Fix | undefined {
  const text = lockSpecifierText(lock);
  const edit = replaceInValue(tree, property, specifierRange(specifier), text);
  return edit && { title: `Name SMEM's lock: \`<${text}>\``, edits: [edit], preferred: true };
}
