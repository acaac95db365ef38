import { detached } from '../text/detached.js';
import { sharedName } from '../text/shared-name.js';
import type * as ast from './ast.js';
import { MAX_DEPTH } from './lower.js';
import { makeNode, makeProperty } from './make-items.js';
import { unescapeName } from './parts.js';
import { type PropertyText, splitProperty } from './property-text.js';
import type { SyntaxMemo } from './text-memo.js';
import { pathReference } from './tokens.js';

/**
 * A document as a host can keep it from one start to the next: where in its text each item stands, from which, with the text,
 * the document is made again without the parser. `undefined` for a document with mistakes.
 */
export function encodeDocument(document: ast.Document, text: string): string | undefined {
  if (document.hasErrors || document.length !== text.length) return undefined;
  const numbers: number[] = [];
  const reservations: string[] = [];
  writeItems({ text, numbers, reservations }, document, 0);
  return JSON.stringify({ length: text.length, sum: sumOf(numbers), numbers, reservations });
}

/**
 * The document of a text from what was kept, whose properties are those of the memo. Nodes are not looked for by their texts:
 * that takes long at a start, where nearly every text is met for the first time. `undefined` where it is damaged, or was kept
 * of another text.
 */
export function decodeDocument(kept: string, text: string, memo: SyntaxMemo): ast.Document | undefined {
  try {
    const { length, numbers, reservations, sum } = (JSON.parse(kept) as Partial<KeptDocument> | null) ?? {};
    if (length !== text.length || !Array.isArray(numbers) || !Array.isArray(reservations)) return undefined;
    if (sum !== sumOf(numbers)) return undefined;
    const reader: Reader = { text, memo, numbers, reservations, at: 0 };
    const items = readItems(reader, 0, length, 0);
    return reader.at === numbers.length ? { ...items, length } : undefined;
  } catch (reason) {
    if (reason !== DAMAGED && !(reason instanceof SyntaxError)) throw reason;
    return undefined;
  }
}

interface KeptDocument {
  readonly length: number;
  /**
   * For a list, how many items it has; for each of these its kind, where it begins in its holder and its length; then, for the
   * kinds that have more parts, offsets in the item.
   */
  readonly numbers: readonly number[];
  /** Finds what a disk has damaged; it is no defence against anybody. */
  readonly sum: number;
  /** The addresses and sizes of memory reservations, which a number cannot hold. */
  readonly reservations: readonly string[];
}

/** FNV-1a over numbers. */
export function sumOf(numbers: readonly number[]): number {
  let sum = 0x811c9dc5;
  for (const number of numbers) sum = Math.imul(sum ^ number, 0x01000193);
  return sum;
}

const PROPERTY = 0;
/** A property whose text does not tell its parts. */
const UNUSUAL_PROPERTY = 1;
const DELETE_PROPERTY = 2;
const OMIT_NODE = 3;
const MEMORY_RESERVATION = 4;
const FILE_VERSION = 5;
const PLUGIN = 6;
/** These two with the kind of the target added. */
const NODE = 10;
const DELETE_NODE = 20;

const CHILD = 0;
const ROOT = 1;
const REFERENCE = 2;

interface Writer {
  readonly text: string;
  readonly numbers: number[];
  readonly reservations: string[];
}

function writeItems(writer: Writer, { items, starts }: ast.ItemList, base: number): void {
  writer.numbers.push(items.length);
  for (const [index, item] of items.entries()) writeItem(writer, item, starts[index]!, base + starts[index]!);
}

function writeItem(writer: Writer, item: ast.Item, start: number, begin: number): void {
  const { numbers } = writer;
  const write = (kind: number, ...parts: readonly number[]) => numbers.push(kind, start, item.length, ...parts);
  switch (item.kind) {
    case 'property': {
      if (splitProperty(writer.text.slice(begin, begin + item.length))) write(PROPERTY);
      else {
        const { nameRange, valueRange, labels } = item;
        write(UNUSUAL_PROPERTY, nameRange.start, nameRange.end, valueRange?.start ?? -1, valueRange?.end ?? -1);
        writeLabels(numbers, labels);
      }
      break;
    }
    case 'node': {
      const { nameRange, body } = item;
      const omit = item.omitIfNoRef ? 1 : 0;
      write(NODE + kindOf(item.target), nameRange.start, nameRange.end, body.start, body.end, omit);
      writeLabels(numbers, item.labels);
      writeItems(writer, item, begin);
      break;
    }
    case 'delete-node':
      write(DELETE_NODE + kindOf(item.target), item.nameRange.start, item.nameRange.end);
      break;
    case 'delete-property':
      write(DELETE_PROPERTY, item.nameRange.start, item.nameRange.end);
      break;
    case 'omit-node':
      write(OMIT_NODE, item.reference.start, item.reference.end);
      break;
    case 'memory-reservation':
      write(MEMORY_RESERVATION, writer.reservations.length);
      writer.reservations.push(`${item.address} ${item.size}`);
      break;
    case 'file-version':
      write(FILE_VERSION);
      break;
    case 'plugin':
      write(PLUGIN);
      break;
  }
}

function writeLabels(numbers: number[], labels: readonly ast.Label[]): void {
  numbers.push(labels.length);
  for (const { start, end } of labels) numbers.push(start, end);
}

function kindOf({ kind }: ast.NodeTarget): number {
  if (kind === 'child') return CHILD;
  return kind === 'root' ? ROOT : REFERENCE;
}

interface Reader {
  readonly text: string;
  readonly memo: SyntaxMemo;
  readonly numbers: readonly unknown[];
  readonly reservations: readonly unknown[];
  at: number;
}

/** Thrown where what was kept says something that cannot be. */
const DAMAGED = new Error('This is not what was kept');

/** The next number, which is none below `least`, and none above `most`. */
function read(reader: Reader, most: number, least = 0): number {
  const value = reader.numbers[reader.at++];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw DAMAGED;
  return value;
}

/** The items of a holder that begins at `base` of the text and has so many characters. */
function readItems(reader: Reader, base: number, length: number, depth: number): ast.ItemList {
  if (depth > MAX_DEPTH) throw DAMAGED;
  const count = read(reader, length);
  const items: ast.Item[] = [];
  const starts: number[] = [];
  let end = 0;
  for (let index = 0; index < count; index++) {
    const kind = read(reader, DELETE_NODE + REFERENCE);
    const start = read(reader, length, end);
    end = start + read(reader, length - start);
    items.push(readItem(reader, kind, base + start, end - start, depth));
    starts.push(start);
  }
  return { items, starts, errors: [], hasErrors: false };
}

function readItem(reader: Reader, kind: number, begin: number, length: number, depth: number): ast.Item {
  const { text } = reader;
  const wordIn = ({ start, end }: Range) => text.slice(begin + start, begin + end);
  switch (kind) {
    case PROPERTY:
      return readProperty(reader, text.slice(begin, begin + length), splitProperty);
    case UNUSUAL_PROPERTY: {
      const nameRange = readRange(reader, length);
      const [start, end] = [read(reader, length, -1), read(reader, length, -1)];
      const labels = readLabels(reader, begin, length);
      const parts: PropertyText = {
        labels,
        name: unescapeName(wordIn(nameRange)),
        nameRange,
        ...(start >= 0 && { valueRange: { start, end } }),
      };
      return readProperty(reader, text.slice(begin, begin + length), () => parts);
    }
    case DELETE_PROPERTY: {
      const nameRange = readRange(reader, length);
      return { kind: 'delete-property', length, name: unescapeName(wordIn(nameRange)), nameRange };
    }
    case OMIT_NODE: {
      const range = readRange(reader, length);
      return { kind: 'omit-node', length, reference: referenceIn(wordIn(range), range) };
    }
    case MEMORY_RESERVATION:
      return readReservation(reader, length);
    case FILE_VERSION:
      return { kind: 'file-version', length };
    case PLUGIN:
      return { kind: 'plugin', length };
  }
  const nameRange = readRange(reader, length);
  const isNode = kind < DELETE_NODE;
  const target = targetOf(kind - (isNode ? NODE : DELETE_NODE), wordIn(nameRange), nameRange);
  return isNode
    ? readNode(reader, target, nameRange, begin, length, depth)
    : { kind: 'delete-node', length, target, nameRange };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function readRange(reader: Reader, length: number): Range {
  const start = read(reader, length);
  return { start, end: read(reader, length, start) };
}

function readLabels(reader: Reader, begin: number, length: number): readonly ast.Label[] {
  const count = read(reader, length);
  if (count === 0) return NO_LABELS;
  return Array.from({ length: count }, () => {
    const { start, end } = readRange(reader, length);
    return { name: sharedName(reader.text.slice(begin + start, begin + end)), start, end };
  });
}

const NO_LABELS: readonly ast.Label[] = [];

/** The property of a text, the same that others have of it. */
function readProperty(
  { memo }: Reader,
  text: string,
  partsOf: (text: string) => PropertyText | undefined,
): ast.Property {
  const known = memo.properties.get(text);
  if (known) return known;
  const kept = detached(text);
  const parts = partsOf(kept);
  if (!parts) throw DAMAGED;
  const property = makeProperty(kept, parts, []);
  if (property.hasErrors) throw DAMAGED;
  memo.properties.set(kept, property);
  return property;
}

function readNode(
  reader: Reader,
  target: ast.NodeTarget,
  nameRange: Range,
  begin: number,
  length: number,
  depth: number,
): ast.Node {
  const body = readRange(reader, length);
  const omitIfNoRef = read(reader, 1) === 1;
  const labels = readLabels(reader, begin, length);
  const list = readItems(reader, begin, length, depth + 1);
  return makeNode({ length, target, nameRange, labels, omitIfNoRef, body }, list);
}

function targetOf(kind: number, word: string, range: Range): ast.NodeTarget {
  if (kind === CHILD) return { kind: 'child', name: unescapeName(word) };
  if (kind === ROOT) return { kind: 'root' };
  if (kind === REFERENCE) return { kind: 'reference', reference: referenceIn(word, range) };
  throw DAMAGED;
}

/** `&label` or `&{/path}`. */
function referenceIn(word: string, { start, end }: Range): ast.Reference {
  if (!word.startsWith('&')) throw DAMAGED;
  return word.startsWith('&{')
    ? pathReference(word.slice(2, -1), start, end)
    : { start, end, label: sharedName(word.slice(1)) };
}

function readReservation(reader: Reader, length: number): ast.MemoryReservation {
  const kept = reader.reservations[read(reader, reader.reservations.length)];
  const [, address, size] = (typeof kept === 'string' && /^(\d+) (\d+)$/.exec(kept)) || [];
  if (address === undefined || size === undefined) throw DAMAGED;
  return { kind: 'memory-reservation', length, address: BigInt(address), size: BigInt(size) };
}
