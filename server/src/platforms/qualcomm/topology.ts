import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { isLive } from '../../devicetree/values.js';
import { query } from '../../text/query.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { smemHost } from './hosts.js';
import { ipcNodesOf } from './ipc-nodes.js';
import { type ProcessorKind, processorKindOf, remoteProcessorsOf, smemHostIdOf } from './remoteprocs.js';
import { type SmemLock, type SmemNode, smemNodesOf } from './smem.js';
import { type Smp2pLink, smp2pLinksOf } from './smp2p.js';
import { type SmsmNode, smsmNodesOf } from './smsm.js';

/** How the processors of a Qualcomm SoC talk to each other, as a tree describes it. Empty lists for any other SoC. */
export interface IpcTopology {
  /** Every SMEM node, live or not. */
  readonly smem: readonly SmemNode[];
  /** The one live SMEM node, where its lock is known; absent where there is none, or more than one. */
  readonly sharedMemory?: SmemNode & { readonly lock: SmemLock };
  readonly smp2p: readonly Smp2pLink[];
  readonly smsm: readonly SmsmNode[];
  readonly processors: readonly RemoteProcessor[];
}

export interface RemoteProcessor {
  readonly node: Node;
  readonly live: boolean;
  readonly kind?: ProcessorKind;
  /** Its SMEM host number, as `evidence` names it; absent where that names none, or several. */
  readonly host?: number;
  /** As a message calls it: "ADSP". */
  readonly title: string;
  /** The host whose lock Linux's driver releases when it stops this processor (`smem_host_id`). */
  readonly smemHostId?: number;
  /** The processor's own `hwlocks`. */
  readonly hwlocks?: Property;
  /** Why its firmware must use SMEM, the strongest proof first; empty if nothing shows it. */
  readonly evidence: readonly Evidence[];
}

/** Reads a tree once, for all who ask. */
export const ipcTopology: (tree: DeviceTree) => IpcTopology = query((tree: DeviceTree) => {
  const nodes = ipcNodesOf(tree);
  const smem = smemNodesOf(tree, nodes);
  const [only, ...others] = smem.filter(({ live }) => live);
  const lock = others.length === 0 ? only?.lock : undefined;
  return {
    smem,
    ...(only && lock && { sharedMemory: { ...only, lock } }),
    smp2p: smp2pLinksOf(nodes),
    smsm: smsmNodesOf(nodes),
    processors: remoteProcessorsOf(tree).map((node) => processorOf(tree, node)),
  };
});

/** What a tree says of a node that is a remote processor; `undefined` for any other node. */
export function processorAt(tree: DeviceTree, node: Node): RemoteProcessor | undefined {
  return processorsByNode(tree).get(node);
}

const processorsByNode = query(
  (tree: DeviceTree): ReadonlyMap<Node, RemoteProcessor> =>
    new Map(ipcTopology(tree).processors.map((processor) => [processor.node, processor])),
);

function processorOf(tree: DeviceTree, node: Node): RemoteProcessor {
  const evidence = evidenceOf(tree, node);
  const host = hostOf(evidence);
  const kind = processorKindOf(node);
  const smemHostId = smemHostIdOf(node);
  const hwlocks = node.properties.get('hwlocks');
  return {
    node,
    live: isLive(node),
    ...(kind && { kind }),
    ...(host !== undefined && { host }),
    title: kind?.title ?? (host === undefined ? undefined : smemHost(host)?.title) ?? 'Remote processor',
    ...(smemHostId !== undefined && { smemHostId }),
    ...(hwlocks && { hwlocks }),
    evidence,
  };
}

/** What all witnesses of the host agree on, or else those that SMP2P gives. */
function hostOf(evidence: readonly Evidence[]): number | undefined {
  const isSmp2p = ({ kind }: Evidence) => kind === 'smp2p-interrupt' || kind === 'smem-state';
  return agreed(evidence) ?? agreed(evidence.filter(isSmp2p));
}

function agreed(evidence: readonly Evidence[]): number | undefined {
  const hosts = new Set(evidence.map(({ host }) => host).filter((host) => host !== undefined));
  return hosts.size === 1 ? [...hosts][0] : undefined;
}
