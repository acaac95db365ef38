import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import { MAX_PATH_LENGTH } from './build.js';
import type { FinishedTree } from './finished-tree.js';
import { referringProperties } from './resolve.js';
import { type Rewriting, topReferences } from './rewriting.js';
import type { TreeNode } from './tree-node.js';

/** Which nodes of a tree have another name in a version that has its nodes. Nodes are those of the earlier tree. */
export interface Renaming {
  readonly names: ReadonlyMap<TreeNode, string>;
  /** The nodes of another path, and those of which a value may have such a path. */
  readonly affected: readonly TreeNode[];
}

/**
 * `undefined` where more hangs on the names than paths: which bodies are merged, what is deleted, where references by a path
 * lead; and where so many nodes are below that nothing is gained. `owners` has the node to which each body was written.
 */
export function rename(
  earlier: FinishedTree,
  { renamed, bodies }: Rewriting,
  owners: ReadonlyMap<number, TreeNode>,
): Renaming | undefined {
  if (renamed.length === 0) return NO_RENAMING;
  if (hasPathReferences(earlier) || [...bodies.values()].some(refersByPath)) return undefined;
  const names = new Map<TreeNode, string>();
  const moved = new Set<TreeNode>();
  for (const start of renamed) {
    const node = owners.get(start);
    const name = nameOf(bodies.get(start)!);
    if (!node?.parent || !name) return undefined;
    // One body makes the node, and by neither name another one finds it, or deletes it.
    if (countAbout(node.name, node.parent) !== 1 || countAbout(name, node.parent) > 0) return undefined;
    for (const [other, taken] of names) if (other.parent === node.parent && taken === name) return undefined;
    names.set(node, name);
    for (const each of withDescendants(node, earlier.nodesBeforeOmission())) moved.add(each);
    if (moved.size > MOST_MOVED) return undefined;
  }
  const added = [...names.values()].reduce((sum, { length }) => sum + length, 0);
  if ([...moved].some(({ pathLength }) => pathLength + added > MAX_PATH_LENGTH)) return undefined;
  return { names, affected: [...moved, ...nodesWithPaths(earlier)] };
}

const NO_RENAMING: Renaming = { names: new Map(), affected: [] };

/** Of a bus that holds a whole SoC nearly everything has another path. */
const MOST_MOVED = 64;

const nameOf = ({ target }: ast.Node) => (target.kind === 'child' ? target.name : '');

/** How many items in the bodies of a node are about a child of this name, be it there or not. */
function countAbout(name: string, { history }: TreeNode): number {
  const isAboutChild = (item: ast.Item) =>
    (item.kind === 'node' || item.kind === 'delete-node') && item.target.kind === 'child' && item.target.name === name;
  return history.reduce(
    (sum, { kind, syntax }) => sum + (kind === 'body' ? syntax.items.filter(isAboutChild).length : 0),
    0,
  );
}

/** A node and all below it; each node stands before those below it. */
function withDescendants(node: TreeNode, nodes: readonly TreeNode[]): readonly TreeNode[] {
  let end = node.position + 1;
  while (end < nodes.length && nodes[end]!.depth > node.depth) end++;
  return nodes.slice(node.position, end);
}

/** Whether anything refers to a node by its path, or by a path below a label. */
const hasPathReferences = query(({ document, nodesBeforeOmission }: FinishedTree): boolean => {
  if (topReferences(document).some(({ path }) => path !== undefined)) return true;
  return nodesBeforeOmission().some((node) => node.history.some(saysPaths));
});

const saysPaths = ({ kind, syntax }: TreeNode['history'][number]) => kind === 'body' && refersByPath(syntax);

const refersByPath = ({ referringProperties: properties }: ast.Node) =>
  properties.some(({ references }) => references.some(({ reference }) => reference.path !== undefined));

/** The nodes of which a value has the path of another one. */
const nodesWithPaths = query(({ nodesBeforeOmission }: FinishedTree): readonly TreeNode[] =>
  nodesBeforeOmission().filter((node) =>
    referringProperties(node).some(({ references }) => references.some(({ inCells }) => !inCells)),
  ),
);
