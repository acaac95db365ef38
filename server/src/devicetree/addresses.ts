import type { Cell, Node, ValueComponent } from './tree.js';
import { cellsOf, cellsOfValue, u32Of } from './values.js';

/** One entry of `reg`: a block of addresses in the space of the node's bus (DTSpec 2.3.6). */
export interface RegEntry {
  readonly address: bigint;
  readonly size: bigint;
}

/** The entries of a node's `reg`; empty where it has none, or one that cannot be read. */
export function regOf(node: Node): readonly RegEntry[] {
  return entriesOf(node, cellsOf(node.properties.get('reg')));
}

/** The entries that `reg` would have with another value; empty for one that cannot be read. */
export function regEntriesOf(node: Node, value: readonly ValueComponent[]): readonly RegEntry[] {
  return entriesOf(node, cellsOfValue(value));
}

function entriesOf(node: Node, cells: readonly Cell[] | undefined): readonly RegEntry[] {
  const addressCells = addressCellsOf(node.parent);
  const sizeCells = sizeCellsOf(node.parent);
  const step = addressCells + sizeCells;
  if (!cells || addressCells === 0 || step > MAX_CELLS || cells.length % step !== 0) return [];
  const entries: RegEntry[] = [];
  for (let at = 0; at < cells.length; at += step) {
    const address = numberOf(cells.slice(at, at + addressCells));
    const size = numberOf(cells.slice(at + addressCells, at + step));
    if (address === undefined || size === undefined) return [];
    entries.push({ address, size });
  }
  return entries;
}

/**
 * The address that the processors use for `address` on the bus of `node`: translated by the `ranges` of each bus on the way
 * to the root (DTSpec 2.3.8). `undefined` where one of them does not translate it.
 */
export function translateToRoot(node: Node, address: bigint): bigint | undefined {
  let translated: bigint | undefined = address;
  for (let bus = node.parent; bus?.parent && translated !== undefined; bus = bus.parent)
    translated = translateOnce(bus, translated);
  return translated;
}

function translateOnce(bus: Node, address: bigint): bigint | undefined {
  const ranges = bus.properties.get('ranges');
  if (!ranges) return undefined;
  if (ranges.value.length === 0) return address;
  const cells = cellsOf(ranges);
  const child = addressCellsOf(bus);
  const parent = addressCellsOf(bus.parent);
  const step = child + parent + sizeCellsOf(bus);
  if (!cells || child > 2 || parent > 2 || step > MAX_CELLS) return undefined;
  for (let at = 0; step > 0 && at + step <= cells.length; at += step) {
    const from = numberOf(cells.slice(at, at + child));
    const to = numberOf(cells.slice(at + child, at + child + parent));
    const size = numberOf(cells.slice(at + child + parent, at + step));
    if (from === undefined || to === undefined || size === undefined) return undefined;
    if (address >= from && address < from + size) return to + address - from;
  }
  return undefined;
}

// The defaults are the Specification's (2.3.5), for a bus that does not say.
const addressCellsOf = (bus: Node | undefined) => u32Of(bus?.properties.get('#address-cells')) ?? 2;
const sizeCellsOf = (bus: Node | undefined) => u32Of(bus?.properties.get('#size-cells')) ?? 1;

/** More than any bus has: PCI has 3 and 2. */
const MAX_CELLS = 8;

function numberOf(cells: readonly Cell[]): bigint | undefined {
  let number = 0n;
  for (const { value, unknown } of cells) {
    if (unknown) return undefined;
    number = (number << 32n) | BigInt(value);
  }
  return number;
}
