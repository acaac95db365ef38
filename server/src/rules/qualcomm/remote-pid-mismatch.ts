import { replaceInValue } from '../../devicetree/edits.js';
import { interruptsOf } from '../../devicetree/interrupts.js';
import { referenceTo } from '../../devicetree/places.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import type { Cell, DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { evidenceOrigin } from '../../platforms/qualcomm/evidence.js';
import {
  type HostTestimony,
  type HostWitness,
  hostTestimonies,
  isLinkOfHost,
  likelyHost,
} from '../../platforms/qualcomm/host-testimony.js';
import type { Smp2pLink } from '../../platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import type { Fix } from '../../text/finding.js';
import { defineRule, type RuleFinding } from '../rule.js';
import { editRemotePid, hostText, listOf, remotePidOrigin, restsOnDoubt, shortNameOf } from './wording.js';

/** The SMP2P link and the edge of a processor name one SMEM host. */
export const remotePidMismatch = defineRule({
  code: 'remote-pid-mismatch',
  severity: 'warning',
  basis:
    'qcom,smp2p.yaml, qcom,glink-edge.yaml, qcom,smd-edge.yaml: qcom,remote-pid; they agree on all processors of Linux 6.12',
  docs: `The parts of one remote processor name different SMEM hosts.

\`qcom,remote-pid\` says which processor is at the other end. Linux looks for the SMP2P items and for the FIFOs of an edge in
the partition of that host. With the number of another one it finds that one's, or none: the processor is started, says that
it is ready where nobody looks, and its start times out ("start timed out", -110), or its channels never open. The usual
cause is a node that was copied from another processor's.

The finding stands at what disagrees with the rest, the compatible and the items of the link counted in.

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <443>, <429>;
		qcom,remote-pid = <2>;
		adsp_in: slave-kernel {
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&adsp_in 0 1>;
		glink-edge {
			qcom,remote-pid = <5>;
			//                 ^ warning(remote-pid-mismatch): The glink-edge of the ADSP names SMEM host 5 (CDSP), but its SMP2P link \`smp2p-adsp\` and its compatible say 2 (ADSP): …
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <443>, <429>;
		qcom,remote-pid = <2>;
		adsp_in: slave-kernel {
			interrupt-controller;
			#interrupt-cells = <2>;
		};
	};
	remoteproc-adsp {
		compatible = "qcom,sm8650-adsp-pas";
		interrupts-extended = <&adsp_in 0 1>;
		glink-edge {
			qcom,remote-pid = <2>;
		};
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const testimony of hostTestimonies(tree)) {
      const { witnesses, agreed, processor } = testimony;
      if (witnesses.length < 2 || agreed !== undefined || restsOnDoubt(processor)) continue;
      const host = likelyHost(testimony);
      if (host === undefined) yield undecided(tree, testimony);
      else
        for (const witness of witnesses.filter((each) => each.host !== host))
          yield findingOf(tree, testimony, witness, host);
    }
  },
});

/** `host` is the right one, and the witness names another. */
function findingOf(tree: DeviceTree, testimony: HostTestimony, witness: HostWitness, host: number): RuleFinding {
  const { processor, witnesses, expected } = testimony;
  const links = ipcTopology(tree).smp2p;
  const isForeign = witness.link !== undefined && !isLinkOfHost(witness.link, host, links);
  const others = [
    ...witnesses.filter((other) => other.host === host).map(nameOf),
    ...(expected === host ? ['its compatible'] : []),
  ];
  const says = `${listOf(others)} ${others.length === 1 ? 'says' : 'say'} ${hostText(host)}`;
  const fix = isForeign ? referenceFix(tree, testimony, witness, host) : pidFix(tree, witness, host);
  return {
    at: isForeign ? evidenceOrigin(tree, witness.evidence[0]!) : remotePidOrigin(tree, witness.node),
    message: `${subjectOf(testimony, witness, isForeign)} names SMEM host ${hostText(witness.host)}, but ${says}: ${symptomOf(witness)}`,
    nodes: [processor.node.path],
    related: witnesses.map(({ node, ...other }) => ({
      at: remotePidOrigin(tree, node),
      message: `${nameOf({ node, ...other })} names host ${hostText(other.host)}`,
    })),
    ...(fix && { fixes: [fix] }),
  };
}

/** As many speak for one host as for another. */
function undecided(tree: DeviceTree, { processor, witnesses }: HostTestimony): RuleFinding {
  const last = witnesses.at(-1)!;
  const says = witnesses.map((witness) => `${nameOf(witness)} ${hostText(witness.host)}`);
  const fixes = [...new Set(witnesses.map(({ host }) => host))].flatMap((host) => {
    const edits = witnesses.filter((each) => each.host !== host).map(({ node }) => editRemotePid(tree, node, host));
    return edits.every((edit) => edit !== undefined)
      ? [{ title: `Name host ${hostText(host)} everywhere`, edits }]
      : [];
  });
  return {
    at: remotePidOrigin(tree, last.node),
    message: `The parts of ${shortNameOf(processor.node)} name different SMEM hosts: ${listOf(says)}; ${symptomOf(last)}`,
    nodes: [processor.node.path],
    related: witnesses.map(({ node, host }) => ({
      at: remotePidOrigin(tree, node),
      message: `Host ${hostText(host)}`,
    })),
    ...(fixes.length > 0 && { fixes }),
  };
}

const nameOf = ({ kind, node }: HostWitness) =>
  kind === 'link' ? `its SMP2P link ${shortNameOf(node)}` : `its ${node.name.split('@', 1)[0]}`;

function subjectOf({ processor }: HostTestimony, { kind, node }: HostWitness, isForeign: boolean): string {
  if (isForeign) return `The SMP2P link ${shortNameOf(node)}, which the ${processor.title} refers to here,`;
  return kind === 'link'
    ? `The SMP2P link of the ${processor.title}`
    : `The ${node.name.split('@', 1)[0]} of the ${processor.title}`;
}

const symptomOf = ({ kind }: HostWitness) =>
  kind === 'link'
    ? "the handshake is looked for in another processor's partition, and the start times out (-110)"
    : "its channels are looked for in another processor's partition and never open";

function pidFix(tree: DeviceTree, { node }: HostWitness, host: number): Fix | undefined {
  const edit = editRemotePid(tree, node, host);
  return edit && { title: `Name host ${hostText(host)}`, edits: [edit], preferred: true };
}

/** Refers to the same entries of the right host's link. */
function referenceFix(
  tree: DeviceTree,
  { processor }: HostTestimony,
  { link: wrong }: HostWitness,
  host: number,
): Fix | undefined {
  const [right, ...others] = ipcTopology(tree).smp2p.filter((link) => link.host === host);
  if (!right || !wrong || others.length > 0) return undefined;
  const references = referencesTo(tree, processor.node, wrong);
  const edits = references.map(({ property, cell, entry }) => {
    const twin = twinOf(entry, wrong, right);
    return twin && replaceInValue(tree, property, cell, referenceTo(twin));
  });
  if (edits.length === 0 || !edits.every((edit) => edit !== undefined)) return undefined;
  return { title: `Refer to ${shortNameOf(right.node)}, the link of host ${hostText(host)}`, edits, preferred: true };
}

interface EntryReference {
  readonly property: Property;
  readonly cell: Cell;
  readonly entry: Node;
}

function referencesTo(tree: DeviceTree, processor: Node, { node: link }: Smp2pLink): EntryReference[] {
  const references: EntryReference[] = [];
  const lists = [
    ['interrupts-extended', '#interrupt-cells'],
    ['qcom,smem-states', '#qcom,smem-state-cells'],
  ] as const;
  for (const [name, cellsName] of lists) {
    const property = processor.properties.get(name);
    for (const { provider, phandle } of property ? specifiersOf(tree, property, cellsName) : [])
      if (property && provider?.parent === link) references.push({ property, cell: phandle, entry: provider });
  }
  // What an interrupt parent brings cannot be replaced one by one.
  const inherited = interruptsOf(tree, processor).some(
    ({ controller, property }) => controller.parent === link && property.name === 'interrupts',
  );
  return inherited ? [] : references;
}

function twinOf(entry: Node, wrong: Smp2pLink, right: Smp2pLink): Node | undefined {
  const own = wrong.entries.find(({ node }) => node === entry);
  const twins = right.entries.filter(({ name, direction }) => name === own?.name && direction === own?.direction);
  return twins.length === 1 ? twins[0]?.node : undefined;
}
