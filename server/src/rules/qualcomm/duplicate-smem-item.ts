import { replaceCell } from '../../devicetree/edits.js';
import { valueOrigin } from '../../devicetree/tree.js';
import { cellsOf } from '../../devicetree/values.js';
import { smemHost } from '../../platforms/qualcomm/hosts.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';
import { hostText } from './wording.js';

/** The two directions of an SMP2P link are two SMEM items. */
export const duplicateSmemItem = defineRule({
  code: 'duplicate-smem-item',
  severity: 'warning',
  basis: 'qcom,smp2p.yaml: qcom,smem; qcom_smp2p_alloc_outbound_item and qcom_smp2p_intr in drivers/soc/qcom/smp2p.c',
  docs: `One SMEM item stands for both directions of an SMP2P link.

Linux would read back what it has written itself and never see what the processor writes, so that the processor's start times
out ("start timed out", -110). The same item under two hosts is right, each pair of processors has a partition of its own;
two links to one host are [duplicate-remote-pid](#duplicate-remote-pid).

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <443>, <443>;
		//                  ^^^ warning(duplicate-smem-item): Item 443 is both the inbound and the outbound item of SMEM host 2 (ADSP): …
		qcom,remote-pid = <2>;
	};
};
\`\`\`

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <443>, <429>;
		qcom,remote-pid = <2>;
	};
	smp2p-nsp1 {
		compatible = "qcom,smp2p";
		qcom,smem = <617>, <616>;
		qcom,remote-pid = <12>;
	};
	smp2p-gpdsp0 {
		compatible = "qcom,smp2p";
		qcom,smem = <617>, <616>;
		qcom,remote-pid = <17>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const { node, host, items } of ipcTopology(tree).smp2p) {
      if (items.length !== 2 || items[0] !== items[1]) continue;
      const property = node.properties.get('qcom,smem')!;
      const [inbound, outbound] = cellsOf(property) ?? [];
      if (!inbound || !outbound || inbound.unknown || outbound.unknown) continue;
      const usual = host === undefined ? undefined : smemHost(host)?.smp2pItems;
      const isInboundWrong = usual !== undefined && inbound.value === usual.outbound;
      const wrong = isInboundWrong ? inbound : outbound;
      const item = isInboundWrong ? usual.inbound : usual?.outbound;
      // Where neither item is the host's, one edit would only make another mistake of it.
      const isHalfRight = usual !== undefined && (isInboundWrong || inbound.value === usual.inbound);
      const edit = isHalfRight && item !== undefined ? replaceCell(tree, property, wrong, `${item}`) : undefined;
      const whose = host === undefined ? 'this link' : `SMEM host ${hostText(host)}`;
      yield {
        at: valueOrigin(tree, property, wrong),
        message: `Item ${inbound.value} is both the inbound and the outbound item of ${whose}: Linux reads back what it writes, and the start times out (-110)`,
        nodes: [node.path],
        related: [
          { at: valueOrigin(tree, property, wrong === inbound ? outbound : inbound), message: 'The same item' },
        ],
        ...(edit && { fixes: [{ title: `Use item ${item}`, edits: [edit], preferred: true }] }),
      };
    }
  },
});
