import type { Cell, DeviceTree, Node, Property } from './tree.js';
import { cellsOf, nodeNamedBy, u32Of } from './values.js';

/** One entry of a specifier list such as `hwlocks = <&tcsr_mutex 3>`: a provider and the cells it asks for. */
export interface Specifier {
  /** Counted from 0 over the whole property. */
  readonly index: number;
  readonly phandle: Cell;
  /** Absent where the phandle names no node; what follows it in the list cannot be told apart then. */
  readonly provider?: Node;
  readonly cells: readonly Cell[];
  readonly defect?: SpecifierDefect;
}

export type SpecifierDefect =
  /** The value is not a list of 32-bit cells. */
  | 'not-cells'
  /** The first cell is no node's phandle. */
  | 'no-provider'
  /** A label or macro in it is not known, so nothing can be said; the cause is reported elsewhere. */
  | 'unknown'
  /** The provider lacks the property that gives the number of cells, or it is not one number. */
  | 'no-cell-count'
  /** The list ends before the specifier does. */
  | 'too-short';

/**
 * The entries of a specifier list, `cellsName` being the provider's property that gives the number of cells
 * (`#hwlock-cells`). Reads as Linux does (`of_parse_phandle_with_args`): a phandle of 0 is an entry without provider
 * that takes one cell. The first defect ends the list.
 */
export function specifiersOf(tree: DeviceTree, property: Property, cellsName: string): readonly Specifier[] {
  const cells = cellsOf(property);
  if (!cells) {
    const defect = property.doubtful ? 'unknown' : 'not-cells';
    return [{ index: 0, phandle: { start: 0, end: 0, value: 0 }, cells: [], defect }];
  }
  const entries: Specifier[] = [];
  for (let at = 0; at < cells.length; ) {
    const phandle = cells[at]!;
    const index = entries.length;
    if (phandle.value === 0 && !phandle.unknown) {
      entries.push({ index, phandle, cells: [] });
      at++;
      continue;
    }
    const provider = nodeNamedBy(tree, phandle);
    if (!provider) {
      entries.push({ index, phandle, cells: [], defect: phandle.unknown ? 'unknown' : 'no-provider' });
      break;
    }
    const countProperty = provider.properties.get(cellsName);
    const count = u32Of(countProperty);
    if (count === undefined) {
      entries.push({
        index,
        phandle,
        provider,
        cells: [],
        defect: countProperty?.doubtful ? 'unknown' : 'no-cell-count',
      });
      break;
    }
    const own = cells.slice(at + 1, at + 1 + count);
    if (own.length < count) {
      entries.push({ index, phandle, provider, cells: own, defect: property.doubtful ? 'unknown' : 'too-short' });
      break;
    }
    const unknown = own.some((cell) => cell.unknown);
    entries.push({ index, phandle, provider, cells: own, ...(unknown && { defect: 'unknown' as const }) });
    at += 1 + count;
  }
  return entries;
}
