import { deletionOf } from '../../devicetree/deletions.js';
import { insertProperty, replaceValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, nameOrigin } from '../../devicetree/tree.js';
import { type ProcessorStates, processorStates } from '../../platforms/qualcomm/processor-states.js';
import { isLoadedProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import type { Fix } from '../../text/finding.js';
import { defineRule } from '../rule.js';

/** The SMEM states of a remote processor are named, and one of them is "stop". */
export const smemStateNames = defineRule({
  code: 'smem-state-names',
  severity: 'warning',
  basis:
    'qcom,pas-common.yaml: qcom,smem-state-names; qcom_smem_state_get in drivers/soc/qcom/smem_state.c; qcom_q6v5_init in drivers/remoteproc/qcom_q6v5.c',
  docs: `A remote processor has SMEM states, but not as many names, or none of them is "stop".

Linux looks the state up by the name "stop", without which the driver fails to probe ("failed to acquire stop state").

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_out: master-kernel { #qcom,smem-state-cells = <1>; };
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		qcom,smem-states = <&adsp_out 0>;
		qcom,smem-state-names = "halt";
		//                      ^^^^^^ warning(smem-state-names): None of the SMEM states is named "stop": …
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
    for (const found of processorStates(tree)) {
      const { node, states, names, property, namesProperty } = found;
      // Only where the driver is known, it is known to look for "stop".
      const lacksStop = !names.includes('stop') && isLoadedProcessor(node);
      const isMiscounted = namesProperty !== undefined && states.length !== names.length;
      if (!lacksStop && !isMiscounted) continue;
      const fix = fixOf(tree, found);
      yield {
        at: namesProperty ? wholeValueOrigin(tree, namesProperty) : nameOrigin(tree, property),
        message: lacksStop
          ? 'None of the SMEM states is named "stop": the driver fails to probe ("failed to acquire stop state")'
          : `${names.length} ${names.length === 1 ? 'name' : 'names'} for ${states.length} SMEM ${states.length === 1 ? 'state' : 'states'}: Linux looks them up by name and takes one for another`,
        nodes: [node.path],
        related: [{ at: wholeValueOrigin(tree, property), message: 'The states' }],
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

/** A single state is "stop" on every processor of mainline. */
function fixOf(tree: DeviceTree, { node, states, namesProperty }: ProcessorStates): Fix | undefined {
  if (states.length !== 1 || deletionOf(node, 'qcom,smem-state-names')) return undefined;
  const edit = namesProperty
    ? replaceValue(tree, namesProperty, '"stop"')
    : insertProperty(tree, node, 'qcom,smem-state-names = "stop";', ['qcom,smem-states']);
  return edit && { title: 'Name the state "stop"', edits: [edit], preferred: true };
}
