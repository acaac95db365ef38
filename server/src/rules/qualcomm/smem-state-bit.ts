import { replaceCell } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { valueOrigin } from '../../devicetree/tree.js';
import { processorStates } from '../../platforms/qualcomm/processor-states.js';
import { isLoadedProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import { defineRule } from '../rule.js';

/** The state "stop" of a remote processor is bit 0 of its SMP2P entry. */
export const smemStateBit = defineRule({
  code: 'smem-state-bit',
  severity: 'warning',
  basis:
    'qcom,pas-common.yaml: qcom,smem-states; qcom_q6v5_request_stop in drivers/remoteproc/qcom_q6v5.c; all 869 processors of mainline',
  docs: `The state "stop" of a remote processor has another bit than the firmware watches.

Linux asks a processor to stop by setting one bit of the SMP2P item that it writes: bit 0, or bit 1 where the processor also
has the state "shutdown" (WCSS). With another bit the firmware is asked for something else, or for nothing: each stop waits
until it times out ("timed out on wait").

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_out: master-kernel { #qcom,smem-state-cells = <1>; };
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		qcom,smem-states = <&adsp_out 1>;
		//                            ^ warning(smem-state-bit): "stop" is bit 0 of SMP2P, not 1: …
		qcom,smem-state-names = "stop";
	};
};
\`\`\`

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_out: master-kernel { #qcom,smem-state-cells = <1>; };
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		qcom,smem-states = <&adsp_out 0>;
		qcom,smem-state-names = "stop";
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const { node, states, names, property, namesProperty } of processorStates(tree)) {
      if (states.length !== names.length || !isLoadedProcessor(node)) continue;
      const stop = states[names.indexOf('stop')];
      const cell = stop?.isSmp2p ? stop.bit : undefined;
      const bit = names.includes('shutdown') ? 1 : 0;
      if (!cell || cell.value === bit) continue;
      const edit = replaceCell(tree, property, cell, `${bit}`);
      yield {
        at: valueOrigin(tree, property, cell),
        message: `"stop" is bit ${bit} of SMP2P${bit === 1 ? ' beside "shutdown"' : ''}, not ${cell.value}: the firmware is not asked to stop, and each stop waits until it times out`,
        nodes: [node.path],
        ...(namesProperty && { related: [{ at: wholeValueOrigin(tree, namesProperty), message: 'The names' }] }),
        ...(edit && { fixes: [{ title: `Use bit ${bit}`, edits: [edit], preferred: true }] }),
      };
    }
  },
});
