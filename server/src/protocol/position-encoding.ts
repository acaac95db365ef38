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
  /**
   * What is said to the client about a document, and in places that name their own about others. `file` is the version of the
   * document that it is said of; without it, the present one.
   */
  encode<Value>(value: Value, uri: string, file?: SourceFile): Value;
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
  if (!sizeOf) return { kind, decode: same, encode: same, decodeIn: same };
  const translated = (value: unknown, uri: string, lineOf: LineText | undefined, count: Count) => {
    const files = new Map<string, LineText | undefined>([[uri, lineOf ?? lineTextOf(fileOf(normalizeUri(uri)))]]);
    const counters = new Map<string, (character: number) => number>();
    return mapPositions(value, uri, ({ line, character }, at) => {
      if (!files.has(at)) files.set(at, lineTextOf(fileOf(normalizeUri(at))));
      const key = `${line} ${at}`;
      const counter = counters.get(key) ?? count(files.get(at)?.(line), sizeOf);
      counters.set(key, counter);
      return { line, character: counter(character) };
    });
  };
  return {
    kind,
    // A translated value has the form that it had.
    decode: (value, uri) => translated(value, uri, undefined, codeUnits) as typeof value,
    encode: (value, uri, file) => translated(value, uri, lineTextOf(file), charactersBefore) as typeof value,
    decodeIn: ({ line, character }, lineOf) => ({ line, character: codeUnits(lineOf(line), sizeOf)(character) }),
  };
}

const same = <Value>(value: Value): Value => value;

/** How much of its encoding a character takes; nothing to translate is in UTF-16. */
const SIZES: Readonly<Record<PositionEncodingKind, ((character: string) => number) | undefined>> = {
  [PositionEncodingKind.UTF16]: undefined,
  [PositionEncodingKind.UTF32]: () => 1,
  [PositionEncodingKind.UTF8]: (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  },
};

const lineTextOf = (file: SourceFile | undefined): LineText | undefined =>
  file && ((line) => file.text.slice(file.lines.startOf(line), file.lines.endOf(line)));

/** How positions in a line are counted in another way; of a line that nobody knows they stay. */
type Count = (line: string | undefined, sizeOf: (character: string) => number) => (character: number) => number;

/** From the client's count to UTF-16 code units: those of the characters that lie before; all where the line has fewer. */
const codeUnits: Count = (line, sizeOf) => {
  if (line === undefined) return same;
  const counts = countsOf(line, sizeOf);
  if (!counts) return (character) => Math.min(character, line.length);
  return (character) => {
    let [low, high] = [0, line.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (counts[middle]! <= character) low = middle;
      else high = middle - 1;
    }
    // Both halves of a character have the same count.
    return low > 0 && counts[low] === counts[low - 1] ? low - 1 : low;
  };
};

/** From UTF-16 code units to the client's count of the whole characters that lie before. */
const charactersBefore: Count = (line, sizeOf) => {
  const counts = line === undefined ? undefined : countsOf(line, sizeOf);
  return (character) => counts?.[Math.min(character, counts.length - 1)] ?? character;
};

/** The client's count at each code unit of a line; `undefined` where all are one. A long line has many positions. */
function countsOf(line: string, sizeOf: (character: string) => number): Uint32Array | undefined {
  if (/^[\0-\x7f]*$/.test(line)) return undefined;
  const counts = new Uint32Array(line.length + 1);
  let [units, count] = [0, 0];
  for (const character of line) {
    for (let half = 0; half < character.length; half++) counts[units + half] = count;
    units += character.length;
    count += sizeOf(character);
  }
  counts[units] = count;
  return counts;
}

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
