import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import { buildTree, type UnresolvedReference } from './build.js';
import { type Resolution, resolveTree } from './resolve.js';
import type { MemoryReservation } from './tree.js';
import type { ReferenceTable, TreeNode } from './tree-node.js';

/** A tree in which nothing changes any more. Which nodes there are is asked for by functions: not everybody wants to know. */
export interface FinishedTree {
  readonly document: ast.Document;
  readonly root: TreeNode;
  readonly memoryReservations: readonly MemoryReservation[];
  readonly plugin: boolean;
  /** As with dtc's `-@`. */
  readonly symbols: boolean;
  /** Every node, parents before children. */
  nodes(): readonly TreeNode[];
  /** The same before `/omit-if-no-ref/` took some out, each at its {@link TreeNode.position}. */
  nodesBeforeOmission(): readonly TreeNode[];
  /** The nodes that `/omit-if-no-ref/` took out, each with all that is below it. */
  omitted(): readonly TreeNode[];
  /** The node of each label that still stands. */
  labels(): ReadonlyMap<string, TreeNode>;
  /** The first node that has a phandle: where two nodes claim one, dtc's look-up meets the first. */
  nodeOfPhandle(phandle: number): TreeNode | undefined;
  readonly references: ReferenceTable;
  readonly resolution: Resolution;
  /**
   * Whether another version may have the same nodes. Not where something was told by the place of a reference or a name: then
   * it has to be told anew.
   */
  readonly isRewritable: boolean;
  /** Whether a value names a node below one that was omitted. */
  readonly namesOmitted: boolean;
  /** References outside of values to nodes that did not exist where they were used. Ranges are of the expanded text. */
  readonly strays: readonly UnresolvedReference[];
  /** References in values that name nothing. */
  readonly unresolved: readonly UnresolvedReference[];
  /** Nodes that were left out because they lie too deep. */
  readonly tooDeep: readonly Range[];
}

/** Builds the tree of a document and resolves what refers to its nodes. */
export function finishTree(document: ast.Document, symbols: boolean): FinishedTree {
  const built = buildTree(document);
  const { nodes, nodesBeforeOmission, omitted, labels, resolution, unresolved } = resolveTree(built, symbols);
  const { root, memoryReservations, plugin, tooDeep, unresolved: strays } = built;
  const namesOmitted = labels.keepsAny();
  const hasPlaces = strays.length > 0 || tooDeep.length > 0 || built.hasDuplicates || namesOmitted;
  const byPhandle = once(() => indexPhandles(nodes, resolution));
  return {
    document,
    root,
    memoryReservations,
    plugin,
    symbols,
    nodes: () => nodes,
    nodesBeforeOmission: () => nodesBeforeOmission,
    omitted: () => omitted,
    labels: once(() => {
      const living = new Set(nodes);
      return new Map([...labels.standing()].filter(([, node]) => living.has(node)));
    }),
    nodeOfPhandle: (phandle) => byPhandle().get(phandle),
    references: labels,
    resolution,
    isRewritable: !plugin && !hasPlaces,
    namesOmitted,
    strays,
    unresolved,
    tooDeep,
  };
}

/** The first of some nodes that has each phandle. */
export function indexPhandles(nodes: readonly TreeNode[], { phandles }: Resolution): ReadonlyMap<number, TreeNode> {
  const index = new Map<number, TreeNode>();
  for (const node of nodes) {
    const phandle = phandles[node.position];
    if (phandle !== undefined && !index.has(phandle)) index.set(phandle, node);
  }
  return index;
}

/** A look-up that is built when it is first asked for. */
export function once<Value>(compute: () => Value): () => Value {
  let value: { readonly of: Value } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}
