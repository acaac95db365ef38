import type * as ast from '../syntax/ast.js';
import { PHANDLE_PROPERTIES } from '../syntax/body-index.js';
import { finalSyntax } from './properties.js';
import type { TreeNode } from './tree-node.js';
import { bytesOfValue } from './value-bytes.js';

/** Gives numbers to nodes that lack a phandle, in the order in which they are asked for. Nodes are told by their positions. */
export interface PhandleNumbers {
  /** The phandle of each node, as far as it has one. */
  readonly phandles: readonly (number | undefined)[];
  give(position: number): void;
  /** The phandles of these nodes can be given again. */
  forget(positions: Iterable<number>): void;
}

/**
 * Numbers nodes past the phandles that the sources give nodes themselves (checks.c, `check_explicit_phandles`; livetree.c,
 * `get_node_phandle`).
 */
export function createNumbers(explicit: readonly (number | undefined)[]): PhandleNumbers {
  const phandles = [...explicit];
  const taken = new Set<number>();
  for (const phandle of explicit) if (phandle !== undefined) taken.add(phandle);
  let next = 1;
  return {
    phandles,
    give(position) {
      if (phandles[position] !== undefined) return;
      while (taken.has(next)) next++;
      taken.add(next);
      phandles[position] = next;
    },
    forget(positions) {
      for (const position of positions) {
        const phandle = phandles[position];
        if (phandle !== undefined) taken.delete(phandle);
      }
    },
  };
}

/** Whether dtc has to add the property for a phandle that it gives the node: one that refers to itself has it already. */
export function lacksPhandle(node: TreeNode): boolean {
  return !mayHavePhandle(node) || finalSyntax(node, 'phandle') === undefined;
}

/** The phandle that the source gives a node. */
export function explicitPhandle(node: TreeNode): number | undefined {
  if (!mayHavePhandle(node)) return undefined;
  for (const name of PHANDLE_PROPERTIES) {
    const value = finalSyntax(node, name)?.syntax.value;
    const phandle = value && phandleIn(value);
    if (phandle !== undefined) return phandle;
  }
  return undefined;
}

/** Whether a body of the node says something of its phandle. */
function mayHavePhandle({ history }: TreeNode): boolean {
  for (const { kind, syntax } of history) if (kind === 'body' && syntax.namesPhandle) return true;
  return false;
}

/** The phandle that a value is: four bytes, however written, but no reference and neither of the two reserved numbers. */
export function phandleIn(value: readonly ast.ValueComponent[]): number | undefined {
  for (const component of value) {
    if (component.kind === 'path' || component.kind === 'incbin') return undefined;
    if (component.kind === 'cells' && component.cells.some((cell) => cell.reference || cell.unknown)) return undefined;
  }
  const { bytes } = bytesOfValue(value, { phandleOf: () => 0, pathOf: () => '', fileOf: () => undefined });
  if (bytes.length !== 4) return undefined;
  const phandle = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
  return phandle === 0 || phandle === 0xffff_ffff ? undefined : phandle;
}
