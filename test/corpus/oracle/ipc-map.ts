import type { DtbNode } from './dtb.js';
import { readBoardFacts } from './facts.js';
import { type RegionReading, readRegions, startOf } from './regions.js';
import {
  baseName,
  cell,
  cells,
  type Entry,
  hasCompatible,
  indexTree,
  interruptEntries,
  phandleList,
  strings,
  type Tree,
} from './tree.js';

/**
 * The map of docs/ipc-map.md as the .dtb alone tells it: all of it but the board's name and what only sources can tell
 * (`history`, `movedBy`). The evidence of a processor is sorted as in board-facts.ts. Every table here was written down
 * anew from the drivers and bindings that its comment names.
 */
export interface IpcReading extends RegionReading {
  readonly providers: readonly object[];
  readonly hwlocks: readonly object[];
  readonly hosts: readonly object[];
  readonly smem: readonly object[];
  readonly smp2p: readonly object[];
  readonly smsm: readonly object[];
  readonly remoteprocs: readonly object[];
}

export function readIpcMap(root: DtbNode): IpcReading {
  const tree = indexTree(root);
  const facts = readBoardFacts(root);
  const known = new Map(facts.processors.map((processor) => [processor.path, processor]));
  const liveSmem = facts.smem.filter(({ live }) => live);
  const lock = liveSmem.length === 1 ? liveSmem[0]!.lock : null;
  const processors = tree.nodes.flatMap((node) => {
    const processor = known.get(node.path);
    return processor ? [{ node, processor }] : [];
  });
  const links = tree.nodes.filter((node) => hasCompatible(node, 'qcom,smp2p'));
  return {
    providers: tree.nodes.filter((node) => node.props.has('#hwlock-cells')).map((node) => provider(tree, node)),
    hwlocks: tree.nodes.flatMap((node) => locksOf(tree, node)),
    hosts: hosts(
      links,
      processors.map(({ node, processor }) => ({ node, host: processor.host })),
    ),
    smem: tree.nodes
      .filter((node) => hasCompatible(node, 'qcom,smem'))
      .map((node) => ({
        path: node.path,
        live: tree.isLive(node),
        form: node.props.has('memory-region') ? 'memory-region' : 'reserved-memory',
        ranges: smemRanges(tree, node),
        lock: facts.smem.find(({ path }) => path === node.path)!.lock,
        messageRam: named(tree, node, 'qcom,rpm-msg-ram')[0]?.path ?? null,
      })),
    smp2p: links.map((node) => linkOf(tree, node)),
    smsm: tree.nodes
      .filter((node) => hasCompatible(node, 'qcom,smsm'))
      .map((node) => ({
        path: node.path,
        live: tree.isLive(node),
        entries: node.children.map(({ path }) => path),
        doorbells: [node, ...node.children].flatMap((each) => doorbells(tree, each)),
      })),
    remoteprocs: processors.map(({ node, processor }) => {
      const smemLock = processor.evidence.length > 0 ? lock : null;
      const id = strings(node, 'compatible')
        .map((name) => releasedHosts[name])
        .find((host) => host !== undefined);
      return {
        path: node.path,
        compatible: processor.compatible,
        live: processor.live,
        host: processor.host,
        evidence: processor.evidence.map(({ kind, node: proof, host }) => ({ kind, node: proof, host })),
        smemLock,
        named: smemLock !== null && namesLock(tree, node, smemLock.provider, smemLock.args[0]!),
        driverReleases: id !== undefined,
        smemHostId: id ?? null,
        interrupts: interruptEntries(tree, node).map(({ index, controller, args }) => ({
          name: strings(node, 'interrupt-names')[index] ?? null,
          controller: controller.path,
          args,
        })),
        states: phandleList(tree, node, 'qcom,smem-states', '#qcom,smem-state-cells').flatMap((entry, index) =>
          entry.provider && entry.decodes
            ? [
                {
                  name: strings(node, 'qcom,smem-state-names')[index] ?? null,
                  entry: entry.provider.path,
                  args: entry.args,
                },
              ]
            : [],
        ),
        edges: edges(node).map((edge) => ({
          path: edge.path,
          kind: baseName(edge),
          host: cell(edge, 'qcom,remote-pid'),
          overSmem: isOverSmem(edge),
          doorbells: doorbells(tree, edge),
        })),
        regions: [node, ...['mba', 'mpss', 'metadata'].flatMap((name) => child(node, name))].flatMap((each) =>
          named(tree, each, 'memory-region').map(({ path }) => path),
        ),
      };
    }),
    ...readRegions(tree),
  };
}

/** drivers/remoteproc/qcom_q6v5_pas.c: the compatibles whose `adsp_data` has a `smem_host_id`, in 6.12 and since. */
const releasedHosts: Readonly<Record<string, number>> = {
  'qcom,eliza-adsp-pas': 2,
  'qcom,eliza-cdsp-pas': 5,
  'qcom,milos-adsp-pas': 2,
  'qcom,milos-cdsp-pas': 5,
  'qcom,sdx75-mpss-pas': 1,
  'qcom,sm8550-adsp-pas': 2,
  'qcom,sm8550-cdsp-pas': 5,
  'qcom,sm8550-mpss-pas': 1,
  'qcom,sm8650-adsp-pas': 2,
  'qcom,sm8650-cdsp-pas': 5,
  'qcom,sm8650-mpss-pas': 1,
  'qcom,sm8750-mpss-pas': 1,
};

/** drivers/hwspinlock/qcom_hwspinlock.c: where lock 0 is in the window, and how far it is to the next. */
const registerLayouts: Readonly<Record<string, readonly [number, number]>> = {
  'qcom,sfpb-mutex': [4, 4],
  'qcom,tcsr-mutex': [0, 4096],
  'qcom,ipq6018-tcsr-mutex': [0, 4096],
  'qcom,apq8084-tcsr-mutex': [0, 128],
  'qcom,msm8226-tcsr-mutex': [0, 128],
  'qcom,msm8974-tcsr-mutex': [0, 128],
  'qcom,msm8994-tcsr-mutex': [0, 128],
};

/** The first names of vendor <soc/qcom/smem.h>, and those of mainline's boards above 9. */
const hostNames: Readonly<Record<number, string>> = {
  0: 'apps',
  1: 'modem',
  2: 'adsp',
  3: 'slpi',
  4: 'wcnss',
  5: 'cdsp',
  6: 'rpm',
  7: 'tz',
  8: 'spss',
  9: 'hyp',
  12: 'cdsp1',
  13: 'wpss',
  17: 'gpdsp0',
  18: 'gpdsp1',
  19: 'soccp',
};

/** Domain section 3: inbound and outbound item of the link to each host. */
const usualItems: Readonly<Record<number, string>> = {
  1: '435 428',
  2: '443 429',
  3: '481 430',
  4: '451 431',
  5: '94 432',
  12: '617 616',
  13: '617 616',
  17: '617 616',
  18: '617 616',
  19: '617 616',
};

/** Qualcomm's kinds have 32 locks each; other makers' banks stand on no board of this comparison. */
function provider(tree: Tree, node: DtbNode): object {
  const compatible = strings(node, 'compatible');
  const isKnown = layoutOf(node) !== undefined;
  return {
    path: node.path,
    compatible,
    live: tree.isLive(node),
    cells: cell(node, '#hwlock-cells'),
    locks: isKnown ? 32 : null,
    exact: isKnown,
  };
}

function layoutOf(bank: DtbNode): readonly [number, number] | undefined {
  const known = strings(bank, 'compatible').find((name) => Object.hasOwn(registerLayouts, name));
  return known === undefined ? undefined : registerLayouts[known];
}

function locksOf(tree: Tree, node: DtbNode): object[] {
  return phandleList(tree, node, 'hwlocks', '#hwlock-cells').map((entry, index) => ({
    user: node.path,
    index,
    name: strings(node, 'hwlock-names')[index] ?? null,
    provider: entry.provider?.path ?? null,
    lock: entry.decodes ? (entry.args[0] ?? null) : null,
    register: registerOf(tree, entry),
  }));
}

function registerOf(tree: Tree, { provider: bank, args, decodes }: Entry): string | null {
  const [lock] = args;
  const layout = bank && layoutOf(bank);
  if (!bank || !decodes || lock === undefined || lock >= 32 || !layout) return null;
  const [block, base, stride] = bank.props.has('syscon')
    ? [tree.byPhandle(cells(bank, 'syscon')[0]!), ...cells(bank, 'syscon').slice(1)]
    : [bank, ...layout];
  const start = block && startOf(tree, block, BigInt(base! + stride! * lock));
  return start === undefined ? null : `0x${start.toString(16)}`;
}

function namesLock(tree: Tree, node: DtbNode, bank: string, lock: number): boolean {
  const entries = phandleList(tree, node, 'hwlocks', '#hwlock-cells');
  return entries.some((entry) => entry.decodes && entry.provider?.path === bank && entry.args[0] === lock);
}

function hosts(
  links: readonly DtbNode[],
  processors: readonly { readonly node: DtbNode; readonly host: number | null }[],
): object[] {
  const allEdges = processors.flatMap(({ node }) => edges(node).filter(isOverSmem));
  const pathsAt = (nodes: readonly DtbNode[], number: number) =>
    nodes.filter((node) => cell(node, 'qcom,remote-pid') === number).map(({ path }) => path);
  const numbers = [
    ...[...links, ...allEdges].flatMap((node) => cell(node, 'qcom,remote-pid') ?? []),
    ...processors.flatMap(({ host }) => host ?? []),
  ];
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .map((number) => ({
      number,
      name: hostNames[number] ?? null,
      links: pathsAt(links, number),
      edges: pathsAt(allEdges, number),
      remoteprocs: processors.filter(({ host }) => host === number).map(({ node }) => node.path),
    }));
}

function smemRanges(tree: Tree, node: DtbNode): readonly object[] {
  const { regions } = readRegions(tree);
  const memory = node.props.has('memory-region') ? named(tree, node, 'memory-region') : [node];
  return memory.flatMap(({ path }) => regions.find((region) => region.path === path)?.ranges ?? []);
}

function linkOf(tree: Tree, node: DtbNode): object {
  const host = cell(node, 'qcom,remote-pid');
  const items = cells(node, 'qcom,smem');
  const usual = host === null ? undefined : usualItems[host];
  return {
    path: node.path,
    live: tree.isLive(node),
    host,
    items,
    usualItems: usual === undefined ? null : items.join(' ') === usual,
    entries: node.children.map((entry) => {
      const isInbound = entry.props.has('interrupt-controller');
      const isOutbound = !isInbound && entry.props.has('#qcom,smem-state-cells');
      return {
        path: entry.path,
        name: strings(entry, 'qcom,entry-name')[0] ?? null,
        direction: isInbound ? 'inbound' : isOutbound ? 'outbound' : null,
        item: (isInbound ? items[0] : isOutbound ? items[1] : null) ?? null,
      };
    }),
    doorbells: doorbells(tree, node),
  };
}

function doorbells(tree: Tree, node: DtbNode): object[] {
  const found: object[] = interruptEntries(tree, node).map(({ controller, args }) => ({
    kind: 'interrupt',
    controller: controller.path,
    args,
  }));
  for (const { provider: controller, args, decodes } of phandleList(tree, node, 'mboxes', '#mbox-cells'))
    if (controller && decodes) found.push({ kind: 'mailbox', controller: controller.path, args });
  for (const property of node.props.keys()) {
    if (property !== 'qcom,ipc' && !/^qcom,ipc-[0-9]+$/.test(property)) continue;
    const [phandle, ...args] = cells(node, property);
    const controller = phandle === undefined ? undefined : tree.byPhandle(phandle);
    if (controller) found.push({ kind: 'register', controller: controller.path, args });
  }
  return found;
}

function edges(node: DtbNode): DtbNode[] {
  return node.children.filter(
    (each) =>
      ['glink-edge', 'smd-edge'].includes(baseName(each)) &&
      !each.props.has('qcom,rpm-msg-ram') &&
      !hasCompatible(each, 'qcom,glink-rpm') &&
      !each.children.some((below) => baseName(below) === 'rpm-requests'),
  );
}

function isOverSmem(edge: DtbNode): boolean {
  if (baseName(edge) === 'smd-edge') return true;
  return !edge.props.has('reg') && (!edge.props.has('transport') || strings(edge, 'transport')[0] === 'smem');
}

function named(tree: Tree, node: DtbNode, property: string): DtbNode[] {
  return cells(node, property).flatMap((phandle) => tree.byPhandle(phandle) ?? []);
}

const child = (node: DtbNode, name: string) => node.children.filter((each) => each.name === name);
