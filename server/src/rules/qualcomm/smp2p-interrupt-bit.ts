import { replaceCell } from '../../devicetree/edits.js';
import { nameOrigin, valueOrigin } from '../../devicetree/tree.js';
import {
  isFromSmp2p,
  processorInterrupts,
  SMP2P_INTERRUPT_BITS,
} from '../../platforms/qualcomm/processor-interrupts.js';
import { isLoadedProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import { defineRule } from '../rule.js';
import { shortNameOf } from './wording.js';

/** An interrupt that a processor raises through SMP2P has the bit that its name stands for. */
export const smp2pInterruptBit = defineRule({
  code: 'smp2p-interrupt-bit',
  severity: 'warning',
  basis:
    'qcom,pas-common.yaml: interrupt-names; qcom_q6v5_init in drivers/remoteproc/qcom_q6v5.c; all 3,722 such interrupts of mainline',
  docs: `An SMP2P interrupt of a remote processor has another bit than its name stands for.

The firmware sets one bit of its SMP2P item for each event: fatal 0, ready 1, handover 2, stop-ack 3, shutdown-ack 7. Linux
looks the interrupt up by its name. With another bit, "ready" is never seen and the start times out ("start timed out",
-110), a crash is taken for something else, or a stop waits in vain. The order of the names does not matter, only that name
and bit belong together.

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_in: slave-kernel {
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&adsp_in 0 1>, <&adsp_in 2 1>;
		//                                              ^ warning(smp2p-interrupt-bit): "ready" is bit 1 of SMP2P, not 2: …
		interrupt-names = "fatal", "ready";
	};
};
\`\`\`

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		adsp_in: slave-kernel {
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&adsp_in 1 1>, <&adsp_in 0 1>;
		interrupt-names = "ready", "fatal";
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const found of processorInterrupts(tree)) {
      const { node } = found;
      // Where a name is missing, all behind it are shifted, and that is the one mistake.
      if (found.count !== found.names.length || !isLoadedProcessor(node)) continue;
      for (const interrupt of found.interrupts) {
        const name = found.names[interrupt.index]!;
        const bit = SMP2P_INTERRUPT_BITS.get(name);
        const [cell] = interrupt.specifier;
        if (bit === undefined || !cell || cell.value === bit || !isFromSmp2p(interrupt)) continue;
        const edit = replaceCell(tree, interrupt.property, cell, `${bit}`);
        yield {
          at: valueOrigin(tree, interrupt.property, cell),
          message: `"${name}" is bit ${bit} of SMP2P, not ${cell.value}: ${SYMPTOMS.get(name)}`,
          nodes: [node.path],
          related: [
            {
              at: nameOrigin(tree, interrupt.controller),
              message: `The entry ${shortNameOf(interrupt.controller)}, in whose item the processor sets the bits`,
            },
          ],
          ...(edit && { fixes: [{ title: `Use bit ${bit}`, edits: [edit], preferred: true }] }),
        };
      }
    }
  },
});

/** What a person sees when the event is not heard. */
const SYMPTOMS: ReadonlyMap<string, string> = new Map([
  ['fatal', 'a crash of the firmware goes unnoticed until its watchdog bites'],
  ['ready', 'Linux never hears that the firmware is up, and the start times out (-110)'],
  ['handover', 'Linux never hears that the firmware needs its votes no longer, and keeps clocks and supplies on'],
  ['stop-ack', 'Linux never hears that the firmware has stopped, and each stop waits until it times out'],
  ['shutdown-ack', 'Linux never hears that the firmware has shut down, and each stop waits until it times out'],
]);
