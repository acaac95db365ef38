import type { Node as SyntaxNode } from 'web-tree-sitter';
import { detached } from '../text/detached.js';
import type * as ast from './ast.js';
import { makeNode, makeProperty } from './make-items.js';
import {
  reportMisplaced,
  reportOrder,
  reportSmallItem,
  SMALL_ITEM_TYPES,
  strayDirective,
  undefinedMacro,
} from './misuses.js';
import { readParts } from './parts.js';
import { createMistakenText, describeError, describeMissing, type MistakenText } from './problems.js';
import { splitProperty } from './property-text.js';
import { memoOfNode, type SyntaxMemo } from './text-memo.js';
import { parseValue } from './values.js';

/** A document, and what has to be known of it to lower the next version of its text. */
export interface Lowered {
  readonly document: ast.Document;
  readonly source: ListSource;
}

/**
 * Turns a syntax tree into a {@link ast.Document}. Items that the parser took over from the tree of `previous` are taken
 * over as they are: a subtree that is reused keeps its id, so equal ids at both ends of two child lists mean equal text.
 * The tree of `previous` must still exist, because ids of freed subtrees are given out again.
 */
export function lowerDocument(root: SyntaxNode, text: string, memo: SyntaxMemo, previous?: ListSource): Lowered {
  const { hasError } = root;
  const { value, source } = lowerItems(
    { ...createMistakenText(text), memo, hasError },
    root.children,
    0,
    0,
    hasError,
    previous,
  );
  return { document: { ...value, length: text.length }, source };
}

interface Context extends MistakenText {
  readonly memo: SyntaxMemo;
  /** Whether the parser had to recover from mistakes anywhere. */
  readonly hasError: boolean;
}

/** What a list of items was made of: for each child of the syntax node its id, and what it gave. */
export interface ListSource {
  readonly ids: readonly number[];
  readonly entries: readonly Entry[];
  /** What the entries that are nodes were made of; absent where the node was known by its text. */
  readonly sources: readonly (ListSource | undefined)[];
}

/** An item; nothing, for punctuation and comments; or something with mistakes, which is looked at anew each time. */
type Entry = ast.Item | undefined | 'mistaken';

interface LoweredItems {
  readonly value: ast.ItemList;
  readonly source: ListSource;
}

/** Lowers the items among `children`; offsets count from `base`. */
function lowerItems(
  context: Context,
  children: readonly SyntaxNode[],
  base: number,
  depth: number,
  hasError: boolean,
  previous: ListSource = NO_SOURCE,
): LoweredItems {
  const ids = children.map((child) => child.id);
  const { prefix, suffix } = equalEnds(ids, previous.ids);
  const list: OpenList = { items: [], starts: [], errors: [] };
  const entries: Entry[] = [];
  const sources: (ListSource | undefined)[] = [];
  for (let index = 0; index < children.length; index++) {
    const child = children[index]!;
    const fromEnd = ids.length - index;
    const known = index < prefix ? index : fromEnd <= suffix ? previous.ids.length - fromEnd : -1;
    let entry: Entry = known >= 0 ? previous.entries[known] : 'mistaken';
    let source = known >= 0 ? previous.sources[known] : undefined;
    if (entry === 'mistaken') {
      const counterpart = index < previous.ids.length - suffix ? previous.sources[index] : undefined;
      ({ entry, source } = lowerChild(context, child, base, depth, hasError, list, counterpart));
    } else if (entry) addItem(list, entry, child.startIndex - base);
    entries.push(entry);
    sources.push(source);
  }
  reportOrder(list.items, list.starts, list.errors);
  const hasErrors = list.errors.length > 0 || list.items.some(itemHasErrors);
  return { value: { ...list, hasErrors }, source: { ids, entries, sources } };
}

const NO_SOURCE: ListSource = { ids: [], entries: [], sources: [] };

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

interface LoweredChild {
  readonly entry: Entry;
  readonly source?: ListSource | undefined;
}

/** Adds what a child gives to the list; inside the parser's error nodes too: what it understood there still counts. */
function lowerChild(
  context: Context,
  child: SyntaxNode,
  base: number,
  depth: number,
  hasError: boolean,
  list: OpenList,
  counterpart: ListSource | undefined,
): LoweredChild {
  // To ask the parser for a type takes a call into it; of a clean node's punctuation it is known.
  if (!hasError && PUNCTUATION.has(context.text.charCodeAt(child.startIndex))) return { entry: undefined };
  const { errors } = list;
  const type = child.type;
  const before = errors.length;
  if (ITEM_TYPES.has(type)) {
    if (SMALL_ITEM_TYPES.has(type)) reportSmallItem(context, child, base, errors);
    if (type === 'memory_reservation') reportNumbers(context, child, base, errors);
    if (depth === 0) reportMisplaced(child, base, errors);
    const { item, source } = lowerItem(context, child, type, depth, counterpart);
    addItem(list, item, child.startIndex - base);
    return { entry: errors.length === before ? item : 'mistaken', source };
  }
  if (type === 'ERROR') {
    errors.push(describeError(child, context, base));
    for (const inner of child.children) lowerChild(context, inner, base, depth, false, list, undefined);
  } else if (type === 'macro_use') errors.push(undefinedMacro(child, base));
  else if (type.startsWith('preproc_')) errors.push(strayDirective(child, base));
  else if (hasError && child.isMissing) errors.push(describeMissing(child, context.text, base));
  return { entry: errors.length === before ? undefined : 'mistaken' };
}

/** The characters that stand by themselves around and between items, with which no item begins. */
const PUNCTUATION: ReadonlySet<number> = new Set([...'{};'].map((character) => character.charCodeAt(0)));

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

interface LoweredItem {
  readonly item: ast.Item;
  /** Present for a node whose children have been looked at. */
  readonly source?: ListSource;
}

function lowerItem(
  context: Context,
  node: SyntaxNode,
  type: string,
  depth: number,
  previous: ListSource | undefined,
): LoweredItem {
  switch (type) {
    case 'property':
      return { item: propertyOf(context, node) };
    case 'root_node':
    case 'node_reference':
    case 'node':
      return nodeOf(context, node, depth, previous);
    default:
      return { item: lowerSmallItem(context, node, type) };
  }
}

function lowerSmallItem(context: Context, node: SyntaxNode, type: string): ast.Item {
  const length = node.endIndex - node.startIndex;
  const parts = () => readParts(context, node, true);
  switch (type) {
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
      return lowerReservation(context, node);
    case 'file_version':
      return { kind: 'file-version', length };
    default:
      return { kind: 'plugin', length };
  }
}

/** The node, by its text alone where that is known: another board, or another place of this one, may have the same. */
function nodeOf(context: Context, node: SyntaxNode, depth: number, previous: ListSource | undefined): LoweredItem {
  const start = node.startIndex;
  const end = node.endIndex;
  const hasError = node.hasError;
  const memo = hasError ? undefined : memoOfNode(context.memo, depth, end - start);
  if (!memo) return lowerNode(context, node, depth, hasError, previous);
  const text = context.text.slice(start, end);
  const known = memo.get(text);
  if (known) return { item: known };
  const lowered = lowerNode(context, node, depth, hasError, previous);
  if (!lowered.item.hasErrors) memo.set(detached(text), lowered.item);
  return lowered;
}

function lowerNode(
  context: Context,
  node: SyntaxNode,
  depth: number,
  hasError: boolean,
  previous: ListSource | undefined,
): { readonly item: ast.Node; readonly source: ListSource } {
  const base = node.startIndex;
  const { target, nameRange, labels, omitIfNoRef, body, errors } = readParts(context, node, hasError);
  const tooDeep = depth >= MAX_DEPTH;
  const children = body && !tooDeep ? body.children : [];
  const { value, source } = lowerItems(context, children, base, depth + 1, hasError, previous);
  const problems = [...value.errors, ...errors];
  if (tooDeep)
    problems.push({ code: 'nested-too-deeply', message: `Nodes are nested more than ${MAX_DEPTH} deep`, ...nameRange });
  const bodyRange = body ? { start: body.startIndex - base, end: body.endIndex - base } : { start: 0, end: 0 };
  const header = { length: node.endIndex - base, target, nameRange, labels, omitIfNoRef, body: bodyRange };
  return { item: makeNode(header, { ...value, errors: problems }), source };
}

function propertyOf(context: Context, node: SyntaxNode): ast.Property {
  const memo = context.memo.properties;
  const text = context.text.slice(node.startIndex, node.endIndex);
  // How the parser recovers from a mistake depends on what stands around it, so that the text alone does not tell.
  if (context.hasError && node.hasError) return lowerProperty(detached(text), context, node);
  const known = memo.get(text);
  if (known) return known;
  const kept = detached(text);
  const property = lowerProperty(kept, context, node);
  memo.set(kept, property);
  return property;
}

function lowerProperty(text: string, context: Context, node: SyntaxNode): ast.Property {
  const hasError = node.hasError;
  const plain = hasError ? undefined : splitProperty(text);
  if (plain) return makeProperty(text, plain, []);
  const base = node.startIndex;
  const { propertyName: name, nameRange, labels, value, errors } = readParts(context, node, hasError);
  const valueRange = value && { start: value.startIndex - base, end: value.endIndex - base };
  const property = makeProperty(text, { labels, name, nameRange, ...(valueRange && { valueRange }) }, errors);
  // One mistake is enough: the value's own words are more exact than the parser's recovery from the same mistake.
  if (!hasError || property.errors.some(({ code }) => STOPPING_CODES.has(code))) return property;
  const recovered: ast.SyntaxProblem[] = [];
  reportRecovery(context, node, base, recovered);
  return {
    ...property,
    errors: [...property.errors, ...recovered],
    hasErrors: property.hasErrors || recovered.length > 0,
  };
}

/** Of mistakes behind which the value's reader does not go on. */
const STOPPING_CODES: ReadonlySet<string> = new Set(['syntax-error', 'undefined-macro', 'nested-too-deeply']);

function reportRecovery(context: Context, node: SyntaxNode, base: number, errors: ast.SyntaxProblem[]): void {
  for (const child of node.children) {
    if (child.type === 'ERROR') errors.push(describeError(child, context, base));
    else if (child.isMissing) errors.push(describeMissing(child, context.text, base));
    else if (child.hasError) reportRecovery(context, child, base, errors);
    if (errors.length > 0) return;
  }
}

function lowerReservation(context: Context, node: SyntaxNode): ast.MemoryReservation {
  const number = (field: string) => {
    const component = parseOperand(context, node, field)?.value.components[0];
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
function reportNumbers(context: Context, node: SyntaxNode, base: number, errors: ast.SyntaxProblem[]): void {
  for (const field of ['address', 'length']) {
    const parsed = parseOperand(context, node, field);
    for (const problem of parsed?.value.problems ?? []) {
      const { start, end } = problem;
      const shift = parsed!.start - base;
      errors.push({ ...problem, start: start + shift, end: end + shift });
    }
  }
}

/** The value of a field as that of a wide cell; `start` is where the text of the value would begin. */
function parseOperand(context: Context, node: SyntaxNode, field: string) {
  const operand = node.childForFieldName(field);
  if (!operand) return undefined;
  const text = `${WIDE_CELL}${context.text.slice(operand.startIndex, operand.endIndex)}>`;
  return { value: parseValue(text, 0, text.length), start: operand.startIndex - WIDE_CELL.length };
}

const WIDE_CELL = '/bits/ 64 <';
