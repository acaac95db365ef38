import { readBoundlessly } from './reading.js';
import type { Node } from './tree.js';
import { TreeNode } from './tree-node.js';

/**
 * The labels that a node has, in the order in which dtc keeps them: each new one before those of earlier bodies, and one
 * that comes back after a deletion in its old place (livetree.c, `add_label`). `undefined` for a node that never had one.
 */
export function symbolsOf(node: Node): readonly string[] | undefined {
  if (!(node instanceof TreeNode)) return undefined;
  /** Each label with the number of deletions before it came last, in the order of its first coming. */
  let list: Map<string, number> | undefined;
  let deletions = 0;
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') {
      deletions++;
      continue;
    }
    const { labelNames } = contribution.syntax;
    if (labelNames.length === 0) continue;
    list ??= new Map();
    // The labels of one body are added from the last to the first where the body makes the node.
    for (const name of contribution.isNew ? [...labelNames].reverse() : labelNames) list.set(name, deletions);
  }
  return list && [...list].flatMap(([name, came]) => (came === deletions ? [name] : [])).reverse();
}

/** Whether a deletion in a new body made the node's place: dtc then does not know the node's parent (livetree.c, `build_node`). */
export function isOrphan(node: Node): boolean {
  readBoundlessly();
  return node instanceof TreeNode && node.wasPlace;
}

/** Whether the node was deleted and nothing brought it back; in a finished tree that can only be the root. */
export function isDeleted(node: Node): boolean {
  readBoundlessly();
  return node instanceof TreeNode && node.deleted;
}

/** Whether a child was ever written into the node. Some of dtc's checks ask only for that (checks.c, `!node->children`). */
export function hadChildren(node: Node): boolean {
  readBoundlessly();
  return node instanceof TreeNode ? node.hadChildren : node.children.size > 0;
}
