import { detached } from '../text/detached.js';
import type { SourceFile } from '../text/source-file.js';
import {
  BLANK,
  CAPITAL_L,
  CHARACTER_KINDS,
  commentEnd,
  DIGIT,
  DOT,
  HASH,
  kindOf,
  LESS,
  LETTER,
  lineEnd,
  NEWLINE,
  numberEnd,
  ORDINARY,
  QUOTE,
  quotedEnd,
  SLASH,
  skipLineBreak,
  wordEnd,
} from './characters.js';
import {
  type DirectiveKind,
  directiveKindOf,
  isHeaderDirective,
  NO_DIRECTIVE,
  NULL_DIRECTIVE,
} from './directive-kinds.js';
import { guardOf } from './include-guard.js';
import type { Macro } from './macros.js';
import { joinSplicedLines, type SplicedText } from './splices.js';

/** In place of a name: the hit is a comment (or a NUL), which becomes one blank. */
export const COMMENT = -1;

/** What the expansion of a file needs to know of its text, whatever macros are defined. */
export interface Scan extends SplicedText {
  readonly file: SourceFile;
  /** The identifiers of the lines of text, perhaps with some of other versions of the file. */
  readonly names: NameList;
  /** For each identifier and comment in a line of text: the number of its name or {@link COMMENT}, start, end. */
  readonly hits: Int32Array;
  /** For each directive: its {@link DirectiveKind}, start of its line, end with line break, the first hit behind it. */
  readonly directives: Int32Array;
  /** The macro that, once defined, leaves nothing of the file: its include guard. */
  readonly guard: string | undefined;
  /** Where a comment begins that has no end, -1 if there is none. */
  readonly unterminatedComment: number;
  /** For each `#define`, by the directive's number, what it defines: filled in when it has first been executed. */
  readonly definitions: (Macro | undefined)[];
  readonly id: symbol;
  /** Which lines were scanned, if this is the scan of another version with what has changed since. */
  readonly rescanned?: Rescanned;
}

/** The whole logical lines in which two versions of a file differ. */
export interface ChangedLines {
  /** Where they begin, in both joined texts. */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

export interface Rescanned extends ChangedLines {
  /** The {@link Scan.id} of the scan of the older version, which itself is not kept alive. */
  readonly base: symbol;
}

export const HIT_SIZE = 3;
export const DIRECTIVE_SIZE = 4;

/** Scans a file, all of its splices taken out first. All offsets are in that joined text. */
export function scanFile(file: SourceFile): Scan {
  const joined = joinSplicedLines(file.text);
  const { text } = joined;
  const hits = new Int32Array(Math.max(64, text.length >> 2));
  const names = { list: [], numbers: new Map() };
  const state: ScanState = { names, hits, hitCount: 0, directives: [], unterminatedComment: -1 };
  for (let at = 0; at < text.length; ) at = scanLine(text, at, state);
  return createScan(file, joined, state);
}

export function createScan(file: SourceFile, joined: SplicedText, state: ScanState, rescanned?: Rescanned): Scan {
  const directives = Int32Array.from(state.directives);
  return {
    ...joined,
    file,
    names: state.names,
    // A scan of what has changed allots little more than it needs, which is not worth copying.
    hits: rescanned ? state.hits.subarray(0, state.hitCount) : state.hits.slice(0, state.hitCount),
    directives,
    guard: guardOf(joined.text, directives),
    unterminatedComment: state.unterminatedComment,
    definitions: [],
    id: Symbol(),
    ...(rescanned && { rescanned }),
  };
}

/** The different identifiers of a file. Later versions of the file add to the same list. */
export interface NameList {
  readonly list: string[];
  readonly numbers: Map<string, number>;
}

/** A scan in the making. */
export interface ScanState {
  readonly names: NameList;
  hits: Int32Array;
  hitCount: number;
  readonly directives: number[];
  unterminatedComment: number;
}

/**
 * Scans the logical line at `from`: up to a line break outside comments. Returns the start of the next line. A logical
 * line never starts within a comment or a string, which makes it the unit of rescanning.
 */
export function scanLine(text: string, from: number, state: ScanState): number {
  const length = text.length;
  let at = from;
  let fresh = true;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? CHARACTER_KINDS[code]! : ORDINARY;
    if (kind === BLANK) {
      if (code === 0) addHit(state, COMMENT, at, at + 1);
      at++;
    } else if (kind === LETTER) {
      const start = at;
      at = wordEnd(text, at + 1);
      fresh = false;
      // L"x" is one token, in which L is not a name.
      if (code !== CAPITAL_L || at - start > 1 || kindOf(text.charCodeAt(at)) !== QUOTE) {
        addHit(state, numberOf(state, text.slice(start, at)), start, at);
      }
    } else if (kind === NEWLINE) {
      return skipLineBreak(text, at);
    } else if (kind === DIGIT) {
      at = numberEnd(text, at);
      fresh = false;
    } else if (kind === QUOTE) {
      at = quotedEnd(text, at, code, true);
      fresh = false;
    } else if (code === SLASH) {
      const end = skipComment(text, at, state);
      if (end === undefined) {
        at++;
        fresh = false;
      } else {
        addHit(state, COMMENT, at, end);
        at = end;
      }
    } else if (code === HASH && fresh) {
      const directive = directiveAt(text, at, state);
      if (directive !== NO_DIRECTIVE) return scanDirective(text, from, at + 1, directive, state);
      at++;
      fresh = false;
    } else {
      at = code === DOT && kindOf(text.charCodeAt(at + 1)) === DIGIT ? numberEnd(text, at) : at + 1;
      fresh = false;
    }
  }
  return length;
}

/** Finds the end of a directive's line; what is in it is read only if and when it is executed. */
function scanDirective(text: string, from: number, behindHash: number, kind: DirectiveKind, state: ScanState): number {
  // Comments in front of the `#` have been noted as hits of a line of text.
  while (state.hitCount > 0 && state.hits[state.hitCount - 2]! >= from) state.hitCount -= HIT_SIZE;
  let at = behindHash;
  let words = 0;
  let headerMayFollow = false;
  for (; at < text.length; ) {
    const code = text.charCodeAt(at);
    const charKind = kindOf(code);
    if (charKind === NEWLINE) {
      at = skipLineBreak(text, at);
      break;
    }
    const end = skipComment(text, at, state);
    if (end !== undefined) at = end;
    else if (charKind === BLANK) at++;
    else {
      const start = at;
      if (charKind === LETTER) at = wordEnd(text, at);
      else if (charKind === DIGIT) at = numberEnd(text, at);
      else if (charKind === QUOTE) at = quotedEnd(text, at, code, !headerMayFollow);
      else if (code === LESS && headerMayFollow) at = headerNameEnd(text, at);
      else at++;
      words++;
      headerMayFollow =
        (words === 1 && isHeaderDirective(kind)) ||
        (charKind === LETTER && text.startsWith('__has_include', start)) ||
        (headerMayFollow && code === 40);
    }
  }
  state.directives.push(kind, from, at, state.hitCount);
  return at;
}

function headerNameEnd(text: string, at: number): number {
  const end = quotedEnd(text, at, 62, false);
  return text.charCodeAt(end - 1) === 62 ? end : at + 1;
}

/** The offset behind the comment at `at`, if there is one. One that has no end ends with its line: editors go on there. */
function skipComment(text: string, at: number, state: ScanState): number | undefined {
  const end = commentEndIn({ text, unterminatedComment: state.unterminatedComment }, at);
  if (end === undefined || end >= 0) return end;
  if (state.unterminatedComment < 0) state.unterminatedComment = at;
  return lineEnd(text, at);
}

/** The same as `commentEnd`; behind a comment without an end no other has one, which spares looking for it. */
export function commentEndIn(scan: Pick<Scan, 'text' | 'unterminatedComment'>, at: number): number | undefined {
  const { text, unterminatedComment } = scan;
  const isLost = unterminatedComment >= 0 && at >= unterminatedComment && text.startsWith('/*', at);
  return isLost ? -1 : commentEnd(text, at);
}

/** The kind of the directive whose `#` is at `hash`. Any other word behind a `#` is text, such as `#size-cells`. */
function directiveAt(text: string, hash: number, state: ScanState): DirectiveKind {
  let at = hash + 1;
  for (;;) {
    const end = skipComment(text, at, state);
    if (end !== undefined) at = end;
    else if (kindOf(text.charCodeAt(at)) === BLANK) at++;
    else break;
  }
  const kind = kindOf(text.charCodeAt(at));
  if (at >= text.length || kind === NEWLINE) return NULL_DIRECTIVE;
  return kind === LETTER ? directiveKindOf(text.slice(at, wordEnd(text, at))) : NO_DIRECTIVE;
}

function numberOf(state: ScanState, name: string): number {
  const { list, numbers } = state.names;
  let number = numbers.get(name);
  if (number === undefined) {
    number = list.length;
    // The list is taken over by the scans of later versions of the file.
    const kept = detached(name);
    list.push(kept);
    numbers.set(kept, number);
  }
  return number;
}

function addHit(state: ScanState, what: number, start: number, end: number): void {
  if (state.hitCount + HIT_SIZE > state.hits.length) {
    const larger = new Int32Array(state.hits.length * 2);
    larger.set(state.hits);
    state.hits = larger;
  }
  const { hits, hitCount } = state;
  hits[hitCount] = what;
  hits[hitCount + 1] = start;
  hits[hitCount + 2] = end;
  state.hitCount = hitCount + HIT_SIZE;
}
