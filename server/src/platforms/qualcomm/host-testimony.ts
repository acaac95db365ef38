import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { query } from '../../text/query.js';
import type { Evidence } from './evidence.js';
import { hasUsualItems, hostOfItems } from './hosts.js';
import type { Smp2pLink } from './smp2p.js';
import { ipcTopology, type RemoteProcessor } from './topology.js';

/** A node whose `qcom,remote-pid` says which SMEM host a processor is. */
export interface HostWitness {
  /** The SMP2P link that the processor's node refers to, or its edge. */
  readonly node: Node;
  readonly kind: 'link' | 'edge';
  readonly host: number;
  /** Where the processor's node refers to the link; for an edge, itself. */
  readonly evidence: readonly Evidence[];
  /** Present for a link. */
  readonly link?: Smp2pLink;
}

/** What a tree says of one processor's SMEM host. */
export interface HostTestimony {
  readonly processor: RemoteProcessor;
  readonly witnesses: readonly HostWitness[];
  /** The host that the witnesses agree on; absent where there are none or they do not agree. */
  readonly agreed?: number;
  /** The host that Linux's driver has for the compatible (`smem_host_id`), else that of the compatible's kind. */
  readonly expected?: number;
  /** The host that nothing speaks against. */
  readonly settled?: number;
}

/** One for each processor, in the order of the topology. */
export const hostTestimonies: (tree: DeviceTree) => readonly HostTestimony[] = query((tree: DeviceTree) => {
  const { processors, smp2p } = ipcTopology(tree);
  return processors.map((processor) => testimonyOf(processor, smp2p));
});

/**
 * The links and edges of processors whose host is in dispute. Whatever else is odd about their host has that one cause,
 * which its own rule reports.
 */
export const disputedWitnesses: (tree: DeviceTree) => ReadonlySet<Node> = query((tree: DeviceTree) => {
  const disputed = new Set<Node>();
  for (const { witnesses, settled } of hostTestimonies(tree))
    if (settled === undefined) for (const { node } of witnesses) disputed.add(node);
  return disputed;
});

/**
 * The host that most of the witnesses and the compatible speak for. Where they are as many against as for it, the item pair
 * of a link decides, which is a function of the host; `undefined` where that does not help either.
 */
export function likelyHost({ witnesses, expected }: HostTestimony): number | undefined {
  const votes = [...witnesses.map(({ host }) => host), ...(expected === undefined ? [] : [expected])];
  const itemVotes = witnesses.flatMap(({ link }) => (link ? (hostOfItems(link.items) ?? []) : []));
  return winnerOf(votes) ?? winnerOf([...votes, ...itemVotes.filter((host) => votes.includes(host))]);
}

/**
 * Whether it is the link that names the wrong host, so that `host` would be right there; else the link is another
 * processor's, and the reference to it is wrong.
 */
export function isLinkOfHost({ host: named, items }: Smp2pLink, host: number, links: readonly Smp2pLink[]): boolean {
  const fitsHost = hasUsualItems(host, items) === true;
  const fitsNamed = named !== undefined && hasUsualItems(named, items) === true;
  if (fitsHost !== fitsNamed) return fitsHost;
  return !links.some((other) => other.host === host);
}

function testimonyOf(processor: RemoteProcessor, links: readonly Smp2pLink[]): HostTestimony {
  const witnesses = witnessesOf(processor, links);
  const hosts = new Set(witnesses.map(({ host }) => host));
  const agreed = hosts.size === 1 ? [...hosts][0] : undefined;
  const expected = processor.smemHostId ?? processor.kind?.host;
  const settled = expected === undefined || expected === agreed ? agreed : undefined;
  return {
    processor,
    witnesses,
    ...(agreed !== undefined && { agreed }),
    ...(expected !== undefined && { expected }),
    ...(settled !== undefined && { settled }),
  };
}

function witnessesOf({ evidence }: RemoteProcessor, links: readonly Smp2pLink[]): HostWitness[] {
  const witnesses = new Map<Node, HostWitness>();
  for (const proof of evidence) {
    const { host, owner } = proof;
    if (host === undefined) continue;
    const node = owner ?? proof.node;
    const known = witnesses.get(node);
    const link = owner && links.find((other) => other.node === owner);
    witnesses.set(node, {
      node,
      kind: owner ? 'link' : 'edge',
      host,
      evidence: [...(known?.evidence ?? []), proof],
      ...(link && { link }),
    });
  }
  return [...witnesses.values()];
}

/** What is there most often; `undefined` where several are. */
function winnerOf(votes: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === most);
  return winners.length === 1 ? winners[0]![0] : undefined;
}

/** The live links that have their host in common with another one, by host; those in dispute left out. */
export const rivalLinks: (tree: DeviceTree) => ReadonlyMap<number, readonly Smp2pLink[]> = query((tree: DeviceTree) => {
  const byHost = new Map<number, Smp2pLink[]>();
  for (const link of ipcTopology(tree).smp2p) {
    if (!link.live || link.host === undefined) continue;
    const known = byHost.get(link.host);
    if (known) known.push(link);
    else byHost.set(link.host, [link]);
  }
  const disputed = disputedWitnesses(tree);
  const rivals = [...byHost].map(([host, links]) => [host, links.filter(({ node }) => !disputed.has(node))] as const);
  return new Map(rivals.filter(([, links]) => links.length > 1));
});
