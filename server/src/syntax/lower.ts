import type { Node as SyntaxNode } from 'web-tree-sitter';
import type * as ast from './ast.js';
import { detached } from './detached.js';
import { describeError, describeMissing } from './problems.js';
import type { PropertyMemo } from './property-memo.js';
import { splitPath } from './tokens.js';
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
    } else if (hasError && child.isMissing) {
      errors.push(describeMissing(child, source.text, base));
    } else if (type === 'macro_use' || type === 'macro_statement') {
      errors.push(undefinedMacro(child, base));
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

/** dtc wants the properties of a node before its child nodes and says so in these words (dtc-parser.y, `subnodes`). */
function reportOrder(items: readonly ast.Item[], starts: readonly number[], errors: ast.SyntaxProblem[]): void {
  let childSeen = false;
  for (const [index, item] of items.entries()) {
    if (item.kind === 'node' || item.kind === 'delete-node') childSeen = true;
    else if (childSeen && (item.kind === 'property' || item.kind === 'delete-property')) {
      const start = starts[index]! + item.nameRange.start;
      const end = starts[index]! + item.nameRange.end;
      errors.push({ code: 'syntax-error', message: 'Properties must precede subnodes', start, end });
      return;
    }
  }
}

const itemHasErrors = (item: ast.Item) => (item.kind === 'node' || item.kind === 'property') && item.hasErrors;

/** A tree deeper than any real one: it bounds the recursion on hostile input. */
const MAX_DEPTH = 500;

function lowerItem(source: Source, node: SyntaxNode, depth: number, previous: ast.Item | undefined): ast.Item {
  const length = node.endIndex - node.startIndex;
  switch (node.type) {
    case 'property':
      return source.memo.get(source.text.slice(node.startIndex, node.endIndex), (text) =>
        lowerProperty(text, source, node),
      );
    case 'delete_node':
      return { kind: 'delete-node', length, ...targetOf(source, node) };
    case 'delete_property':
      return { kind: 'delete-property', length, ...nameOf(source, node, 'property_name') };
    case 'omit_node': {
      const { target } = targetOf(source, node);
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
  const children = node.children;
  const body = children.find((child) => child.type === 'node_body');
  const hasError = node.hasError;
  const inner = body && depth < MAX_DEPTH ? body.children : [];
  const list = lowerItems(source, inner, base, depth + 1, hasError, previous);
  const errors = hasError || !body ? [...list.value.errors] : list.value.errors;
  if (errors !== list.value.errors) {
    const ignored: SyntaxNode[] = [];
    collectItemNodes(source, children, base, hasError, ignored, errors as ast.SyntaxProblem[]);
  }
  if (depth >= MAX_DEPTH) {
    const at = body?.startIndex ?? base;
    (errors as ast.SyntaxProblem[]).push({
      code: 'syntax-error',
      message: 'Nodes are nested too deeply',
      start: at - base,
      end: at - base + 1,
    });
  }
  const value: ast.Node = {
    kind: 'node',
    length: node.endIndex - base,
    ...targetOf(source, node),
    labels: labelsOf(source, children, base),
    omitIfNoRef: children.some((child) => child.type === 'omit_if_no_ref'),
    body: body ? { start: body.startIndex - base, end: body.endIndex - base } : { start: 0, end: 0 },
    items: list.value.items,
    starts: list.value.starts,
    errors,
    hasErrors: list.value.hasErrors || errors.length > 0,
  };
  return remember(value, list.ids);
}

function lowerProperty(text: string, source: Source, node: SyntaxNode): ast.Property {
  const base = node.startIndex;
  const children = node.children;
  const errors: ast.SyntaxProblem[] = [];
  const valueNode = children.find((child) => child.type === 'property_value');
  const named = nameOf(source, node, 'property_name');
  const valueRange = valueNode && { start: valueNode.startIndex - base, end: valueNode.endIndex - base };
  const value = valueRange && parseValue(text, valueRange.start, valueRange.end);
  if (value) errors.push(...value.problems);
  // One mistake is enough: the value's own words are more exact than the parser's recovery from the same mistake.
  if (errors.every((error) => error.code !== 'syntax-error') && node.hasError)
    reportRecovery(source, node, base, errors);
  return {
    kind: 'property',
    length: text.length,
    ...named,
    labels: labelsOf(source, children, base),
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

/** What a node definition or a deletion applies to. */
function targetOf(
  source: Source,
  node: SyntaxNode,
): { target: ast.NodeTarget; nameRange: { start: number; end: number } } {
  const base = node.startIndex;
  for (const child of node.children) {
    const range = { start: child.startIndex - base, end: child.endIndex - base };
    const text = () => textOf(source, child);
    switch (child.type) {
      case '/':
        return { target: { kind: 'root' }, nameRange: range };
      case 'label_reference':
        return {
          target: { kind: 'reference', reference: { ...range, label: text().slice(1).trim() } },
          nameRange: range,
        };
      case 'path_reference':
        return {
          target: { kind: 'reference', reference: { ...range, ...splitPath(text().slice(2, -1)) } },
          nameRange: range,
        };
      case 'node_name':
        return { target: { kind: 'child', name: unescapeName(text()) }, nameRange: range };
    }
  }
  return { target: { kind: 'child', name: '' }, nameRange: { start: 0, end: Math.min(1, node.endIndex - base) } };
}

function nameOf(
  source: Source,
  node: SyntaxNode,
  type: string,
): { name: string; nameRange: { start: number; end: number } } {
  const child = node.children.find((candidate) => candidate.type === type);
  if (!child) return { name: '', nameRange: { start: 0, end: 0 } };
  const nameRange = { start: child.startIndex - node.startIndex, end: child.endIndex - node.startIndex };
  return { name: unescapeName(textOf(source, child)), nameRange };
}

const textOf = (source: Source, node: SyntaxNode) => detached(source.text.slice(node.startIndex, node.endIndex));

/** dtc takes a backslash before a name as a way to write names that look like keywords (dtc-lexer.l, PROPNODENAME). */
const unescapeName = (name: string) => (name.startsWith('\\') ? name.slice(1) : name);

function labelsOf(source: Source, children: readonly SyntaxNode[], base: number): readonly ast.Label[] {
  const labels: ast.Label[] = [];
  for (const child of children) {
    if (child.type !== 'label') continue;
    const name = textOf(source, child).replace(/\s*:$/, '');
    labels.push({ name, start: child.startIndex - base, end: child.startIndex - base + name.length });
  }
  return labels;
}

function undefinedMacro(node: SyntaxNode, base: number): ast.SyntaxProblem {
  const name = /^\w+/.exec(node.text)?.[0] ?? node.text;
  const start = node.startIndex - base;
  return { code: 'undefined-macro', message: `No macro '${name}' is defined`, start, end: start + name.length };
}
