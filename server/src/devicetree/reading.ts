import type { TreeNode } from './tree-node.js';

/**
 * What somebody has looked at in a tree, taken down while they looked, so that of a later version one can tell whether they
 * would find the same. Not taken down is what portraits compare as a whole (`portrait.ts`): which nodes there are, in which
 * order, and what phandles as numbers lead to.
 */
export class Reading {
  /** Of each node that was looked at, the names of properties and the other aspects. */
  readonly nodes = new Map<TreeNode, Set<Aspect>>();
  /** The names of properties that were looked for in all nodes: who has them, and what they say there. */
  readonly searched = new Set<string>();
  /** What was looked for among the names of all nodes. */
  readonly nameSearches = new Set<(name: string) => boolean>();
  /** Whether the nodes of labels were asked for. */
  hasLabels = false;
  /** Whether something was looked at of which nothing is compared later. */
  isBoundless = false;

  see(node: TreeNode, aspect: Aspect): void {
    const aspects = this.nodes.get(node);
    if (aspects) aspects.add(aspect);
    else this.nodes.set(node, new Set([aspect]));
  }
}

/** The name of a property, of which its whole history is meant, or what else a node has. */
export type Aspect = string | typeof NAME | typeof LABELS | typeof CHILDREN | typeof EVERYTHING;

/** The name of the node, and its path. */
export const NAME = Symbol('name');
export const LABELS = Symbol('labels');
/** The names of the children. */
export const CHILDREN = Symbol('children');
/** All that is written in its bodies, other nodes aside. */
export const EVERYTHING = Symbol('everything');

/** Where what is looked at now is taken down; nobody wants to know it, mostly. */
export let reading: Reading | undefined;

/** Takes down what `look` looks at; nothing of it, if there is nowhere to. */
export function readingBy<Result>(into: Reading | undefined, look: () => Result): Result {
  const outer = reading;
  reading = into;
  try {
    return look();
  } finally {
    reading = outer;
  }
}

/** Says that something is looked at of which later versions cannot be asked whether it is the same. */
export function readBoundlessly(): void {
  if (reading) reading.isBoundless = true;
}

/** Looks at nodes of which not each is to be taken down, because something that says it all has been. */
export function unread<Result>(look: () => Result): Result {
  return reading ? readingBy(undefined, look) : look();
}
