import type { SourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';
import { DIRECTIVE_NAMES } from './directive-kinds.js';
import { scanOf } from './rescan.js';
import { DIRECTIVE_SIZE, HIT_SIZE, type Scan } from './scan.js';
import { sourceEnd, sourceOffset } from './splices.js';
import { type Cursor, END, NAME, readToken } from './tokens.js';

/** A place where a file has a name as a word of its own, be it a macro there or not. */
export interface NamePlace extends Range {
  /** Whether a `#define` gives it a meaning there. */
  readonly isDefinition: boolean;
}

/** Every place of an identifier in a file, as cpp reads words; comments and strings have none. */
export function namePlaces(file: SourceFile, name: string): readonly NamePlace[] {
  const scan = scanOf(file);
  const { hits, directives, names } = scan;
  const number = names.numbers.get(name);
  const places: NamePlace[] = [];
  for (let at = 0; number !== undefined && at < hits.length; at += HIT_SIZE) {
    if (hits[at] === number) places.push(inFile(scan, hits[at + 1]!, hits[at + 2]!, false));
  }
  for (let at = 0; at < directives.length; at += DIRECTIVE_SIZE) {
    const isDefinition = DIRECTIVE_NAMES[directives[at]!] === 'define';
    places.push(...placesInDirective(scan, directives[at + 1]!, directives[at + 2]!, name, isDefinition));
  }
  return places.sort((left, right) => left.start - right.start);
}

function placesInDirective(scan: Scan, start: number, end: number, name: string, isDefinition: boolean): NamePlace[] {
  if (!scan.text.slice(start, end).includes(name)) return [];
  const places: NamePlace[] = [];
  const cursor: Cursor = { text: scan.text, at: start, end, instance: 0 };
  readToken(cursor);
  readToken(cursor);
  for (let first = true, token = readToken(cursor); token.kind !== END; first = false, token = readToken(cursor)) {
    if (token.kind === NAME && token.text === name) {
      places.push(inFile(scan, token.start, token.end, first && isDefinition));
    }
  }
  return places;
}

const inFile = (scan: Scan, start: number, end: number, isDefinition: boolean): NamePlace => ({
  start: sourceOffset(scan, start),
  end: sourceEnd(scan, end),
  isDefinition,
});
