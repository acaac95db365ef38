import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible } from '../../devicetree/values.js';
import { hostTestimonies, likelyHost } from './host-testimony.js';
import { hostOfItems, SMEM_HOSTS, type SmemHost } from './hosts.js';
import { PROCESSOR_KINDS } from './remoteprocs.js';
import { ipcTopology, processorAt } from './topology.js';

/** The host that a node is of or leads to, as everything but its own `qcom,remote-pid` tells it. */
export interface ImpliedHost {
  readonly number: number;
  /** By what it is told: what must agree with it, or only how the node is called. */
  readonly by: 'topology' | 'name';
}

/** Of an SMP2P link, an edge or a processor; `undefined` where nothing tells it, and for any other node. */
export function impliedHostOf(tree: DeviceTree, node: Node): ImpliedHost | undefined {
  const number = isCompatible(node, 'qcom,smp2p') ? hostOfLink(tree, node) : hostOfProcessor(tree, node);
  if (number !== undefined) return { number, by: 'topology' };
  const byName = hostOfName(node) ?? (isEdgeName(node) && node.parent ? hostOfName(node.parent) : undefined);
  return byName && { number: byName.number, by: 'name' };
}

export const isEdgeName = ({ name }: Node) => /^(glink|smd)-edge(@|$)/.test(name);

/**
 * The hosts that can stand at the other end of a link or an edge: not Linux itself, nor what Linux never talks to in this
 * way.
 */
export const REMOTE_HOSTS: readonly SmemHost[] = SMEM_HOSTS.filter(
  ({ names }) => !['apps', 'rpm', 'tz', 'hyp'].includes(names[0]!),
);

/** By the words of its name and labels: `smp2p-adsp`, `remoteproc_cdsp`. */
export function hostOfName({ name, labels }: Node): SmemHost | undefined {
  const words = new Set([name.split('@')[0]!, ...labels].flatMap((text) => text.toLowerCase().split(/[^a-z0-9]+/)));
  const kind = PROCESSOR_KINDS.find((each) => each.host !== undefined && words.has(each.name));
  return REMOTE_HOSTS.find(({ number, names }) => number === kind?.host || names.some((each) => words.has(each)));
}

/** By the pair of items, which is a function of the host, or by a processor that refers to one of its entries. */
function hostOfLink(tree: DeviceTree, node: Node): number | undefined {
  const link = ipcTopology(tree).smp2p.find((each) => each.node === node);
  const users = hostTestimonies(tree).filter(({ processor }) => processor.evidence.some(({ owner }) => owner === node));
  return (
    (link && hostOfItems(link.items)) ??
    users.map((testimony) => likelyHost(testimony)).find((host) => host !== undefined) ??
    link?.host
  );
}

function hostOfProcessor(tree: DeviceTree, node: Node): number | undefined {
  const processor = processorAt(tree, node) ?? (node.parent && processorAt(tree, node.parent));
  const testimony = hostTestimonies(tree).find((each) => each.processor === processor);
  return testimony && likelyHost(testimony);
}
