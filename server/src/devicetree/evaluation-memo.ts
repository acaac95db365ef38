import type { FinishedTree } from './finished-tree.js';
import type { DeviceTree } from './tree.js';

/**
 * Remembers what successive versions of a text were evaluated to, where nodes or labels were others than before: most keys
 * only change what properties say, and the tree that they make shares the rest.
 */
export interface EvaluationMemo {
  last?: Evaluated;
  /** The one before: what breaks a node or a label is often mended by the next key. */
  before?: Evaluated;
}

export interface Evaluated {
  readonly finished: FinishedTree;
  readonly tree: DeviceTree;
}

/**
 * Makes it the one that is compared first. One that no other version can share anything with is not remembered: it would only
 * take memory, for a large overlay as much as all else that is known of it.
 */
export function remember(memo: EvaluationMemo, evaluated: Evaluated): void {
  if (memo.last === evaluated || !evaluated.finished.isRewritable) return;
  if (memo.last) memo.before = memo.last;
  memo.last = evaluated;
}
