import type { Rule } from '../server/src/rules/rule.js';
import type { TextEdit } from '../server/src/text/finding.js';
import type { Origin } from '../server/src/text/span.js';
import { checkTree } from '../server/src/workspace/check-tree.js';
import { evaluateFixture } from './fixture.js';

/** Two SMP2P links and their processors, as a SoC's file has them, for rules about hosts, items, interrupts and states. */
export const TWO_PROCESSORS = `/dts-v1/;
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <443>, <429>;
		qcom,remote-pid = <2>;
		adsp_out: master-kernel {
			qcom,entry-name = "master-kernel";
			#qcom,smem-state-cells = <1>;
		};
		adsp_in: slave-kernel {
			qcom,entry-name = "slave-kernel";
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	smp2p-cdsp {
		compatible = "qcom,smp2p";
		qcom,smem = <94>, <432>;
		qcom,remote-pid = <5>;
		cdsp_out: master-kernel {
			qcom,entry-name = "master-kernel";
			#qcom,smem-state-cells = <1>;
		};
		cdsp_in: slave-kernel {
			qcom,entry-name = "slave-kernel";
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	pdc: pdc {
		interrupt-controller;
		#interrupt-cells = <2>;
	};
	adsp: remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&pdc 6 1>,
				      <&adsp_in 0 1>,
				      <&adsp_in 1 1>,
				      <&adsp_in 2 1>,
				      <&adsp_in 3 1>;
		interrupt-names = "wdog",
				  "fatal",
				  "ready",
				  "handover",
				  "stop-ack";
		qcom,smem-states = <&adsp_out 0>;
		qcom,smem-state-names = "stop";
		adsp_edge: glink-edge {
			qcom,remote-pid = <2>;
			fastrpc {
				compatible = "qcom,fastrpc";
				label = "adsp";
			};
		};
	};
	cdsp: remoteproc-cdsp {
		compatible = "qcom,sm8650-cdsp-pas";
		interrupts-extended = <&cdsp_in 0 1>;
		interrupt-names = "fatal";
		qcom,smem-states = <&cdsp_out 0>;
		qcom,smem-state-names = "stop";
		cdsp_edge: glink-edge {
			qcom,remote-pid = <5>;
			fastrpc {
				compatible = "qcom,fastrpc";
				label = "cdsp";
			};
		};
	};
};
`;

/** A text that {@link TWO_PROCESSORS} has once, and what stands in its place. */
export type Change = readonly [from: string, to: string];

/** What a rule finds in {@link TWO_PROCESSORS} with changes. */
export interface Fault {
  /** The text that the finding stands at. */
  readonly at: string;
  readonly message: string;
  /** The texts that are told with it, each with what is said of it. */
  readonly related: readonly string[];
  /** The whole source after each of its fixes, by title. */
  readonly fixed: Readonly<Record<string, string>>;
}

export async function faultsOf(rule: Rule, ...changes: readonly Change[]): Promise<readonly Fault[]> {
  return faultsIn(rule, changed(...changes));
}

/** What a rule finds in a source of one file, whatever else is wrong with it. */
export async function faultsIn(rule: Rule, source: string): Promise<readonly Fault[]> {
  const { tree, expansion } = await evaluateFixture(source);
  return checkTree({ tree, expansion }, [rule]).map(({ at, message, related = [], fixes = [] }) => ({
    at: textOf(at),
    message,
    related: related.map((place) => `${textOf(place.at)}: ${place.message}`),
    fixed: Object.fromEntries(fixes.map(({ title, edits }) => [title, withEdits(source, edits)])),
  }));
}

/** {@link TWO_PROCESSORS} with changes. A `from` that stands elsewhere too, or nowhere, is a mistake of the test. */
export function changed(...changes: readonly Change[]): string {
  return changes.reduce((text, [from, to]) => {
    const parts = text.split(from);
    if (parts.length !== 2) throw new Error(`${parts.length - 1} times in the fixture: ${from}`);
    return parts.join(to);
  }, TWO_PROCESSORS);
}

const textOf = ({ span: { file, start, end } }: Origin) => file.text.slice(start, end);

function withEdits(source: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, newText }) => text.slice(0, span.start) + newText + text.slice(span.end), source);
}
