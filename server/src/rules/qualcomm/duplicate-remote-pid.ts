import { type DeviceTree, lastDefinition, type Node, nameOrigin, standingDefinitions } from '../../devicetree/tree.js';
import { type HostTestimony, hostTestimonies, rivalLinks } from '../../platforms/qualcomm/host-testimony.js';
import { hasUsualItems, hostOfItems } from '../../platforms/qualcomm/hosts.js';
import { isLoadedProcessor } from '../../platforms/qualcomm/remoteprocs.js';
import type { Smp2pLink } from '../../platforms/qualcomm/smp2p.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { defineRule, type RuleFinding } from '../rule.js';
import { editRemotePid, hostText, remotePidOrigin, shortNameOf } from './wording.js';

/** One SMEM host has one SMP2P link and one processor's node. */
export const duplicateRemotePid = defineRule({
  code: 'duplicate-remote-pid',
  severity: 'warning',
  basis:
    'qcom,smp2p.yaml; qcom_smp2p_probe in drivers/soc/qcom/smp2p.c; no host has two links on any board of Linux 6.12',
  docs: `Two SMP2P links, or two live processors, name one SMEM host.

Each other processor is one host. Two links to it allocate and read the same partition: the second one sees what is meant for
the first, or waits for an item that nobody ever allocates, and its processor's start times out ("start timed out", -110).
The usual cause is a node that was copied, with its \`qcom,remote-pid\` left as it was.

\`\`\`dts
/ {
	smp2p-adsp {
		compatible = "qcom,smp2p";
		qcom,smem = <443>, <429>;
		qcom,remote-pid = <2>;
	};
	smp2p-cdsp {
		compatible = "qcom,smp2p";
		qcom,smem = <94>, <432>;
		qcom,remote-pid = <2>;
		//                 ^ warning(duplicate-remote-pid): SMEM host 2 (ADSP) has two SMP2P links, \`smp2p-adsp\` and this one: …
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
	smp2p-cdsp {
		compatible = "qcom,smp2p";
		qcom,smem = <94>, <432>;
		qcom,remote-pid = <5>;
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const [host, links] of rivalLinks(tree)) yield* duplicateLinks(tree, host, links);
    yield* duplicateProcessors(tree);
  },
});

function* duplicateLinks(tree: DeviceTree, host: number, links: readonly Smp2pLink[]): Iterable<RuleFinding> {
  const inOrder = [...links].sort((a, b) => pidStart(a.node) - pidStart(b.node));
  const misfits = inOrder.filter(({ items }) => hasUsualItems(host, items) === false);
  const rightful = inOrder.find((link) => !misfits.includes(link)) ?? inOrder[0]!;
  for (const link of inOrder) {
    if (link === rightful) continue;
    const right = misfits.includes(link) ? hostOfItems(link.items) : undefined;
    const isFree = right !== undefined && !ipcTopology(tree).smp2p.some((other) => other.host === right);
    const edit = isFree ? editRemotePid(tree, link.node, right) : undefined;
    yield {
      at: remotePidOrigin(tree, link.node),
      message: `SMEM host ${hostText(host)} has two SMP2P links, ${shortNameOf(rightful.node)} and this one: they share one partition, and one of them waits for a processor that never answers`,
      nodes: [link.node.path],
      related: [{ at: remotePidOrigin(tree, rightful.node), message: `The other link of host ${host}` }],
      ...(edit && {
        fixes: [{ title: `Name host ${hostText(right!)}, whose items these are`, edits: [edit], preferred: true }],
      }),
    };
  }
}

/** Two processors whose links are two are told apart by those. */
function* duplicateProcessors(tree: DeviceTree): Iterable<RuleFinding> {
  const byHost = new Map<number, HostTestimony>();
  const live = hostTestimonies(tree).filter(
    ({ processor: { node, live }, settled }) => live && settled !== undefined && isLoadedProcessor(node),
  );
  for (const testimony of [...live].sort((a, b) => startOf(a.processor.node) - startOf(b.processor.node))) {
    const host = testimony.settled!;
    const first = byHost.get(host);
    if (!first) byHost.set(host, testimony);
    if (!first || haveOwnLinks(first, testimony)) continue;
    yield {
      at: nameOrigin(tree, testimony.processor.node),
      message: `Two live processors are SMEM host ${hostText(host)}, ${shortNameOf(first.processor.node)} and this one: both answer to the same links, and only one of them can be meant`,
      nodes: [testimony.processor.node.path],
      related: [
        { at: nameOrigin(tree, first.processor.node), message: `The other processor of host ${host}` },
        ...testimony.witnesses.map(({ node }) => ({
          at: remotePidOrigin(tree, node),
          message: `This names host ${host}`,
        })),
      ],
    };
  }
}

function haveOwnLinks(a: HostTestimony, b: HostTestimony): boolean {
  const links = new Set(a.witnesses.filter(({ kind }) => kind === 'link').map(({ node }) => node));
  const others = b.witnesses.filter(({ kind }) => kind === 'link');
  return links.size > 0 && others.length > 0 && others.every(({ node }) => !links.has(node));
}

const startOf = (node: Node) => standingDefinitions(node)[0]?.start ?? 0;

function pidStart(node: Node): number {
  const property = node.properties.get('qcom,remote-pid');
  return (property && lastDefinition(property)?.start) ?? 0;
}
