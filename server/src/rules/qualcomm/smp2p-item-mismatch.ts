import { replaceCell } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { valueOrigin } from '../../devicetree/tree.js';
import { cellsOf } from '../../devicetree/values.js';
import { disputedWitnesses, rivalLinks } from '../../platforms/qualcomm/host-testimony.js';
import { hasUsualItems, smemHost } from '../../platforms/qualcomm/hosts.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';
import { hostText, remotePidOrigin } from './wording.js';

/** The items of an SMP2P link are those of its host. */
export const smp2pItemMismatch = defineRule({
  code: 'smp2p-item-mismatch',
  severity: 'warning',
  basis:
    'qcom,smp2p.yaml: qcom,smem; the pair is a function of the host on all links of Linux 6.12 and of four vendor trees',
  docs: `The SMEM items of an SMP2P link are not those that its host uses.

\`qcom,smem\` has the item that the other processor writes (inbound), then the one that Linux writes (outbound). The firmware
has its pair built in, the same on every SoC. With other numbers, or the two the wrong way round, each side waits for an item
that the other never allocates: the processor is started and never says that it is ready ("start timed out", -110).

| host | inbound | outbound |
| --- | --- | --- |
| 1 modem, WCSS | 435 | 428 |
| 2 ADSP | 443 | 429 |
| 3 SLPI | 481 | 430 |
| 4 WCNSS | 451 | 431 |
| 5 CDSP | 94 | 432 |
| 12 CDSP1, 13 WPSS, 17 and 18 GPDSP, 19 SOCCP | 617 | 616 |

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <429>, <443>;
		//          ^^^^^^^^^^^^ warning(smp2p-item-mismatch): The SMP2P items of SMEM host 2 (ADSP) are the wrong way round: …
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
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const { node, host, items } of ipcTopology(tree).smp2p) {
      if (host === undefined || hasUsualItems(host, items) !== false || items[0] === items[1]) continue;
      const property = node.properties.get('qcom,smem')!;
      const usual = smemHost(host)!.smp2pItems!;
      const [inbound, outbound, ...others] = cellsOf(property) ?? [];
      if (!inbound || !outbound || others.length > 0 || inbound.unknown || outbound.unknown) continue;
      // Where the number of the host is what is wrong, that has rules of its own.
      if (
        disputedWitnesses(tree).has(node) ||
        rivalLinks(tree)
          .get(host)
          ?.some((link) => link.node === node)
      )
        continue;
      const wrong = [
        { cell: inbound, item: usual.inbound },
        { cell: outbound, item: usual.outbound },
      ].filter(({ cell, item }) => cell.value !== item);
      const isSwapped = inbound.value === usual.outbound && outbound.value === usual.inbound;
      const edits = wrong.map(({ cell, item }) => replaceCell(tree, property, cell, `${item}`));
      const pair = `${usual.inbound} and ${usual.outbound}`;
      yield {
        at: wrong.length === 1 ? valueOrigin(tree, property, wrong[0]!.cell) : wholeValueOrigin(tree, property),
        message: isSwapped
          ? `The SMP2P items of SMEM host ${hostText(host)} are the wrong way round: inbound is ${usual.inbound}, outbound ${usual.outbound}; each side waits for what the other never allocates, and the start times out (-110)`
          : `SMEM host ${hostText(host)} has the SMP2P items ${pair} on every known SoC, not ${inbound.value} and ${outbound.value}: each side waits for what the other never allocates, and the start times out (-110)`,
        nodes: [node.path],
        related: [{ at: remotePidOrigin(tree, node), message: `The link is that of host ${hostText(host)}` }],
        ...(edits.every((edit) => edit !== undefined) && {
          fixes: [{ title: `Use the items ${pair}`, edits, preferred: true }],
        }),
      };
    }
  },
});
