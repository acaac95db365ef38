import type { Node as SyntaxNode } from 'web-tree-sitter';
import { detached } from '../text/detached.js';
import type * as ast from './ast.js';
import { indexBody } from './body-index.js';
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
import { type PropertyText, splitProperty } from './property-text.js';
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
  const { hasError } = root;
  const list = lowerItems({ text, memo, hasError }, root.children, 0, 0, hasError, previous);
  return remember({ ...list.value, length: text.length }, list.source);
}

interface Source {
  readonly text: string;
  readonly memo: PropertyMemo;
  /** Whether the parser had to recover from mistakes anywhere. */
  readonly hasError: boolean;
}

/** What a list of items was made of: for each child of the syntax node its id, and what it gave. */
interface ListSource {
  readonly ids: readonly number[];
  readonly entries: readonly Entry[];
}

/** An item; nothing, for punctuation and comments; or something with mistakes, which is looked at anew each time. */
type Entry = ast.Item | undefined | 'mistaken';

const listSources = new WeakMap<ast.ItemList, ListSource>();

function remember<List extends ast.ItemList>(list: List, source: ListSource): List {
  listSources.set(list, source);
  return list;
}

interface LoweredItems {
  readonly value: ast.ItemList;
  readonly source: ListSource;
}

/** Lowers the items among `children`; offsets count from `base`. */
function lowerItems(
  source: Source,
  children: readonly SyntaxNode[],
  base: number,
  depth: number,
  hasError: boolean,
  previous: ast.ItemList | undefined,
): LoweredItems {
  const ids = children.map((child) => child.id);
  const old = (previous && listSources.get(previous)) ?? NO_SOURCE;
  const { prefix, suffix } = equalEnds(ids, old.ids);
  const list: OpenList = { items: [], starts: [], errors: [] };
  const entries: Entry[] = [];
  for (const [index, child] of children.entries()) {
    const fromEnd = ids.length - index;
    const known = index < prefix ? index : fromEnd <= suffix ? old.ids.length - fromEnd : -1;
    let entry: Entry = known >= 0 ? old.entries[known] : 'mistaken';
    if (entry === 'mistaken') {
      const counterpart = index < old.ids.length - suffix ? old.entries[index] : undefined;
      entry = lowerChild(
        source,
        child,
        base,
        depth,
        hasError,
        list,
        counterpart === 'mistaken' ? undefined : counterpart,
      );
    } else if (entry) addItem(list, entry, child.startIndex - base);
    entries.push(entry);
  }
  reportOrder(list.items, list.starts, list.errors);
  const hasErrors = list.errors.length > 0 || list.items.some(itemHasErrors);
  return { value: { ...list, hasErrors }, source: { ids, entries } };
}

const NO_SOURCE: ListSource = { ids: [], entries: [] };

/** How many ids at the beginning, and how many of the others at the end, are the same. */
function equalEnds(ids: readonly number[], old: readonly number[]): { prefix: number; suffix: number } {
  let prefix = 0;
  const shorter = Math.min(ids.length, old.length);
  while (prefix < shorter && ids[prefix] === old[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && ids[ids.length - 1 - suffix] === old[old.length - 1 - suffix]) suffix++;
  return { prefix, suffix };
}

/** A list while it grows. */
interface OpenList {
  readonly items: ast.Item[];
  readonly starts: number[];
  readonly errors: ast.SyntaxProblem[];
}

function addItem(list: OpenList, item: ast.Item, start: number): void {
  list.items.push(item);
  list.starts.push(start);
}

/** Adds what a child gives to the list; inside the parser's error nodes too: what it understood there still counts. */
function lowerChild(
  source: Source,
  child: SyntaxNode,
  base: number,
  depth: number,
  hasError: boolean,
  list: OpenList,
  counterpart: ast.Item | undefined,
): Entry {
  const { errors } = list;
  const type = child.type;
  const before = errors.length;
  if (ITEM_TYPES.has(type)) {
    if (SMALL_ITEM_TYPES.has(type)) reportSmallItem(source.text, child, base, errors);
    if (type === 'memory_reservation') reportNumbers(source, child, base, errors);
    if (depth === 0) reportMisplaced(child, base, errors);
    const item = lowerItem(source, child, type, depth, counterpart);
    addItem(list, item, child.startIndex - base);
    return errors.length === before ? item : 'mistaken';
  }
  if (type === 'ERROR') {
    errors.push(describeError(child, source.text, base));
    for (const inner of child.children) lowerChild(source, inner, base, depth, false, list, undefined);
  } else if (type === 'macro_use') errors.push(undefinedMacro(child, base));
  else if (type.startsWith('preproc_')) errors.push(strayDirective(child, base));
  else if (hasError && child.isMissing) errors.push(describeMissing(child, source.text, base));
  return errors.length === before ? undefined : 'mistaken';
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
export const MAX_DEPTH = 500;

function lowerItem(
  source: Source,
  node: SyntaxNode,
  type: string,
  depth: number,
  previous: ast.Item | undefined,
): ast.Item {
  const length = node.endIndex - node.startIndex;
  const parts = () => readParts(source.text, node, true);
  switch (type) {
    case 'property': {
      const text = source.text.slice(node.startIndex, node.endIndex);
      // How the parser recovers from a mistake depends on what stands around it, so that the text alone does not tell.
      if (source.hasError && node.hasError) return lowerProperty(detached(text), source, node);
      return source.memo.get(text, (known) => lowerProperty(known, source, node));
    }
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
  if (tooDeep)
    problems.push({ code: 'nested-too-deeply', message: `Nodes are nested more than ${MAX_DEPTH} deep`, ...nameRange });
  const value: ast.Node = {
    kind: 'node',
    length: node.endIndex - base,
    target,
    nameRange,
    labels,
    labelNames: labels.map(({ name }) => name),
    omitIfNoRef,
    body: body ? { start: body.startIndex - base, end: body.endIndex - base } : { start: 0, end: 0 },
    items: list.value.items,
    starts: list.value.starts,
    ...indexBody(list.value.items),
    errors: problems,
    hasErrors: list.value.hasErrors || problems.length > 0,
  };
  return remember(value, list.source);
}

function lowerProperty(text: string, source: Source, node: SyntaxNode): ast.Property {
  const hasError = node.hasError;
  const plain = hasError ? undefined : splitProperty(text);
  if (plain) return makeProperty(text, plain, []);
  const base = node.startIndex;
  const { propertyName: name, nameRange, labels, value, errors } = readParts(source.text, node, hasError);
  const valueRange = value && { start: value.startIndex - base, end: value.endIndex - base };
  const property = makeProperty(text, { labels, name, nameRange, ...(valueRange && { valueRange }) }, errors);
  // One mistake is enough: the value's own words are more exact than the parser's recovery from the same mistake.
  if (!hasError || property.errors.some(({ code }) => STOPPING_CODES.has(code))) return property;
  const recovered: ast.SyntaxProblem[] = [];
  reportRecovery(source, node, base, recovered);
  return {
    ...property,
    errors: [...property.errors, ...recovered],
    hasErrors: property.hasErrors || recovered.length > 0,
  };
}

/** Of mistakes behind which the value's reader does not go on. */
const STOPPING_CODES: ReadonlySet<string> = new Set(['syntax-error', 'undefined-macro', 'nested-too-deeply']);

function makeProperty(text: string, parts: PropertyText, mistakes: readonly ast.SyntaxProblem[]): ast.Property {
  const value = parts.valueRange && parseValue(text, parts.valueRange.start, parts.valueRange.end);
  const errors = [...(value?.problems ?? []), ...mistakes];
  return {
    kind: 'property',
    length: text.length,
    ...parts,
    value: value?.components ?? [],
    valueLabels: value?.labels ?? [],
    references: value?.references ?? [],
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
    const component = parseOperand(source, node, field)?.value.components[0];
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

/** What is wrong with the numbers of a reservation. */
function reportNumbers(source: Source, node: SyntaxNode, base: number, errors: ast.SyntaxProblem[]): void {
  for (const field of ['address', 'length']) {
    const parsed = parseOperand(source, node, field);
    for (const problem of parsed?.value.problems ?? []) {
      const { start, end } = problem;
      const shift = parsed!.start - base;
      errors.push({ ...problem, start: start + shift, end: end + shift });
    }
  }
}

/** The value of a field as that of a wide cell; `start` is where the text of the value would begin. */
function parseOperand(source: Source, node: SyntaxNode, field: string) {
  const operand = node.childForFieldName(field);
  if (!operand) return undefined;
  const text = `${WIDE_CELL}${source.text.slice(operand.startIndex, operand.endIndex)}>`;
  return { value: parseValue(text, 0, text.length), start: operand.startIndex - WIDE_CELL.length };
}

const WIDE_CELL = '/bits/ 64 <';
