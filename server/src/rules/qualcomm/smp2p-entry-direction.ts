import { replaceValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { nameOrigin } from '../../devicetree/tree.js';
import type { EntryDirection } from '../../platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule } from '../rule.js';

/** In an SMP2P link "master-kernel" is what Linux writes and "slave-kernel" what it reads. */
export const smp2pEntryDirection = defineRule({
  code: 'smp2p-entry-direction',
  severity: 'warning',
  basis: 'qcom,smp2p.yaml; qcom_smp2p_probe in drivers/soc/qcom/smp2p.c; all 2,269 entries of mainline',
  docs: `An SMP2P entry has the name of the other direction.

Each side writes entries into its own item and looks for the other side's by name. "master-kernel" is the entry that Linux
writes (\`#qcom,smem-state-cells\`), "slave-kernel" the one that it reads (\`interrupt-controller\`). With the names the wrong
way round each looks for an entry that does not exist: no interrupt ever arrives, and the processor's start times out
("start timed out", -110).

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_in: slave-kernel {
			qcom,entry-name = "master-kernel";
			//                ^^^^^^^^^^^^^^^ warning(smp2p-entry-direction): "master-kernel" is the entry that Linux writes, but this one is inbound: …
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_in: slave-kernel {
			qcom,entry-name = "slave-kernel";
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const { entries } of ipcTopology(tree).smp2p) {
      for (const { node, name, direction } of entries) {
        const wanted = name === undefined ? undefined : DIRECTIONS.get(name);
        const property = node.properties.get('qcom,entry-name');
        if (!wanted || !direction || wanted === direction || !property || property.doubtful) continue;
        const right = direction === 'inbound' ? 'slave-kernel' : 'master-kernel';
        const isTaken = entries.some((other) => other.name === right && other.direction === direction);
        const edit = isTaken ? undefined : replaceValue(tree, property, `"${right}"`);
        const sign = node.properties.get(direction === 'inbound' ? 'interrupt-controller' : '#qcom,smem-state-cells');
        yield {
          at: wholeValueOrigin(tree, property),
          message: `"${name}" is the entry that Linux ${wanted === 'outbound' ? 'writes' : 'reads'}, but this one is ${direction}: each side looks for an entry that the other does not have, and no interrupt arrives`,
          nodes: [node.path],
          ...(sign && { related: [{ at: nameOrigin(tree, sign), message: `This makes the entry ${direction}` }] }),
          ...(edit && { fixes: [{ title: `Call it "${right}"`, edits: [edit], preferred: true }] }),
        };
      }
    }
  },
});

const DIRECTIONS: ReadonlyMap<string, EntryDirection> = new Map([
  ['master-kernel', 'outbound'],
  ['slave-kernel', 'inbound'],
]);
