import type * as ast from '../syntax/ast.js';
import { referenceKey } from '../syntax/body-index.js';
import { query } from '../text/query.js';
import { type FinishedTree, once } from './finished-tree.js';
import { unread } from './reading.js';
import { differentReferences, unresolvedIn } from './resolve.js';
import { type Rewriting, rewritingBetween } from './rewriting.js';
import { RewrittenNode, type Version } from './rewritten-node.js';
import type { Contribution, TreeNode } from './tree-node.js';

/** A finished tree that has the nodes of an earlier one. */
export interface RewrittenTree extends FinishedTree {
  /** The nodes of which a body is another. */
  readonly rewritten: readonly { readonly before: TreeNode; readonly now: TreeNode }[];
  /** The node that a node of the earlier tree is in this one. */
  nodeOf(earlier: TreeNode): TreeNode;
}

/**
 * The tree of a document that differs from an earlier one only in what it says of properties: the same nodes with the same
 * phandles. They are made when somebody asks for them, of those that were. `undefined` where it cannot be made so.
 */
export function rewriteTree(earlier: FinishedTree, document: ast.Document): RewrittenTree | undefined {
  const rewriting = earlier.isRewritable ? rewritingBetween(earlier.document, document) : undefined;
  if (!rewriting) return undefined;
  const version = createVersion(earlier, rewriting);
  const owners = ownersOf(earlier);
  const changed = new Set([...rewriting.bodies.keys()].flatMap((start) => owners.get(start) ?? []));
  const rewritten = [...changed].map((before) => ({ before, now: version.nodeOf(before) }));
  // Who is referred to, and in which order phandles were given, is what it was only while the same is referred to.
  if (!rewritten.every(({ before, now }) => refersToTheSame(before, now))) return undefined;

  const { nodeOf, references } = version;
  const { memoryReservations, plugin, symbols, strays, tooDeep } = earlier;
  const nodesOf = (nodes: () => readonly TreeNode[]) => once(() => nodes().map(nodeOf));
  const indexOf = <Key>(index: () => ReadonlyMap<Key, TreeNode>) =>
    once(() => new Map([...index()].map(([key, node]) => [key, nodeOf(node)] as const)));
  const faulty = new Set(earlier.unresolved.flatMap(({ inValue }) => inValue?.node ?? []));
  const nodesBeforeOmission = nodesOf(earlier.nodesBeforeOmission);
  return {
    document,
    root: nodeOf(earlier.root),
    memoryReservations,
    plugin,
    symbols,
    nodes: earlier.omitted().length > 0 ? nodesOf(earlier.nodes) : nodesBeforeOmission,
    nodesBeforeOmission,
    omitted: nodesOf(earlier.omitted),
    labels: indexOf(earlier.labels),
    phandles: indexOf(earlier.phandles),
    references,
    isRewritable: true,
    strays,
    unresolved: [...faulty].flatMap((node) => [...unresolvedIn(nodeOf(node), references)]),
    tooDeep,
    rewritten,
    nodeOf,
  };
}

/** The node to which each body of a tree was written, by where the body begins; of those that are no longer there, none. */
const ownersOf = query((tree: FinishedTree): ReadonlyMap<number, TreeNode> => {
  const owners = new Map<number, TreeNode>();
  for (const node of tree.nodesBeforeOmission())
    for (const { kind, start } of node.history) if (kind === 'body') owners.set(start, node);
  return owners;
});

function createVersion(earlier: FinishedTree, { bodies, placeOf }: Rewriting): Version {
  const nodes = new Array<TreeNode | undefined>(earlier.nodesBeforeOmission().length);
  const rewritten = (contribution: Contribution): Contribution => {
    const { kind, start } = contribution;
    const place = placeOf(start);
    const body = kind === 'body' ? bodies.get(start) : undefined;
    if (body && kind === 'body') return { kind, syntax: body, start: place, isNew: contribution.isNew };
    return place === start ? contribution : { ...contribution, start: place };
  };
  const version: Version = {
    references: {
      find(reference) {
        const node = earlier.references.find(reference);
        return node && version.nodeOf(node);
      },
    },
    nodeOf(node) {
      let later = nodes[node.position];
      if (later) return later;
      const parent = node.parent && version.nodeOf(node.parent);
      // Nobody reads the earlier tree.
      later = unread(() => new RewrittenNode(node, parent, version));
      nodes[node.position] = later;
      return later;
    },
    written({ history }) {
      const later = history.map(rewritten);
      return later.every((contribution, at) => contribution === history[at]) ? history : later;
    },
  };
  return version;
}

/** Whether the values of a node refer to the same things, each for the first time at the same turn. */
function refersToTheSame(before: TreeNode, after: TreeNode): boolean {
  const [old, now] = [thingsReferredTo(before), thingsReferredTo(after)];
  return old.length === now.length && old.every((thing, at) => thing === now[at]);
}

function thingsReferredTo(node: TreeNode): readonly string[] {
  const references = differentReferences(node);
  return references.length === 0 ? NOTHING : [...new Set(references.map(referenceKey))];
}

const NOTHING: readonly string[] = [];
