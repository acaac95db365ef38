import type { Range } from '../text/span.js';
import {
  beginsStatement,
  characterEnd,
  commentEnd,
  directiveAt,
  pathReferenceEnd,
  type RawDirective,
  stringEnd,
} from './half-typed-text.js';
import { type CursorPlace, readPlace } from './statement-place.js';

/** The statement of a raw file that someone is typing, however much of it is there. Ranges are of the file. */
export interface Statement extends Range {
  /** The bodies around it, the outermost first. */
  readonly bodies: readonly RawBody[];
  /** The last `;`, `{`, `}` or `)` before the statement; absent where it is the first of the file. */
  readonly anchor?: number;
  /** What follows: a `;`, which is its last character, the brace of a body, or neither. */
  readonly endedBy: 'semicolon' | 'body' | 'nothing';
  /** What the cursor is at; ranges count from the statement's start. */
  readonly place: CursorPlace;
}

/** A pair of braces that is open at the cursor. */
export interface RawBody {
  readonly brace: number;
  /** What stands before the brace: labels, and a name or reference. */
  readonly header: string;
}

/**
 * The statement at `offset` of a raw file; `undefined` within a comment or a directive. Nothing of the text needs to be
 * whole: where a line begins like a statement, the one before ends, whether it has its semicolon or not.
 */
export function statementAt(text: string, offset: number): Statement | undefined {
  const before = scanTo(text, offset);
  if (!before) return undefined;
  const { body, anchor, parentheses, at } = before;
  const bodies: RawBody[] = [];
  for (let each = body; each; each = each.parent)
    bodies.push({ brace: each.brace, header: text.slice(each.headerStart, each.brace) });
  bodies.reverse();
  const begin = before.start < 0 ? offset : before.start;
  const place = readPlace(text.slice(begin, offset), text.slice(offset, offset + MAX_WORD));
  const start = begin + place.start;
  const found: Pick<Statement, 'end' | 'endedBy'> =
    start === offset
      ? { end: offset, endedBy: 'nothing' }
      : endOfStatement(text, offset, at, parentheses - openedIn(text.slice(begin, start)));
  return { start, ...found, bodies, ...(anchor >= 0 && { anchor }), place };
}

/**
 * The text without a statement: its line breaks and the directives among its lines stay, all else of it goes. So the
 * result is the same from key to key, every line keeps its number, and all before the statement its offset.
 */
export function withoutStatement(text: string, { start, end }: Range): string {
  const kept: string[] = [];
  for (let at = start; at < end; ) {
    const newline = text.indexOf('\n', at);
    if (newline < 0 || newline >= end) break;
    at = newline + 1;
    kept.push('\n');
    const hash = skipBlanks(text, at);
    const directive = hash < end && text[hash] === '#' ? directiveAt(text, hash) : undefined;
    if (!directive) continue;
    kept.push(text.slice(at, directive.end));
    at = directive.end;
  }
  return text.slice(0, start) + kept.join('') + text.slice(end);
}

/** Braces that are open, as a list from the innermost outwards: a conditional's branches begin with the same ones. */
interface OpenBody {
  readonly brace: number;
  readonly headerStart: number;
  readonly parent: OpenBody | undefined;
}

interface Scan {
  readonly body: OpenBody | undefined;
  readonly anchor: number;
  /** Where the statement begins; -1 where nothing of it is there yet. */
  readonly start: number;
  /** How many parentheses are open since then. */
  readonly parentheses: number;
  /** Where scanning stopped: at the offset, or behind the string or path that the offset is in. */
  readonly at: number;
}

/** Reads the text up to an offset; `undefined` if that is within a comment or a directive. */
function scanTo(text: string, offset: number): Scan | undefined {
  let body: OpenBody | undefined;
  let anchor = -1;
  let start = -1;
  let parentheses = 0;
  let isLineStart = true;
  const branches: (OpenBody | undefined)[] = [];
  const end = (at: number) => {
    anchor = at;
    start = -1;
    parentheses = 0;
  };
  const enterBranch = ({ name }: RawDirective) => {
    if (name.startsWith('if')) branches.push(body);
    else if (name === 'endif') branches.pop();
    // Each branch begins with the braces that were open before the first.
    else if (branches.length > 0) body = branches.at(-1);
  };
  let at = 0;
  while (at < offset) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === TAB || code === CR) {
      at++;
      continue;
    }
    if (code === NEWLINE) {
      isLineStart = true;
      at++;
      continue;
    }
    if (code === HASH && isLineStart) {
      const directive = directiveAt(text, at);
      if (directive) {
        if (directive.end >= offset) return undefined;
        if (directive.isConditional) enterBranch(directive);
        at = directive.end;
        continue;
      }
    }
    if (code === SLASH && isCommentMark(text.charCodeAt(at + 1))) {
      const behind = commentEnd(text, at);
      const isLine = text.charCodeAt(at + 1) === SLASH;
      if (behind > offset || (isLine && behind === offset)) return undefined;
      at = behind;
      continue;
    }
    if (code === CLOSING_BRACE) {
      body = body?.parent;
      end(at);
    } else if (code === SEMICOLON || (code === CLOSING_PARENTHESIS && parentheses === 0)) {
      end(at);
    } else {
      if (start < 0 || (isLineStart && beginsStatement(text, at))) {
        start = at;
        parentheses = 0;
      }
      if (code === OPENING_BRACE) {
        body = { brace: at, headerStart: start, parent: body };
        end(at);
      } else if (code === OPENING_PARENTHESIS) parentheses++;
      else if (code === CLOSING_PARENTHESIS) parentheses--;
    }
    isLineStart = false;
    at = behindToken(text, at, code);
  }
  return { body, anchor, start, parentheses, at: Math.max(at, offset) };
}

/** How many parentheses stay open in what a macro's call has before the statement among its arguments. */
function openedIn(text: string): number {
  let open = 0;
  for (const character of text) {
    if (character === '(') open++;
    else if (character === ')') open--;
  }
  return Math.max(0, open);
}

/** Where the statement ends that the cursor at `offset` is in; `from` is behind the token around the cursor. */
function endOfStatement(
  text: string,
  offset: number,
  from: number,
  openParentheses: number,
): Pick<Statement, 'end' | 'endedBy'> {
  let parentheses = openParentheses;
  let isLineStart = false;
  let at = from;
  const stopped = (): Pick<Statement, 'end' | 'endedBy'> => {
    let end = Math.min(at, text.length);
    while (end > offset && /\s/.test(text[end - 1]!)) end--;
    return { end, endedBy: 'nothing' };
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) isLineStart = true;
    if (code === NEWLINE || code === SPACE || code === TAB || code === CR) {
      at++;
      continue;
    }
    const directive = code === HASH && isLineStart ? directiveAt(text, at) : undefined;
    if (directive || (code === SLASH && isCommentMark(text.charCodeAt(at + 1)))) {
      at = directive ? directive.end : commentEnd(text, at);
      continue;
    }
    if (isLineStart && beginsStatement(text, at)) return stopped();
    if (code === SEMICOLON) return { end: at + 1, endedBy: 'semicolon' };
    if (code === OPENING_BRACE) return { ...stopped(), endedBy: 'body' };
    if (code === CLOSING_BRACE || (code === CLOSING_PARENTHESIS && parentheses === 0)) return stopped();
    if (code === OPENING_PARENTHESIS) parentheses++;
    if (code === CLOSING_PARENTHESIS) parentheses--;
    isLineStart = false;
    at = behindToken(text, at, code);
  }
  return stopped();
}

/** Behind the token that begins at `at`, as far as it matters where it ends. */
function behindToken(text: string, at: number, code: number): number {
  if (code === QUOTE) return stringEnd(text, at);
  if (code === APOSTROPHE) return characterEnd(text, at);
  if (code === AMPERSAND && text.charCodeAt(at + 1) === OPENING_BRACE) return pathReferenceEnd(text, at);
  return at + 1;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

const isCommentMark = (code: number) => code === SLASH || code === ASTERISK;

/** How much behind the cursor is looked at for the rest of its word. */
const MAX_WORD = 256;

const TAB = 9;
const NEWLINE = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const AMPERSAND = 38;
const APOSTROPHE = 39;
const OPENING_PARENTHESIS = 40;
const CLOSING_PARENTHESIS = 41;
const ASTERISK = 42;
const SLASH = 47;
const SEMICOLON = 59;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
