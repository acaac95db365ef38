import { query } from '../text/query.js';
import type { Cell, DeviceTree, Node, Property, ValueComponent } from './tree.js';

/**
 * The cells of a property that consists of `<…>` with 32-bit elements only, in order; `undefined` for anything else.
 * Where one value ends and the next begins (`<1>, <2>` or `<1 2>`) means nothing in a flattened tree.
 */
export function cellsOf(property: Property | undefined): readonly Cell[] | undefined {
  return property && cellsOfValue(property.value);
}

/** The same of a value. */
export function cellsOfValue(value: readonly ValueComponent[]): readonly Cell[] | undefined {
  const [first] = value;
  if (value.length === 1 && first?.kind === 'cells') return first.bits === 32 ? first.cells : undefined;
  const cells: Cell[] = [];
  for (const component of value) {
    if (component.kind !== 'cells' || component.bits !== 32) return undefined;
    for (const cell of component.cells) cells.push(cell);
  }
  return cells;
}

/** The number of a property that is one cell of known value (DTSpec `<u32>`). */
export function u32Of(property: Property | undefined): number | undefined {
  const cells = cellsOf(property);
  return cells?.length === 1 && !cells[0]!.unknown ? cells[0]!.value : undefined;
}

/** The strings of a property that consists of strings only (DTSpec `<string>`, `<stringlist>`); empty for anything else. */
export function stringsOf(property: Property | undefined): readonly string[] {
  return property ? stringsOfValue(property.value) : [];
}

/** The same of a value. Those without references are shared between boards and versions, so that most are read once. */
export const stringsOfValue = query((value: Property['value']): readonly string[] => {
  const strings: string[] = [];
  for (const component of value) {
    if (component.kind === 'string') for (const part of component.value.split('\0')) strings.push(part);
    else if (component.kind === 'path' && component.target) strings.push(component.target.path);
    else return [];
  }
  return strings;
});

/** The node whose phandle a cell is, whether it was written as a reference or as a number. */
export function nodeNamedBy(
  tree: DeviceTree,
  { value, unknown, phandleOf }: Pick<Cell, 'value' | 'unknown' | 'phandleOf'>,
): Node | undefined {
  return phandleOf ?? (unknown ? undefined : tree.nodeOfPhandle(value));
}

/** The nodes whose phandles a property lists. */
export function nodesNamedBy(tree: DeviceTree, property: Property | undefined): readonly Node[] {
  return (cellsOf(property) ?? []).flatMap((cell) => nodeNamedBy(tree, cell) ?? []);
}

/** The values of `compatible`, the most specific first (DTSpec 2.3.1). */
export function compatibleOf(node: Node): readonly string[] {
  return stringsOf(node.properties.get('compatible'));
}

export function isCompatible(node: Node, compatible: string): boolean {
  const property = node.properties.get('compatible');
  return property !== undefined && stringsOf(property).includes(compatible);
}

/**
 * Whether the node and all above it are enabled: no `status`, or "okay", or "ok", which Linux takes for the same
 * (DTSpec 2.3.4; `__of_device_is_available` in drivers/of/base.c).
 */
export function isLive(node: Node): boolean {
  return disabledBy(node) === undefined;
}

/** The `status`, of the node or of the nearest node above it, that makes it not live; `undefined` for a live node. */
export function disabledBy(node: Node): Property | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const status = at.properties.get('status');
    if (!status) continue;
    const value = stringsOf(status)[0];
    if (value !== 'okay' && value !== 'ok') return status;
  }
  return undefined;
}
