import { interruptsOf } from '../../devicetree/interrupts.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import type { Cell, DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf, isLive, nodesNamedBy, stringsOf } from '../../devicetree/values.js';
import type { Uri } from '../../text/uri.js';
import {
  type HwlockReference,
  hwlockReferencesOf,
  hwlocksOf,
  lockBanksOf,
  lockRegisterOf,
} from '../hwlock-providers.js';
import { processorParts } from './carve-outs.js';
import { ringsOf } from './doorbells.js';
import { edgesBelow } from './edges.js';
import { hasUsualItems, smemHost } from './hosts.js';
import { type Address, hexadecimal, type RegionMap, rangesOf, regionMapOf } from './ipc-map-regions.js';
import type { SmemNode } from './smem.js';
import type { Smp2pLink } from './smp2p.js';
import { type IpcTopology, ipcTopology, type RemoteProcessor } from './topology.js';

/*
 * How the processors of a board talk to each other, as a plain JSON value that docs/ipc-map.md documents. Nodes are named by
 * their full path names, addresses are strings in hexadecimal, and what cannot be told is `null`. Lists are in the order of
 * the tree, but for `hosts`, which is in that of the numbers, and `regions`, `gaps` and `overlaps`, in that of the addresses.
 */

/** Counts up when a member changes its meaning or goes; new members may come at any time. */
export const IPC_MAP_VERSION = 1;

export interface IpcMap extends RegionMap {
  readonly version: typeof IPC_MAP_VERSION;
  /** The name of the board's source, as a path from the root of the source tree. */
  readonly board: string;
  readonly providers: readonly IpcProvider[];
  /** Each entry of each `hwlocks`. */
  readonly hwlocks: readonly IpcLock[];
  /** The SMEM hosts that a link or an edge names. */
  readonly hosts: readonly IpcHost[];
  readonly smem: readonly IpcSmem[];
  readonly smp2p: readonly IpcLink[];
  readonly smsm: readonly IpcStateMachine[];
  readonly remoteprocs: readonly IpcProcessor[];
}

/** A bank of hardware spinlocks, of whatever make. */
export interface IpcProvider {
  readonly path: string;
  readonly compatible: readonly string[];
  readonly live: boolean;
  readonly cells: number | null;
  readonly locks: number | null;
  /** Whether it has just as many; else at most. */
  readonly exact: boolean;
}

export interface IpcLock {
  readonly user: string;
  readonly index: number;
  /** By `hwlock-names`. */
  readonly name: string | null;
  readonly provider: string | null;
  readonly lock: number | null;
  /** The address of the lock's register. */
  readonly register: Address | null;
}

export interface IpcHost {
  readonly number: number;
  readonly name: string | null;
  readonly links: readonly string[];
  readonly edges: readonly string[];
  readonly remoteprocs: readonly string[];
}

/** A lock as one entry of `hwlocks` names it. */
export interface IpcLockName {
  readonly provider: string;
  readonly args: readonly number[];
}

export interface IpcSmem {
  readonly path: string;
  readonly live: boolean;
  readonly form: SmemNode['form'];
  readonly ranges: RegionMap['regions'][number]['ranges'];
  readonly lock: IpcLockName | null;
  readonly messageRam: string | null;
}

export interface IpcLink {
  readonly path: string;
  readonly live: boolean;
  readonly host: number | null;
  /** Inbound, then outbound. */
  readonly items: readonly number[];
  /** Whether every known SoC has this pair for the host. */
  readonly usualItems: boolean | null;
  readonly entries: readonly IpcEntry[];
  readonly doorbells: readonly IpcDoorbell[];
}

export interface IpcEntry {
  readonly path: string;
  readonly name: string | null;
  readonly direction: 'inbound' | 'outbound' | null;
  readonly item: number | null;
}

export interface IpcDoorbell {
  readonly kind: 'interrupt' | 'mailbox' | 'register';
  readonly controller: string;
  readonly args: readonly number[];
}

export interface IpcStateMachine {
  readonly path: string;
  readonly live: boolean;
  readonly entries: readonly string[];
  readonly doorbells: readonly IpcDoorbell[];
}

export interface IpcProcessor {
  readonly path: string;
  readonly compatible: readonly string[];
  readonly live: boolean;
  readonly host: number | null;
  /** The strongest first. */
  readonly evidence: readonly { readonly kind: string; readonly node: string; readonly host: number | null }[];
  /** The lock under which its firmware allocates from SMEM. */
  readonly smemLock: IpcLockName | null;
  /** Whether its own `hwlocks` names that lock. */
  readonly named: boolean;
  /** Whether mainline's driver releases the lock when the processor stops. */
  readonly driverReleases: boolean;
  /** The host by whose number the driver does. */
  readonly smemHostId: number | null;
  readonly interrupts: readonly (Omit<IpcDoorbell, 'kind'> & { readonly name: string | null })[];
  readonly states: readonly {
    readonly name: string | null;
    readonly entry: string;
    readonly args: readonly number[];
  }[];
  readonly edges: readonly IpcEdge[];
  readonly regions: readonly string[];
}

export interface IpcEdge {
  readonly path: string;
  readonly kind: string;
  readonly host: number | null;
  readonly overSmem: boolean;
  readonly doorbells: readonly IpcDoorbell[];
}

/** Reads the map of a tree; `fileName` is how the places of a source are to be called. */
export function ipcMapOf(tree: DeviceTree, board: string, fileName: (uri: Uri) => string): IpcMap {
  const topology = ipcTopology(tree);
  const remoteprocs = topology.processors.map((processor) => processorOf(tree, topology, processor));
  return {
    version: IPC_MAP_VERSION,
    board,
    providers: lockBanksOf(tree).map(({ node, cells, locks }) => ({
      path: node.path,
      compatible: compatibleOf(node),
      live: isLive(node),
      cells: cells ?? null,
      locks: locks?.count ?? null,
      exact: locks?.exact ?? false,
    })),
    hwlocks: hwlockReferencesOf(tree).map(lockOf),
    hosts: hostsOf(topology, remoteprocs),
    smem: topology.smem.map((smem) => smemOf(tree, smem)),
    smp2p: topology.smp2p.map((link) => linkOf(tree, link)),
    smsm: topology.smsm.map(({ node, live, entries }) => ({
      path: node.path,
      live,
      entries: entries.map(({ path }) => path),
      doorbells: [node, ...entries].flatMap((each) => doorbellsOf(tree, each)),
    })),
    remoteprocs,
    ...regionMapOf(tree, fileName),
  };
}

function lockOf({ user, specifier, bank, lock }: HwlockReference): IpcLock {
  const register = bank && lock !== undefined ? lockRegisterOf(bank, lock) : undefined;
  return {
    user: user.path,
    index: specifier.index,
    name: stringsOf(user.properties.get('hwlock-names'))[specifier.index] ?? null,
    provider: specifier.provider?.path ?? null,
    lock: lock ?? null,
    register: register === undefined ? null : hexadecimal(register),
  };
}

function hostsOf({ smp2p }: IpcTopology, remoteprocs: readonly IpcProcessor[]): IpcHost[] {
  const hosts = new Map<number, { links: string[]; edges: string[]; remoteprocs: string[] }>();
  const at = (number: number) => {
    const known = hosts.get(number) ?? { links: [], edges: [], remoteprocs: [] };
    hosts.set(number, known);
    return known;
  };
  for (const { node, host } of smp2p) if (host !== undefined) at(host).links.push(node.path);
  for (const { path, host, edges } of remoteprocs) {
    if (host !== null) at(host).remoteprocs.push(path);
    for (const edge of edges) if (edge.host !== null && edge.overSmem) at(edge.host).edges.push(edge.path);
  }
  return [...hosts]
    .sort(([a], [b]) => a - b)
    .map(([number, members]) => ({ number, name: smemHost(number)?.names[0] ?? null, ...members }));
}

function smemOf(tree: DeviceTree, { node, live, form, lock }: SmemNode): IpcSmem {
  const regions = form === 'reserved-memory' ? [node] : nodesNamedBy(tree, node.properties.get('memory-region'));
  return {
    path: node.path,
    live,
    form,
    ranges: regions.flatMap(rangesOf),
    lock: lock ? lockName(lock.bank.node, lock.specifier.cells) : null,
    messageRam: nodesNamedBy(tree, node.properties.get('qcom,rpm-msg-ram'))[0]?.path ?? null,
  };
}

function linkOf(tree: DeviceTree, { node, live, host, items, entries }: Smp2pLink): IpcLink {
  const itemOf = { inbound: items[0] ?? null, outbound: items[1] ?? null };
  return {
    path: node.path,
    live,
    host: host ?? null,
    items,
    usualItems: host === undefined ? null : (hasUsualItems(host, items) ?? null),
    entries: entries.map((entry) => ({
      path: entry.node.path,
      name: entry.name ?? null,
      direction: entry.direction ?? null,
      item: entry.direction ? itemOf[entry.direction] : null,
    })),
    doorbells: doorbellsOf(tree, node),
  };
}

function processorOf(
  tree: DeviceTree,
  { sharedMemory }: IpcTopology,
  { node, live, host, evidence, smemHostId }: RemoteProcessor,
): IpcProcessor {
  const smems = evidence.length > 0 ? sharedMemory?.lock : undefined;
  return {
    path: node.path,
    compatible: compatibleOf(node),
    live,
    host: host ?? null,
    evidence: evidence.map((proof) => ({ kind: proof.kind, node: proof.node.path, host: proof.host ?? null })),
    smemLock: smems ? lockName(smems.bank.node, smems.specifier.cells) : null,
    named: hwlocksOf(tree, node).some(
      ({ bank, lock }) => smems !== undefined && bank === smems.bank && lock === smems.index,
    ),
    driverReleases: smemHostId !== undefined,
    smemHostId: smemHostId ?? null,
    interrupts: namedInterrupts(tree, node),
    states: namedStates(tree, node),
    edges: edgesBelow(node).map((edge) => ({
      path: edge.node.path,
      kind: edge.kind,
      host: edge.host ?? null,
      overSmem: edge.overSmem,
      doorbells: doorbellsOf(tree, edge.node),
    })),
    regions: [node, ...processorParts(node)].flatMap((part) =>
      nodesNamedBy(tree, part.properties.get('memory-region')).map(({ path }) => path),
    ),
  };
}

function namedInterrupts(tree: DeviceTree, node: Node): IpcProcessor['interrupts'] {
  const names = stringsOf(node.properties.get('interrupt-names'));
  return interruptsOf(tree, node).map(({ index, controller, specifier }) => ({
    name: names[index] ?? null,
    controller: controller.path,
    args: numbersOf(specifier),
  }));
}

function namedStates(tree: DeviceTree, node: Node): IpcProcessor['states'] {
  const property = node.properties.get('qcom,smem-states');
  const names = stringsOf(node.properties.get('qcom,smem-state-names'));
  const states = property ? specifiersOf(tree, property, '#qcom,smem-state-cells') : [];
  return states.flatMap(({ index, provider, cells, defect }) =>
    provider && !defect ? [{ name: names[index] ?? null, entry: provider.path, args: numbersOf(cells) }] : [],
  );
}

function doorbellsOf(tree: DeviceTree, node: Node): IpcDoorbell[] {
  return ringsOf(tree, node).map(({ kind, controller, args }) => ({
    kind,
    controller: controller.path,
    args: numbersOf(args),
  }));
}

const lockName = (bank: Node, cells: readonly Cell[]): IpcLockName => ({ provider: bank.path, args: numbersOf(cells) });
const numbersOf = (cells: readonly Cell[]) => cells.map(({ value }) => value);
