import { isUndecided, wordOf } from './property-words.js';
import type { Node } from './tree.js';

/** How many cells the addresses or sizes below a node have: a number, or why there is none. */
export type CellCount = number | 'absent' | 'malformed';

/** What `#address-cells` of a node says (DTSpec 2.3.5); dtc takes -1 for absent. */
export const addressCellsOf = (node: Node): CellCount => countOf(node, '#address-cells');

/** What `#size-cells` of a node says (DTSpec 2.3.5). */
export const sizeCellsOf = (node: Node): CellCount => countOf(node, '#size-cells');

/** The cells of an address below the node, two where it does not say (DTSpec 2.3.5); `undefined` for a malformed count. */
export const effectiveAddressCells = (node: Node): number | undefined => effective(addressCellsOf(node), 2);

/** The cells of a size below the node, one where it does not say. */
export const effectiveSizeCells = (node: Node): number | undefined => effective(sizeCellsOf(node), 1);

/** Both together: the cells of one entry of `reg` below the node. */
export function regStepOf(bus: Node): number | undefined {
  const address = effectiveAddressCells(bus);
  const size = effectiveSizeCells(bus);
  return address === undefined || size === undefined ? undefined : address + size;
}

/** The length of so many cells in bytes, as dtc reckons it: in 32 bits with a sign, so that nonsense wraps around. */
export const bytesOfCells = (cells: number): number => Math.imul(cells, 4);

/** Whether a value is a whole number of entries of a length (checks.c, `is_multiple_of`). */
export function isWholeNumberOf(length: number, entry: number): boolean {
  return entry === 0 ? length === 0 : length % entry === 0;
}

function effective(count: CellCount, otherwise: number): number | undefined {
  if (count === 'malformed') return undefined;
  return count === 'absent' ? otherwise : count;
}

function countOf(node: Node, name: string): CellCount {
  const property = node.properties.get(name);
  if (!property) return 'absent';
  // A reference to nothing is the number of no node, all bits of which are set.
  const value = isUndecided(property, true) ? undefined : wordOf(property);
  if (value === undefined) return 'malformed';
  return value === 0xffff_ffff ? 'absent' : value;
}
