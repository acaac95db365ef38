import { replaceValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, nameOrigin } from '../../devicetree/tree.js';
import {
  isFromSmp2p,
  type ProcessorInterrupts,
  processorInterrupts,
  SMP2P_INTERRUPT_BITS,
} from '../../platforms/qualcomm/processor-interrupts.js';
import { isLoadedProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import type { Fix } from '../../text/finding.js';
import { defineRule } from '../rule.js';

/** Each interrupt of a remote processor has a name. */
export const remoteprocInterruptNames = defineRule({
  code: 'remoteproc-interrupt-names',
  severity: 'warning',
  basis: 'qcom,pas-common.yaml: interrupt-names; platform_get_irq_byname in drivers/remoteproc/qcom_q6v5.c',
  docs: `A remote processor has not as many \`interrupt-names\` as interrupts.

Linux looks each interrupt up by the position of its name. With a name too few or too many those behind the gap belong to
other interrupts, and the last one is not found: the driver fails to probe ("IRQ stop-ack not found").

\`\`\`dts
/ {
	intc: intc {
		interrupt-controller;
		#interrupt-cells = <1>;
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&intc 1>, <&intc 2>;
		interrupt-names = "wdog";
		//                ^^^^^^ warning(remoteproc-interrupt-names): 1 name for 2 interrupts: …
	};
};
\`\`\`

\`\`\`dts
/ {
	intc: intc {
		interrupt-controller;
		#interrupt-cells = <1>;
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&intc 1>, <&intc 2>;
		interrupt-names = "wdog", "fatal";
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const found of processorInterrupts(tree)) {
      const { node, property, namesProperty, names, count } = found;
      if (count === names.length) continue;
      // Only where the driver is known, it is known to look for names.
      if (!namesProperty && !isLoadedProcessor(node)) continue;
      const fix = fixOf(tree, found);
      yield {
        at: namesProperty ? wholeValueOrigin(tree, namesProperty) : nameOrigin(tree, property),
        message: `${names.length} ${names.length === 1 ? 'name' : 'names'} for ${count} ${count === 1 ? 'interrupt' : 'interrupts'}: Linux looks them up by name, takes one for another, and the driver fails to probe where one is not found`,
        nodes: [node.path],
        related: [{ at: wholeValueOrigin(tree, property), message: 'The interrupts' }],
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

/** What every driver of such processors looks for. */
const NEEDED = ['wdog', 'fatal', 'ready', 'handover', 'stop-ack'];

/** The names by the bits, where they make a list that a driver can use; the watchdog alone comes from elsewhere. */
function fixOf(tree: DeviceTree, { interrupts, count, namesProperty }: ProcessorInterrupts): Fix | undefined {
  if (!namesProperty || interrupts.length !== count) return undefined;
  const byBit = new Map([...SMP2P_INTERRUPT_BITS].map(([name, bit]) => [bit, name]));
  const names = interrupts.map((interrupt) =>
    isFromSmp2p(interrupt) ? byBit.get(interrupt.specifier[0]?.value ?? -1) : 'wdog',
  );
  if (names.includes(undefined) || new Set(names).size !== names.length) return undefined;
  if (!NEEDED.every((name) => names.includes(name))) return undefined;
  const edit = replaceValue(
    tree,
    namesProperty,
    names.map((name) => `"${name}"`).join(separatorIn(tree, namesProperty)),
  );
  return edit && { title: 'Name each interrupt by its bit', edits: [edit], preferred: true };
}

/** What stands between the strings now, a line break with its indentation perhaps. */
function separatorIn(tree: DeviceTree, property: NonNullable<ProcessorInterrupts['namesProperty']>): string {
  const { file, start, end } = wholeValueOrigin(tree, property).span;
  return /",\s+(?=")/.exec(file.text.slice(start, end))?.[0].slice(1) ?? ', ';
}
