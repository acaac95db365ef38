import type { BindingStore } from '../../bindings/store.js';
import { replaceInValue } from '../../devicetree/edits.js';
import { wholeValueOrigin } from '../../devicetree/places.js';
import { type DeviceTree, nameOrigin } from '../../devicetree/tree.js';
import { compatibleOf } from '../../devicetree/values.js';
import { type HostTestimony, hostTestimonies } from '../../platforms/qualcomm/host-testimony.js';
import { hasUsualItems } from '../../platforms/qualcomm/hosts.js';
import { PROCESSOR_KINDS } from '../../platforms/qualcomm/remoteprocs.js';
import type { Fix } from '../../text/finding.js';
import { defineRule } from '../rule.js';
import { editRemotePid, hostText, listOf, remotePidOrigin, restsOnDoubt, shortNameOf } from './wording.js';

/** The SMEM host of a processor is that of its compatible. */
export const remoteprocHostMismatch = defineRule({
  code: 'remoteproc-host-mismatch',
  severity: 'warning',
  basis:
    'smem_host_id and the kinds of compatible in drivers/remoteproc/qcom_q6v5_pas.c; one kind has one host on all boards of Linux 6.12',
  docs: `A remote processor's compatible says what it is, and its SMP2P link and edge name the SMEM host of something else.

Linux takes from the compatible which firmware to start and, for some, which host's lock to release when it stops
(\`smem_host_id\`). Where the links lead to another processor, Linux starts one and waits for the other: the start times out
("start timed out", -110).

\`\`\`dts
/ {
	smp2p-cdsp {
		compatible = "qcom,smp2p";
		qcom,smem = <94>, <432>;
		qcom,remote-pid = <5>;
		cdsp_in: slave-kernel {
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	remoteproc-cdsp {
		compatible = "qcom,sm8650-adsp-pas";
		//           ^^^^^^^^^^^^^^^^^^^^^^ warning(remoteproc-host-mismatch): By its compatible the processor is SMEM host 2 (ADSP), but its SMP2P link \`smp2p-cdsp\` and its glink-edge say 5 (CDSP): …
		interrupts-extended = <&cdsp_in 0 1>;
		glink-edge { qcom,remote-pid = <5>; };
	};
};
\`\`\`

\`\`\`dts
/ {
	smp2p-cdsp {
		compatible = "qcom,smp2p";
		qcom,smem = <94>, <432>;
		qcom,remote-pid = <5>;
		cdsp_in: slave-kernel {
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	remoteproc-cdsp {
		compatible = "qcom,sm8650-cdsp-pas";
		interrupts-extended = <&cdsp_in 0 1>;
		glink-edge { qcom,remote-pid = <5>; };
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree, bindings }) {
    for (const testimony of hostTestimonies(tree)) {
      const { processor, witnesses, agreed, expected } = testimony;
      if (agreed === undefined || expected === undefined || agreed === expected || restsOnDoubt(processor)) continue;
      const blamed = blamedWitness(testimony, expected);
      const compatible = processor.node.properties.get('compatible');
      const names = witnesses.map(({ kind, node }) =>
        kind === 'link' ? `its SMP2P link ${shortNameOf(node)}` : `its ${node.name.split('@', 1)[0]}`,
      );
      const fix = blamed
        ? pidFix(tree, testimony, expected)
        : bindings && compatibleFix(tree, bindings, testimony, agreed);
      yield {
        at: blamed
          ? remotePidOrigin(tree, blamed.node)
          : compatible
            ? wholeValueOrigin(tree, compatible)
            : nameOrigin(tree, processor.node),
        message: `By its compatible the processor is SMEM host ${hostText(expected)}, but ${listOf(names)} ${names.length === 1 ? 'says' : 'say'} ${hostText(agreed)}: Linux starts the one and waits for the other, and the start times out (-110)`,
        nodes: [processor.node.path],
        related: [
          ...(compatible ? [{ at: wholeValueOrigin(tree, compatible), message: 'The compatible' }] : []),
          ...witnesses.map(({ node }) => ({
            at: remotePidOrigin(tree, node),
            message: `This names host ${hostText(agreed)}`,
          })),
        ],
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});

/** The witness that must be wrong: a link whose items are those of the compatible's host. Else the compatible is in doubt. */
function blamedWitness({ witnesses, agreed }: HostTestimony, expected: number) {
  return witnesses.find(
    ({ link }) =>
      link && hasUsualItems(expected, link.items) === true && hasUsualItems(agreed ?? expected, link.items) !== true,
  );
}

function pidFix(tree: DeviceTree, { witnesses }: HostTestimony, host: number): Fix | undefined {
  const edits = witnesses.map(({ node }) => editRemotePid(tree, node, host));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return { title: `Name host ${hostText(host)} everywhere`, edits, preferred: true };
}

/** The compatible of the same SoC and driver for the other kind, where the tree's bindings have exactly one. */
function compatibleFix(
  tree: DeviceTree,
  bindings: BindingStore,
  { processor: { node, kind } }: HostTestimony,
  host: number,
): Fix | undefined {
  const property = node.properties.get('compatible');
  const [component, ...others] = property?.value ?? [];
  const [compatible, ...fallbacks] = compatibleOf(node);
  if (!property || !component || !compatible || !kind || others.length > 0 || fallbacks.length > 0) return undefined;
  const parts = compatible.split('-');
  const at = parts.indexOf(kind.name);
  const candidates = PROCESSOR_KINDS.filter((other) => other.host === host)
    .map(({ name }) => parts.with(at, name).join('-'))
    .filter((candidate) => bindings.forCompatible(candidate) !== undefined);
  const [candidate, ...more] = candidates;
  if (at < 0 || candidate === undefined || more.length > 0) return undefined;
  const edit = replaceInValue(tree, property, component, `"${candidate}"`);
  return edit && { title: `Make it \`${candidate}\``, edits: [edit], preferred: true };
}
