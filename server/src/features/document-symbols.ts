import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  DocumentSymbolRequest,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver-protocol';
import type { DirectiveLine } from '../preprocessor/directive-lines.js';
import type * as ast from '../syntax/ast.js';
import type { Outline } from '../syntax/outline.js';
import type { Range } from '../text/span.js';
import { defineFeature } from './feature.js';
import { rangeOf } from './positions.js';

/**
 * The nodes of a file as they are written, with its includes and macros. Properties are none: they would be four of five
 * symbols and hide the others.
 */
export const documentSymbols = defineFeature<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>({
  request: DocumentSymbolRequest.type,
  capabilities: { documentSymbolProvider: true },
  neutral: [],
  handle({ view, client }) {
    const symbols = symbolsOf(view.outline());
    const isHierarchical = client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    return isHierarchical ? symbols : flatten(symbols, view.file.uri);
  },
});

/** More symbols than any source has, and fewer than an editor can show at once. */
const MAX_SYMBOLS = 10_000;

/** The symbols while they are collected. */
interface Collection {
  readonly outline: Outline;
  /** The directives that are symbols, in source order, and which is next. */
  readonly directives: readonly DirectiveLine[];
  next: number;
  room: number;
}

function symbolsOf(outline: Outline): DocumentSymbol[] {
  const directives = outline.directives.filter(({ name, subject }) => subject && KINDS.has(name));
  const collection: Collection = { outline, directives, next: 0, room: MAX_SYMBOLS };
  return symbolsIn(collection, outline.document, 0, outline.document.length + 1);
}

const KINDS: ReadonlyMap<string, SymbolKind> = new Map([
  ['include', SymbolKind.File],
  ['include_next', SymbolKind.File],
  ['import', SymbolKind.File],
  ['define', SymbolKind.Constant],
]);

// The parse nests less deeply than calls can: lowering bounds it.
function symbolsIn(collection: Collection, list: ast.ItemList, base: number, end: number): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const [index, item] of list.items.entries()) {
    if (item.kind !== 'node') continue;
    const start = base + list.starts[index]!;
    addDirectives(collection, start, symbols);
    if (collection.room-- <= 0) return symbols;
    const range = { start, end: start + item.length };
    const symbol = symbolOf(collection, nameOf(collection, item, start), SymbolKind.Module, range, {
      start: start + item.nameRange.start,
      end: start + item.nameRange.end,
    });
    symbol.children = symbolsIn(collection, item, start, start + item.length);
    symbols.push(symbol);
  }
  addDirectives(collection, end, symbols);
  return symbols;
}

/** Adds the directives before an offset: they stand where they are written, be it inside of a node. */
function addDirectives(collection: Collection, before: number, symbols: DocumentSymbol[]): void {
  const { file } = collection.outline;
  for (; ; collection.next++) {
    const directive = collection.directives[collection.next];
    if (!directive?.subject || directive.start >= before || collection.room-- <= 0) return;
    const { name, subject } = directive;
    const isFunction = name === 'define' && file.text[subject.end] === '(';
    const kind = isFunction ? SymbolKind.Function : KINDS.get(name)!;
    symbols.push(symbolOf(collection, file.text.slice(subject.start, subject.end), kind, directive, subject));
  }
}

/** As it is written before the brace: `uart0: serial@1000`. */
function nameOf({ outline: { file } }: Collection, { labels, nameRange }: ast.Node, start: number): string {
  const name = file.text.slice(start + nameRange.start, start + nameRange.end);
  return [...labels.map((label) => `${label.name}:`), name].join(' ');
}

function symbolOf({ outline }: Collection, text: string, kind: SymbolKind, range: Range, name: Range): DocumentSymbol {
  const { file } = outline;
  return {
    // An editor refuses the whole outline for one symbol without a name.
    name: text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME) || '{ }',
    kind,
    range: rangeOf({ file, ...range }),
    selectionRange: rangeOf({ file, start: name.start, end: Math.min(name.end, range.end) }),
  };
}

const MAX_NAME = 200;

function flatten(symbols: readonly DocumentSymbol[], uri: string, containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
    ...flatten(children, uri, name),
  ]);
}
