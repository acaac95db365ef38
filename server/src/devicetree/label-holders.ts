import type { TreeNode } from './tree-node.js';

/** The nodes that share a label for a while: very many may lose it one after the other, so that they are kept as a heap. */
export interface LabelHolders {
  /** Adds a node that has got the label. */
  add(node: TreeNode): void;
  /** The one that comes first in the tree among those that still have the label, as dtc takes it (`get_node_by_label`). */
  first(): TreeNode | undefined;
}

export function createLabelHolders(label: string): LabelHolders {
  /** No node comes before the one at half of its index. */
  const heap: TreeNode[] = [];
  const swap = (one: number, other: number) => {
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  };
  const isBefore = (one: number, other: number) => heap[one]!.isBefore(heap[other]!);
  const dropFirst = () => {
    swap(0, heap.length - 1);
    heap.pop();
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && isBefore(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    add(node) {
      let at = heap.push(node) - 1;
      for (let parent = (at - 1) >> 1; at > 0 && isBefore(at, parent); parent = (at - 1) >> 1) {
        swap(at, parent);
        at = parent;
      }
    },
    first() {
      while (heap[0] && !heap[0].hasLabel(label)) dropFirst();
      return heap[0];
    },
  };
}
