import { keptWith, VersionMemo } from '../text/kept.js';
import type { Origin, Range } from '../text/span.js';
import type { DeviceTree, Node } from './tree.js';

/**
 * The tree as if these were all of its nodes, for who walks over nodes, and those that it omitted; whatever is asked for by
 * name is found all the same.
 */
export function partOf(tree: DeviceTree, nodes: readonly Node[]): DeviceTree {
  const part = new TreePart(tree, nodes);
  wholes.set(part, tree);
  return part;
}

/** The whole of which a tree is a part, for who has to know what other nodes are there. */
export function wholeOf(tree: DeviceTree): DeviceTree {
  return wholes.get(tree) ?? tree;
}

const wholes = keptWith<DeviceTree, DeviceTree>();

/** What is remembered of the whole, and how it differs from an earlier one, holds for no part of it. */
class TreePart implements DeviceTree {
  readonly memo = new VersionMemo();

  constructor(
    private readonly whole: DeviceTree,
    private readonly part: readonly Node[],
  ) {}

  get root() {
    return this.whole.root;
  }

  get labels() {
    return this.whole.labels;
  }

  get memoryReservations() {
    return this.whole.memoryReservations;
  }

  get plugin() {
    return this.whole.plugin;
  }

  get symbols() {
    return this.whole.symbols;
  }

  get omitted() {
    return this.whole.omitted;
  }

  get unresolved() {
    return this.whole.unresolved;
  }

  get findings() {
    return this.whole.findings;
  }

  nodes(): readonly Node[] {
    return this.part;
  }

  nodesBeforeOmission(): readonly Node[] {
    return [...this.part, ...this.omitted.flatMap((node) => [...withDescendants(node)])];
  }

  nodeAt(path: string): Node | undefined {
    return this.whole.nodeAt(path);
  }

  nodeOfPhandle(phandle: Node | number): Node | undefined {
    return this.whole.nodeOfPhandle(phandle);
  }

  originOf(range: Range): Origin {
    return this.whole.originOf(range);
  }
}

/** A node and all that is below it, parents before children. */
function* withDescendants(node: Node): Iterable<Node> {
  yield node;
  for (const child of node.children.values()) yield* withDescendants(child);
}
