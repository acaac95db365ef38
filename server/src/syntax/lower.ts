import type { Node as SyntaxNode } from 'web-tree-sitter';
import type * as ast from './ast.js';
import {
  reportMisplaced,
  reportOrder,
  reportSmallItem,
  SMALL_ITEM_TYPES,
  strayDirective,
  undefinedMacro,
} from './misuses.js';
import { readParts } from './parts.js';
import { describeError, describeMissing } from './problems.js';
import type { PropertyMemo } from './property-memo.js';
import { parseValue } from './values.js';

/**
 * Turns a syntax tree into a {@link ast.Document}. Items that the parser took over from the tree of `previous` are taken
 * over as they are: a subtree that is reused keeps its id, so equal ids at both ends of two child lists mean equal text.
 * The tree of `previous` must still exist, because ids of freed subtrees are given out again.
 */
export function lowerDocument(
  root: SyntaxNode,
  text: string,
  memo: PropertyMemo,
  previous?: ast.Document,
): ast.Document {
  const list = lowerItems({ text, memo }, root.children, 0, 0, root.hasError, previous);
  return remember({ ...list.value, length: text.length }, list.ids);
}

interface Source {
  readonly text: string;
  readonly memo: PropertyMemo;
}

/** For each list of items, the ids of the syntax nodes that it was made from, in the same order. */
const sourceIds = new WeakMap<ast.ItemList, readonly number[]>();

function remember<List extends ast.ItemList>(list: List, ids: readonly number[]): List {
  sourceIds.set(list, ids);
  return list;
}

interface LoweredItems {
  readonly value: ast.ItemList;
  readonly ids: readonly number[];
}

/** Lowers the item nodes among `children`; offsets count from `base`. */
function lowerItems(
  source: Source,
  children: readonly SyntaxNode[],
  base: number,
  depth: number,
  hasError: boolean,
  previous: ast.ItemList | undefined,
): LoweredItems {
  const nodes: SyntaxNode[] = [];
  const errors: ast.SyntaxProblem[] = [];
  collectItemNodes(source, children, base, hasError, nodes, errors);
  const oldIds = (previous && sourceIds.get(previous)) ?? [];
  const ids = nodes.map((node) => node.id);
  let prefix = 0;
  while (prefix < ids.length && prefix < oldIds.length && ids[prefix] === oldIds[prefix]) prefix++;
  let suffix = 0;
  const most = Math.min(ids.length, oldIds.length) - prefix;
  while (suffix < most && ids[ids.length - 1 - suffix] === oldIds[oldIds.length - 1 - suffix]) suffix++;

  const items: ast.Item[] = [];
  const starts: number[] = [];
  for (const [index, node] of nodes.entries()) {
    if (SMALL_ITEM_TYPES.has(node.type)) reportSmallItem(source.text, node, base, errors);
    if (depth === 0) reportMisplaced(node, base, errors);
    const counterpart = counterpartOf(previous, index, ids.length, prefix, suffix);
    const unchanged = index < prefix || index >= ids.length - suffix;
    items.push(unchanged && counterpart ? counterpart : lowerItem(source, node, depth, counterpart));
    starts.push(node.startIndex - base);
  }
  reportOrder(items, starts, errors);
  const hasErrors = errors.length > 0 || items.some(itemHasErrors);
  return { value: { items, starts, errors, hasErrors }, ids };
}

/** The item of the previous version that stood in this place, counted from the nearer end of the unchanged parts. */
function counterpartOf(
  previous: ast.ItemList | undefined,
  index: number,
  count: number,
  prefix: number,
  suffix: number,
): ast.Item | undefined {
  if (!previous) return undefined;
  if (index >= count - suffix) return previous.items[previous.items.length - (count - index)];
  const fits = index < prefix || count === previous.items.length;
  return fits ? previous.items[index] : undefined;
}

/** Finds the items among `children`, inside the parser's error nodes too: what it understood there still counts. */
function collectItemNodes(
  source: Source,
  children: readonly SyntaxNode[],
  base: number,
  hasError: boolean,
  nodes: SyntaxNode[],
  errors: ast.SyntaxProblem[],
): void {
  for (const child of children) {
    const type = child.type;
    if (ITEM_TYPES.has(type)) {
      nodes.push(child);
    } else if (type === 'ERROR') {
      errors.push(describeError(child, source.text, base));
      collectItemNodes(source, child.children, base, false, nodes, errors);
    } else if (type === 'macro_use') {
      errors.push(undefinedMacro(child, base));
    } else if (type.startsWith('preproc_')) {
      errors.push(strayDirective(child, base));
    } else if (hasError && child.isMissing) {
      errors.push(describeMissing(child, source.text, base));
    }
  }
}

const ITEM_TYPES = new Set([
  'root_node',
  'node_reference',
  'node',
  'property',
  'delete_node',
  'delete_property',
  'omit_node',
  'memory_reservation',
  'file_version',
  'plugin',
]);

const itemHasErrors = (item: ast.Item) => (item.kind === 'node' || item.kind === 'property') && item.hasErrors;

/** A tree deeper than any real one: it bounds the recursion on hostile input. */
const MAX_DEPTH = 500;

function lowerItem(source: Source, node: SyntaxNode, depth: number, previous: ast.Item | undefined): ast.Item {
  const length = node.endIndex - node.startIndex;
  const parts = () => readParts(source.text, node, true);
  switch (node.type) {
    case 'property':
      return source.memo.get(source.text.slice(node.startIndex, node.endIndex), (text) =>
        lowerProperty(text, source, node),
      );
    case 'delete_node': {
      const { target, nameRange } = parts();
      return { kind: 'delete-node', length, target, nameRange };
    }
    case 'delete_property': {
      const { propertyName, nameRange } = parts();
      return { kind: 'delete-property', length, name: propertyName, nameRange };
    }
    case 'omit_node': {
      const { target } = parts();
      return {
        kind: 'omit-node',
        length,
        reference: target.kind === 'reference' ? target.reference : { start: 0, end: length },
      };
    }
    case 'memory_reservation':
      return lowerReservation(source, node);
    case 'file_version':
      return { kind: 'file-version', length };
    case 'plugin':
      return { kind: 'plugin', length };
    default:
      return lowerNode(source, node, depth, previous?.kind === 'node' ? previous : undefined);
  }
}

function lowerNode(source: Source, node: SyntaxNode, depth: number, previous: ast.Node | undefined): ast.Node {
  const base = node.startIndex;
  const hasError = node.hasError;
  const { target, nameRange, labels, omitIfNoRef, body, errors } = readParts(source.text, node, hasError);
  const tooDeep = depth >= MAX_DEPTH;
  const list = lowerItems(source, body && !tooDeep ? body.children : [], base, depth + 1, hasError, previous);
  const problems = [...list.value.errors, ...errors];
  if (tooDeep) problems.push({ code: 'syntax-error', message: 'Nodes are nested too deeply', ...nameRange });
  const value: ast.Node = {
    kind: 'node',
    length: node.endIndex - base,
    target,
    nameRange,
    labels,
    omitIfNoRef,
    body: body ? { start: body.startIndex - base, end: body.endIndex - base } : { start: 0, end: 0 },
    items: list.value.items,
    starts: list.value.starts,
    errors: problems,
    hasErrors: list.value.hasErrors || problems.length > 0,
  };
  return remember(value, list.ids);
}

function lowerProperty(text: string, source: Source, node: SyntaxNode): ast.Property {
  const base = node.startIndex;
  const hasError = node.hasError;
  const parts = readParts(source.text, node, hasError);
  const valueRange = parts.value && { start: parts.value.startIndex - base, end: parts.value.endIndex - base };
  const value = valueRange && parseValue(text, valueRange.start, valueRange.end);
  // One mistake is enough: the value's own words are more exact than the parser's recovery from the same mistake.
  const errors = [...(value?.problems ?? []), ...parts.errors];
  if (hasError && errors.every((error) => error.code !== 'syntax-error')) reportRecovery(source, node, base, errors);
  return {
    kind: 'property',
    length: text.length,
    name: parts.propertyName,
    nameRange: parts.nameRange,
    labels: parts.labels,
    value: value?.components ?? [],
    ...(valueRange && { valueRange }),
    valueLabels: value?.labels ?? [],
    hasReferences: value?.hasReferences ?? false,
    errors,
    hasErrors: errors.length > 0,
  };
}

function reportRecovery(source: Source, node: SyntaxNode, base: number, errors: ast.SyntaxProblem[]): void {
  for (const child of node.children) {
    if (child.type === 'ERROR') errors.push(describeError(child, source.text, base));
    else if (child.isMissing) errors.push(describeMissing(child, source.text, base));
    else if (child.hasError) reportRecovery(source, child, base, errors);
    if (errors.length > 0) return;
  }
}

function lowerReservation(source: Source, node: SyntaxNode): ast.MemoryReservation {
  const number = (field: string) => {
    const operand = node.childForFieldName(field);
    const parsed =
      operand &&
      parseValue(
        `/bits/ 64 <${source.text.slice(operand.startIndex, operand.endIndex)}>`,
        0,
        operand.endIndex - operand.startIndex + 12,
      );
    const component = parsed?.components[0];
    const cell = component?.kind === 'cells' ? component.cells[0] : undefined;
    return cell?.wide ?? BigInt(cell?.value ?? 0);
  };
  return {
    kind: 'memory-reservation',
    length: node.endIndex - node.startIndex,
    address: number('address'),
    size: number('length'),
  };
}
