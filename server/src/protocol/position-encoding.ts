import { type ClientCapabilities, type Position, PositionEncodingKind } from 'vscode-languageserver';
import type { SourceFile } from '../text/source-file.js';
import { normalizeUri, type Uri } from '../text/uri.js';

/**
 * Positions as the client counts them within a line, which may be in UTF-8 or UTF-32 (LSP 3.17, `positionEncoding`): the core
 * counts in UTF-16. Messages are translated as a whole, wherever in them positions stand, as they come and as they go.
 */
export interface PositionEncoding {
  readonly kind: PositionEncodingKind;
  /** What the client says about a document, with its positions as the core counts them. */
  decode<Value>(value: Value, uri: string): Value;
  /** What is said to the client about a document, and in places that name their own about others. */
  encode<Value>(value: Value, uri: string): Value;
  /** A position in a document of which the text of each line is known. */
  decodeIn(position: Position, lineOf: LineText): Position;
}

/** The text of a line without its line break. */
export type LineText = (line: number) => string;

/** The encoding that the client likes best, of files as they are when something is said of them. */
export function positionEncodingFor(
  { general }: ClientCapabilities,
  fileOf: (uri: Uri) => SourceFile | undefined,
): PositionEncoding {
  const kind = general?.positionEncodings?.find((each) => each in SIZES) ?? PositionEncodingKind.UTF16;
  const sizeOf = SIZES[kind];
  const same = <Value>(value: Value) => value;
  if (!sizeOf) return { kind, decode: same, encode: same, decodeIn: same };
  const translated = (value: unknown, uri: string, count: Count) =>
    mapPositions(value, uri, (position, at) => {
      const file = fileOf(normalizeUri(at));
      if (!file) return position;
      const { text, lines } = file;
      const lineText = text.slice(lines.startOf(position.line), lines.endOf(position.line));
      return { line: position.line, character: count(lineText, position.character, sizeOf) };
    });
  return {
    kind,
    // A translated value has the form that it had.
    decode: (value, uri) => translated(value, uri, codeUnits) as typeof value,
    encode: (value, uri) => translated(value, uri, charactersBefore) as typeof value,
    decodeIn: ({ line, character }, lineOf) => ({ line, character: codeUnits(lineOf(line), character, sizeOf) }),
  };
}

/** How much of its encoding a character takes; nothing to translate is in UTF-16. */
const SIZES: Readonly<Record<PositionEncodingKind, ((character: string) => number) | undefined>> = {
  [PositionEncodingKind.UTF16]: undefined,
  [PositionEncodingKind.UTF32]: () => 1,
  [PositionEncodingKind.UTF8]: (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  },
};

type Count = (line: string, count: number, sizeOf: (character: string) => number) => number;

/** How many UTF-16 code units of a line the client's `count` are; all where the line has fewer. */
const codeUnits: Count = (line, count, sizeOf) => {
  let before = 0;
  let units = 0;
  for (const character of line) {
    before += sizeOf(character);
    if (before > count) return units;
    units += character.length;
  }
  return units;
};

/** The client's count of the whole characters that lie in so many code units of a line. */
const charactersBefore: Count = (line, count, sizeOf) => {
  let before = 0;
  let units = 0;
  for (const character of line) {
    units += character.length;
    if (units > count) break;
    before += sizeOf(character);
  }
  return before;
};

/**
 * A message with all its positions changed; each is in the document that the object around it names, or else in that of the
 * whole message.
 */
function mapPositions(value: unknown, uri: string, change: (position: Position, uri: string) => Position): unknown {
  if (Array.isArray(value)) return value.map((each) => mapPositions(each, uri, change));
  if (typeof value !== 'object' || value === null) return value;
  if (isPosition(value)) return change(value, uri);
  const message = value as Readonly<Record<string, unknown>>;
  const { targetUri, changes } = message;
  const own = uriNamedBy(message) ?? uri;
  const entries = Object.entries(message).map(([key, each]): [string, unknown] => {
    if (key.startsWith('target') && typeof targetUri === 'string') return [key, mapPositions(each, targetUri, change)];
    // The edits of a `WorkspaceEdit`, by document.
    if (each === changes && typeof each === 'object' && each !== null && !Array.isArray(each))
      return [
        key,
        Object.fromEntries(Object.entries(each).map(([at, edits]) => [at, mapPositions(edits, at, change)])),
      ];
    return [key, mapPositions(each, own, change)];
  });
  return Object.fromEntries(entries);
}

function uriNamedBy({ uri, textDocument }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof uri === 'string') return uri;
  const named = (textDocument as { readonly uri?: unknown } | undefined)?.uri;
  return typeof named === 'string' ? named : undefined;
}

const isPosition = (value: object): value is Position =>
  'line' in value &&
  'character' in value &&
  typeof value.line === 'number' &&
  typeof value.character === 'number' &&
  Object.keys(value).length === 2;
