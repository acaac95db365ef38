import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import { type DeviceTree, lastDefinition, type Node, type Property } from './tree.js';

/** What stands at an offset of the expanded text. Ranges are of the expanded text. */
export interface Place extends Range {
  readonly kind: PlaceKind;
  /** The innermost node around the place, if the tree still has it; for the name of a node, that node. */
  readonly node?: Node;
  /** The definition of a property around the place. */
  readonly property?: PropertyPlace;
  /** The reference at the place, in a value, as the name of a node or behind `/delete-node/`. */
  readonly reference?: ast.Reference;
  /** The node that `reference`, or the name behind `/delete-node/`, leads to. */
  readonly target?: Node;
  /** The label's name, at the label of a node. */
  readonly label?: string;
}

export type PlaceKind =
  /** A label before a node, a property or a value. */
  | 'label'
  /** The name of a node, or the reference in its place. */
  | 'node-name'
  | 'property-name'
  /** One element of `<…>`. */
  | 'cell'
  | 'string'
  | 'bytes'
  /** A reference outside of `<…>`. */
  | 'path'
  /** Elsewhere in the value of a property. */
  | 'value'
  /** The name or reference behind `/delete-node/` or `/omit-if-no-ref/`. */
  | 'deleted-node'
  /** The name behind `/delete-property/`. */
  | 'deleted-property'
  /** Elsewhere between the braces of a node, or outside of all nodes. */
  | 'body';

/** One definition of a property, as the source has it. */
export interface PropertyPlace {
  readonly syntax: ast.Property;
  /** Where the definition begins. */
  readonly start: number;
  /** What the tree has under this name; absent where it was deleted. */
  readonly evaluated?: Property;
  /** Whether this definition is the one that gave the value. */
  readonly isLast: boolean;
}

/** What stands at `offset` of the expanded text that `document` and `tree` were made of. An end belongs to what ends there. */
export function locate(document: ast.Document, tree: DeviceTree, offset: number): Place {
  return locateIn({ tree, offset }, document, 0, undefined);
}

interface Search {
  readonly tree: DeviceTree;
  readonly offset: number;
}

function locateIn(search: Search, list: ast.ItemList, base: number, node: Node | undefined): Place {
  const index = itemAt(list, search.offset - base);
  const item = list.items[index];
  const start = base + (list.starts[index] ?? 0);
  const nowhere: Place = { kind: 'body', start: search.offset, end: search.offset, ...(node && { node }) };
  if (!item || search.offset > start + item.length) return nowhere;
  switch (item.kind) {
    case 'node':
      return locateInNode(search, item, start, node) ?? nowhere;
    case 'property':
      return locateInProperty(search, item, start, node) ?? nowhere;
    case 'delete-node':
      return locateInDeletion(search, item, start, node) ?? nowhere;
    case 'delete-property':
      return touches(search, item.nameRange, start)
        ? { kind: 'deleted-property', ...absolute(item.nameRange, start), ...(node && { node }) }
        : nowhere;
    case 'omit-node':
      if (!touches(search, item.reference, start)) return nowhere;
      return withTarget(search.tree, item.reference, {
        kind: 'deleted-node',
        ...absolute(item.reference, start),
      });
    default:
      return nowhere;
  }
}

/** The last item that begins at or before an offset; the one before it, where that ends just there and this is no name. */
function itemAt(list: ast.ItemList, offset: number): number {
  let low = 0;
  let high = list.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function locateInNode(search: Search, item: ast.Node, start: number, parent: Node | undefined): Place | undefined {
  const { tree } = search;
  const node = nodeOfTarget(tree, item.target, parent);
  const label = item.labels.find((each) => touches(search, each, start));
  const within = { ...(node && { node }) };
  if (label) return { kind: 'label', label: label.name, ...absolute(label, start), ...within };
  if (touches(search, item.nameRange, start)) {
    const name: Place = { kind: 'node-name', ...absolute(item.nameRange, start), ...within };
    return item.target.kind === 'reference' ? withTarget(tree, item.target.reference, name) : name;
  }
  const { offset } = search;
  if (offset <= start + item.body.start || offset >= start + item.body.end) return undefined;
  return locateIn(search, item, start, node);
}

function nodeOfTarget(tree: DeviceTree, target: ast.NodeTarget, parent: Node | undefined): Node | undefined {
  if (target.kind === 'root') return tree.root;
  return target.kind === 'child' ? parent?.children.get(target.name) : nodeOfReference(tree, target.reference);
}

/** The node that a reference names in the finished tree. */
export function nodeOfReference(tree: DeviceTree, { label, path }: ast.Reference): Node | undefined {
  let node = label === undefined ? tree.root : tree.labels.get(label);
  for (const name of path?.split('/') ?? []) if (name !== '') node = node?.children.get(name);
  return node;
}

function locateInProperty(
  search: Search,
  item: ast.Property,
  start: number,
  node: Node | undefined,
): Place | undefined {
  const evaluated = node?.properties.get(item.name);
  const property: PropertyPlace = {
    syntax: item,
    start,
    isLast: evaluated !== undefined && lastDefinition(evaluated)?.start === start,
    ...(evaluated && { evaluated }),
  };
  const within = { property, ...(node && { node }) };
  const label = [...item.labels, ...item.valueLabels].find((each) => touches(search, each, start));
  if (label) return { kind: 'label', label: label.name, ...absolute(label, start), ...within };
  if (touches(search, item.nameRange, start))
    return { kind: 'property-name', ...absolute(item.nameRange, start), ...within };
  if (!item.valueRange || !touches(search, item.valueRange, start)) return undefined;
  const component = item.value.find((each) => touches(search, each, start));
  if (component?.kind === 'cells') {
    const cell = component.cells.find((each) => touches(search, each, start));
    if (cell) {
      const place: Place = { kind: 'cell', ...absolute(cell, start), ...within };
      return cell.reference ? withTarget(search.tree, cell.reference, place) : place;
    }
  } else if (component?.kind === 'path') {
    return withTarget(search.tree, component.reference, { kind: 'path', ...absolute(component, start), ...within });
  } else if (component && component.kind !== 'incbin') {
    return { kind: component.kind, ...absolute(component, start), ...within };
  }
  return { kind: 'value', ...absolute(item.valueRange, start), ...within };
}

function locateInDeletion(
  search: Search,
  item: ast.DeleteNode,
  start: number,
  parent: Node | undefined,
): Place | undefined {
  if (!touches(search, item.nameRange, start)) return undefined;
  const place: Place = {
    kind: 'deleted-node',
    ...absolute(item.nameRange, start),
    ...(parent && { node: parent }),
  };
  if (item.target.kind === 'reference') return withTarget(search.tree, item.target.reference, place);
  const target = nodeOfTarget(search.tree, item.target, parent);
  return target ? { ...place, target } : place;
}

function withTarget(tree: DeviceTree, reference: ast.Reference, place: Place): Place {
  const target = nodeOfReference(tree, reference);
  return { ...place, reference, ...(target && { target }) };
}

/** Whether the place is in a range that counts from `start`, or right behind it. */
function touches({ offset }: Search, range: Range, start: number): boolean {
  return offset >= start + range.start && offset <= start + range.end;
}

const absolute = (range: Range, start: number): Range => ({ start: start + range.start, end: start + range.end });
