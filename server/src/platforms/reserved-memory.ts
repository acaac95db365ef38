import { type RegEntry, regEntriesOf, regOf } from '../devicetree/addresses.js';
import type { Definition, DeviceTree, Node, Property } from '../devicetree/tree.js';
import { isLive } from '../devicetree/values.js';
import { writtenValues } from '../devicetree/written-values.js';
import { query } from '../text/query.js';

/** A child of /reserved-memory at a fixed place: memory that the kernel keeps its hands off (reserved-memory.yaml). */
export interface ReservedRegion {
  readonly node: Node;
  readonly live: boolean;
  /** `reg`; one that a mistake makes unreadable has no ranges. */
  readonly reg: Property;
  readonly ranges: readonly RegEntry[];
}

/** Every region of a fixed place, in the order of the tree; those that the kernel places itself have a `size` only. */
export const reservedRegionsOf: (tree: DeviceTree) => readonly ReservedRegion[] = query((tree: DeviceTree) => {
  const regions: ReservedRegion[] = [];
  for (const node of reservedMemoryOf(tree)?.children.values() ?? []) {
    const reg = node.properties.get('reg');
    if (reg) regions.push({ node, live: isLive(node), reg, ranges: regOf(node) });
  }
  return regions;
});

/** The node that holds all regions. Linux knows it by its name (`fdt_scan_reserved_mem` in drivers/of). */
export function reservedMemoryOf(tree: DeviceTree): Node | undefined {
  return tree.root.children.get('reserved-memory');
}

/** One definition of a region's `reg`, and the ranges that the region had from there on. */
export interface RegionStep {
  readonly definition: Definition;
  readonly ranges: readonly RegEntry[];
  /** Grows with the time at which it was written. */
  readonly order: number;
}

/** How a region came to be where it is: every `reg` that it was given, the oldest first. */
export function stepsOf({ node }: ReservedRegion): readonly RegionStep[] {
  return writtenValues(node, 'reg').map(({ definition, value, order }) => ({
    definition,
    order,
    ranges: regEntriesOf(node, value),
  }));
}
