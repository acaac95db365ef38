import type { BoardFacts, HwlockEntry, HwlockProvider, SmemNode, Smp2pEntry } from './board-facts.js';
import type { DtbNode } from './dtb.js';
import { processorsOf } from './processors.js';
import { byStrings } from './sort.js';
import { cell, cells, hasCompatible, indexTree, phandleList, strings, type Tree } from './tree.js';

/** The facts of a board, read from its flattened devicetree alone, by the definitions in board-facts.ts. */
export function readBoardFacts(root: DtbNode): BoardFacts {
  const tree = indexTree(root);
  const smem = withCompatible(tree, 'qcom,smem').map((node) => ({
    path: node.path,
    live: tree.isLive(node),
    lock: lockOf(tree, node),
  }));
  const processors = processorsOf(tree);
  const [only, ...others] = smem.filter(({ live }) => live);
  const lockKnown = others.length === 0 && Boolean(only?.lock);
  const isMissing = (processor: (typeof processors)[number]) =>
    lockKnown && processor.evidence.length > 0 && !processor.namesHwlocks;
  return {
    providers: providersOf(tree),
    hwlocks: hwlocksOf(tree),
    smem,
    smp2p: withCompatible(tree, 'qcom,smp2p').map((node) => ({
      path: node.path,
      live: tree.isLive(node),
      host: cell(node, 'qcom,remote-pid'),
      items: cells(node, 'qcom,smem'),
      entries: node.children.map(smp2pEntry).sort(byStrings((entry) => [entry.path])),
    })),
    smsm: withCompatible(tree, 'qcom,smsm').map((node) => ({
      path: node.path,
      live: tree.isLive(node),
      entries: node.children.map(({ path }) => path).sort(byStrings((path) => [path])),
    })),
    processors,
    missingHwlocks: processors.filter(isMissing).map(({ path }) => path),
  };
}

/** Domain section 2, for the counts that are constants of the hardware; the register-counted ones are left out. */
const lockCounts: Readonly<Record<string, number>> = {
  'qcom,sfpb-mutex': 32,
  'qcom,tcsr-mutex': 32,
  'qcom,apq8084-tcsr-mutex': 32,
  'qcom,msm8226-tcsr-mutex': 32,
  'qcom,msm8974-tcsr-mutex': 32,
  'qcom,msm8994-tcsr-mutex': 32,
  'qcom,ipq6018-tcsr-mutex': 32,
  'sprd,hwspinlock-r3p0': 32,
  'st,stm32-hwspinlock': 32,
  'sirf,hwspinlock': 30,
};

function providersOf(tree: Tree): HwlockProvider[] {
  return tree.nodes
    .filter((node) => node.props.has('#hwlock-cells'))
    .map((node) => {
      const compatible = strings(node, 'compatible');
      const known = compatible.find((name) => Object.hasOwn(lockCounts, name));
      return {
        path: node.path,
        compatible,
        cells: cell(node, '#hwlock-cells') ?? 0,
        live: tree.isLive(node),
        locks: known === undefined ? null : lockCounts[known]!,
      };
    })
    .sort(byStrings((provider) => [provider.path]));
}

/** Sorting the users is enough: the sort is stable, and each user's entries are already in order. */
function hwlocksOf(tree: Tree): HwlockEntry[] {
  return tree.nodes
    .flatMap((node) =>
      phandleList(tree, node, 'hwlocks', '#hwlock-cells').map(({ provider, args }, index) => ({
        user: node.path,
        index,
        provider: provider?.path ?? null,
        args,
      })),
    )
    .sort(byStrings((entry) => [entry.user]));
}

function lockOf(tree: Tree, smem: DtbNode): SmemNode['lock'] {
  const [entry, ...others] = phandleList(tree, smem, 'hwlocks', '#hwlock-cells');
  if (!entry?.decodes || !entry.provider || entry.args.length === 0 || others.length > 0) return null;
  return { provider: entry.provider.path, args: entry.args };
}

function smp2pEntry(node: DtbNode): Smp2pEntry {
  let direction: Smp2pEntry['direction'] = null;
  if (node.props.has('interrupt-controller')) direction = 'inbound';
  else if (node.props.has('#qcom,smem-state-cells')) direction = 'outbound';
  return { path: node.path, name: strings(node, 'qcom,entry-name')[0] ?? null, direction };
}

function withCompatible(tree: Tree, compatible: string): DtbNode[] {
  return tree.nodes.filter((node) => hasCompatible(node, compatible)).sort(byStrings((node) => [node.path]));
}
