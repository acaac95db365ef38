import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import { type FinishedTree, indexPhandles, once } from './finished-tree.js';
import { descend } from './labels.js';
import { unread } from './reading.js';
import { labelNamesIn, type Relabelling, relabel } from './relabelling.js';
import { type Renaming, rename } from './renaming.js';
import {
  givePhandle,
  isOmitted,
  NO_NODE,
  numberLabelled,
  numberTargets,
  type Resolution,
  type Targets,
  targetsOf,
  unresolvedIn,
} from './resolve.js';
import { type Rewriting, rewritingBetween } from './rewriting.js';
import { RewrittenNode, type Version } from './rewritten-node.js';
import type { Contribution, ReferenceTable, TreeNode } from './tree-node.js';

/** A finished tree that has the nodes of an earlier one. */
export interface RewrittenTree extends FinishedTree {
  /** The nodes of which a body is another, the path, or what a value refers to. */
  readonly rewritten: readonly { readonly before: TreeNode; readonly now: TreeNode }[];
  /** The node that a node of the earlier tree is in this one. */
  nodeOf(earlier: TreeNode): TreeNode;
}

/**
 * The tree of a document that differs from an earlier one only in names, labels and what it says of properties: it has the same
 * nodes, made when somebody asks for them, of those that were. `undefined` where it cannot be made so.
 */
export function rewriteTree(earlier: FinishedTree, document: ast.Document): RewrittenTree | undefined {
  const rewriting = earlier.isRewritable ? rewritingBetween(earlier.document, document) : undefined;
  if (!rewriting) return undefined;
  const owners = ownersOf(earlier);
  const relabelling = relabel(earlier, rewriting, owners);
  const renaming = rename(earlier, rewriting, owners);
  if (!relabelling || !renaming) return undefined;
  const version = createVersion(earlier, rewriting, relabelling, renaming);
  const written = [...rewriting.bodies.keys()].flatMap((start) => owners.get(start) ?? []);
  const changed = new Set([...written, ...relabelling.referring, ...renaming.affected]);
  const rewritten = [...changed].map((before) => ({ before, now: version.nodeOf(before) }));
  const resolution = resolveAgain(
    earlier,
    rewritten.map(({ now }) => now),
    version.references,
  );
  if (!resolution) return undefined;
  if (resolution !== earlier.resolution) version.number(resolution);

  const { nodeOf, references } = version;
  const { memoryReservations, plugin, symbols, strays, tooDeep } = earlier;
  const nodesOf = (nodes: () => readonly TreeNode[]) => once(() => nodes().map(nodeOf));
  const nodesBeforeOmission = nodesOf(earlier.nodesBeforeOmission);
  const byPhandle = once(() => indexPhandles(earlier.nodes(), resolution));
  const faulty = earlier.nodesBeforeOmission().filter(({ position }) => lacksTarget(resolution.targets[position]!));
  return {
    document,
    root: nodeOf(earlier.root),
    memoryReservations,
    plugin,
    symbols,
    nodes: earlier.omitted().length > 0 ? nodesOf(earlier.nodes) : nodesBeforeOmission,
    nodesBeforeOmission,
    omitted: nodesOf(earlier.omitted),
    labels: once(() => labelsAgain(earlier, document, relabelling, nodeOf)),
    nodeOfPhandle(phandle) {
      const node = byPhandle().get(phandle);
      return node && nodeOf(node);
    },
    references,
    resolution,
    isRewritable: true,
    namesOmitted: false,
    strays,
    unresolved: faulty.flatMap((node) => [...unresolvedIn(nodeOf(node), references)]),
    tooDeep,
    rewritten,
    nodeOf,
  };
}

/**
 * What values refer to where some nodes say something else. `undefined` where nodes might be omitted that were not, or the
 * other way round.
 */
function resolveAgain(
  earlier: FinishedTree,
  rewritten: readonly TreeNode[],
  references: ReferenceTable,
): Resolution | undefined {
  const { resolution, symbols } = earlier;
  // A path does not lead to what is left out, though it would have kept it.
  if (earlier.omitted().length > 0 && rewritten.some(namesPaths)) return undefined;
  let targets: Targets[] | undefined;
  for (const node of rewritten) {
    const now = targetsOf(node, references);
    if (areSameThings(now, resolution.targets[node.position]!)) continue;
    targets ??= [...resolution.targets];
    targets[node.position] = now;
  }
  if (!targets) return resolution;
  const nodes = earlier.nodesBeforeOmission();
  const { numbers, isReferredTo } = numberTargets(targets, resolution.explicit);
  if (!omitsTheSame(earlier, isReferredTo)) return undefined;
  if (symbols) numberLabelled(numbers, nodes, earlier.nodes());
  return { targets, explicit: resolution.explicit, phandles: numbers.phandles };
}

/** Whether just those nodes are left out that were, where these positions are referred to, and nothing leads below them. */
function omitsTheSame(earlier: FinishedTree, isReferredTo: ReadonlySet<number>): boolean {
  const omitted = new Set(earlier.omitted());
  const nodes = earlier.nodesBeforeOmission();
  if (nodes.some((node) => isOmitted(node, isReferredTo, earlier.symbols) !== omitted.has(node))) return false;
  if (omitted.size === 0) return true;
  const kept = new Set(earlier.nodes());
  return nodes.every((node) => kept.has(node) || !isReferredTo.has(node.position));
}

const namesPaths = (node: TreeNode) =>
  node.finalProperties.some(({ references }) => references.some(({ reference }) => reference.path !== undefined));

/** What is referred to once more says nothing new. */
const areSameThings = (one: Targets, other: Targets) =>
  isSameList(one, other) || isSameList([...new Set(one)], [...new Set(other)]);

const isSameList = (one: Targets, other: Targets) =>
  one.length === other.length && one.every((target, at) => target === other[at]);

const lacksTarget = (targets: Targets) => targets.length > 0 && targets.includes(NO_NODE);

/** The node to which each body of a tree was written, by where the body begins; of those that are no longer there, none. */
const ownersOf = query((tree: FinishedTree): ReadonlyMap<number, TreeNode> => {
  const owners = new Map<number, TreeNode>();
  for (const node of tree.nodesBeforeOmission())
    for (const { kind, start } of node.history) if (kind === 'body') owners.set(start, node);
  return owners;
});

interface NumberedVersion extends Version {
  /** Gives nodes other phandles than those of the earlier version. */
  number(resolution: Resolution): void;
}

/** The node of each label that still stands in the later version. */
function labelsAgain(
  earlier: FinishedTree,
  document: ast.Document,
  { labels, holders }: Relabelling,
  nodeOf: RewrittenTree['nodeOf'],
): ReadonlyMap<string, TreeNode> {
  const known = earlier.labels();
  if (labels.size === 0) return new Map([...known].map(([label, node]) => [label, nodeOf(node)]));
  const living = new Set(earlier.nodes());
  const standing = new Map<string, TreeNode>();
  for (const label of labelNamesIn(document)) {
    const node = holders.has(label) ? holders.get(label) : known.get(label);
    if (node && living.has(node)) standing.set(label, nodeOf(node));
  }
  return standing;
}

function createVersion(
  earlier: FinishedTree,
  { bodies, placeOf }: Rewriting,
  { labels, holders }: Relabelling,
  { names }: Renaming,
): NumberedVersion {
  const nodes = new Array<TreeNode | undefined>(earlier.nodesBeforeOmission().length);
  let resolution: Resolution | undefined;
  const rewritten = (contribution: Contribution): Contribution => {
    const { kind, start } = contribution;
    const place = placeOf(start);
    const body = kind === 'body' ? bodies.get(start) : undefined;
    if (body && kind === 'body') return { kind, syntax: body, start: place, isNew: contribution.isNew };
    return place === start ? contribution : { ...contribution, start: place };
  };
  const earlierTarget = (reference: ast.Reference) => {
    const { label, path } = reference;
    if (label === undefined || !holders.has(label)) return earlier.references.find(reference);
    const base = holders.get(label);
    return base && path !== undefined ? descend(base, path) : base;
  };
  const version: NumberedVersion = {
    references: {
      find(reference) {
        const node = earlierTarget(reference);
        return node && version.nodeOf(node);
      },
    },
    nameOf: (node) => names.get(node) ?? node.name,
    labelsOf: (node) => labels.get(node) ?? node.labels,
    nodeOf(node) {
      const known = nodes[node.position];
      if (known) return known;
      const parent = node.parent && version.nodeOf(node.parent);
      // Nobody reads the earlier tree.
      const later = unread(() => new RewrittenNode(node, parent, version));
      if (resolution) givePhandle(later, resolution);
      nodes[node.position] = later;
      return later;
    },
    written({ history }) {
      const later = history.map(rewritten);
      return later.every((contribution, at) => contribution === history[at]) ? history : later;
    },
    number(numbered) {
      resolution = numbered;
      for (const node of nodes) if (node) givePhandle(node, numbered);
    },
  };
  return version;
}
