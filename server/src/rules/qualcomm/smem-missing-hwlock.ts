import { deletionOf } from '../../devicetree/deletions.js';
import { insertProperty } from '../../devicetree/edits.js';
import { type DeviceTree, type Node, nameOrigin } from '../../devicetree/tree.js';
import { smemLockFor } from '../../platforms/qualcomm/smem-lock.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import type { Fix } from '../../text/finding.js';
import { defineRule } from '../rule.js';

/** An SMEM node names the lock that guards it. */
export const smemMissingHwlock = defineRule({
  code: 'smem-missing-hwlock',
  severity: 'warning',
  basis: 'qcom,smem.yaml; qcom_smem_probe in drivers/soc/qcom/smem.c',
  docs: `An SMEM node has no \`hwlocks\`.

Linux and the firmware of every other processor allocate from SMEM under one hardware spinlock. The driver refuses to work
without it ("failed to retrieve hwlock"), and every driver that communicates through SMEM then waits for it forever.

\`\`\`dts
/ {
	smem {
//	^^^^ warning(smem-missing-hwlock): SMEM has no \`hwlocks\`: its driver fails to probe ("failed to retrieve hwlock"), …
		compatible = "qcom,smem";
	};
};
\`\`\`

SMEM takes lock 3 on every known Qualcomm SoC:

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
    for (const { node, live } of ipcTopology(tree).smem) {
      const hwlocks = node.properties.get('hwlocks');
      // An empty property is as good as none.
      if (!live || (hwlocks && (hwlocks.doubtful || hwlocks.value.length > 0))) continue;
      const deletion = deletionOf(node, 'hwlocks');
      const fix = hwlocks || deletion ? undefined : fixOf(tree, node);
      yield {
        at: deletion ? tree.originOf(deletion.nameRange) : nameOrigin(tree, node),
        message:
          'SMEM has no `hwlocks`: its driver fails to probe ("failed to retrieve hwlock"), and all that communicates through SMEM waits for it forever',
        nodes: [node.path],
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

function fixOf(tree: DeviceTree, node: Node): Fix | undefined {
  const lock = smemLockFor(tree, node);
  const line = `hwlocks = <${lock}>;`;
  const edit = lock && insertProperty(tree, node, line, []);
  return edit ? { title: `Add \`${line}\``, edits: [edit], preferred: true } : undefined;
}
