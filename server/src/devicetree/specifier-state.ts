import type { DeviceTree, Node } from './tree.js';
import { u32Of } from './values.js';

/** Where in a specifier list the next cell stands. */
export type SpecifierState =
  /** A phandle comes next, that of the entry of this number. */
  | { readonly next: 'provider'; readonly entry: number }
  /** A cell of the specifier of `provider`, the first being number 0. */
  | { readonly next: 'cell'; readonly provider: Node; readonly index: number; readonly entry: number }
  /** A provider before it is not known, or nobody knows how many cells it takes. */
  | { readonly next: 'unknown' };

/** Reads the cells before the cursor: `cellsName` is the property with which providers count theirs. */
export function specifierState(
  tree: DeviceTree,
  cells: readonly string[],
  cellsName: string | undefined,
): SpecifierState {
  let entry = 0;
  for (let at = 0; at < cells.length; entry++) {
    const reference = cells[at]!;
    const provider = nodeOf(tree, reference);
    if (!provider) {
      if (reference !== '0') return { next: 'unknown' };
      at++;
      continue;
    }
    const count = cellsName === undefined ? 0 : u32Of(provider.properties.get(cellsName));
    if (count === undefined) return { next: 'unknown' };
    const index = cells.length - at - 1;
    if (index < count) return { next: 'cell', provider, index, entry };
    at += 1 + count;
  }
  return { next: 'provider', entry };
}

function nodeOf(tree: DeviceTree, reference: string): Node | undefined {
  if (reference.startsWith('&{')) return tree.nodeAt(reference.slice(2, -1));
  return reference.startsWith('&') ? tree.labels.get(reference.slice(1)) : undefined;
}
