import {
  BLANK,
  CAPITAL_L,
  commentEnd,
  DIGIT,
  DOT,
  GREATER,
  kindOf,
  LESS,
  LETTER,
  NEWLINE,
  numberEnd,
  QUOTE,
  quotedEnd,
  wordEnd,
} from './characters.js';

export const NAME = 0;
export const NUMBER = 1;
export const STRING = 2;
export const CHARACTER = 3;
export const PUNCTUATOR = 4;
/** A character that begins no token, and a quote without its partner with the rest of the line. */
export const OTHER = 5;
/** `<file.h>` where a header name is expected. */
export const HEADER_NAME = 6;
/** No text: tells the printer where a blank may be needed to keep tokens apart. */
export const PADDING = 7;
/** A parameter in a macro's body. */
export const PARAMETER = 8;
/** The end of a line, a file, or an argument: whatever is being read. */
export const END = 9;

/** A blank or a comment stands before the token. */
export const BLANK_BEFORE = 1;
/** The operand on the left of a `##`. */
export const PASTE_LEFT = 2;
/** The operand of a `#`. */
export const STRINGIFY = 4;
/** A macro's name met within its own expansion: never expanded again. */
export const NO_EXPAND = 8;
/** The first token of a line. */
export const LINE_START = 16;

export interface Token {
  readonly kind: number;
  /** The token as spelled, splices taken out. */
  readonly text: string;
  readonly flags: number;
  /** Where the token was written: offsets in the joined text of the file that holds it. */
  readonly start: number;
  readonly end: number;
  /** The number of the include instance the token was read in; only meaningful while `home` is 0. */
  readonly instance: number;
  /** The innermost macro use that the token has passed through, 0 for none. */
  readonly use: number;
  /** The macro use whose macro has the token in its body; 0 for a token written in a file. */
  readonly home: number;
  /** Which parameter of the macro a {@link PARAMETER} is. */
  readonly parameter: number;
  /** For a {@link PADDING}: the token that decides whether a blank is due; none leaves it to the next token. */
  readonly source: Token | undefined;
}

/** A stretch of joined text being read token by token. */
export interface Cursor {
  readonly text: string;
  at: number;
  readonly end: number;
  readonly instance: number;
}

/** Reads the next token before `cursor.end`; {@link END} there. Line breaks are blanks: the caller knows its lines. */
export function readToken(cursor: Cursor, headerAllowed = false): Token {
  const { text, end } = cursor;
  let at = cursor.at;
  let flags = 0;
  for (; at < end; flags |= BLANK_BEFORE) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === BLANK) at++;
    else if (kind === NEWLINE) {
      flags = LINE_START;
      at++;
    } else {
      const behind = commentEnd(text, at, end);
      if (behind === undefined) break;
      at = behind < 0 || behind > end ? end : behind;
    }
  }
  if (at >= end) {
    cursor.at = end;
    return makeToken(END, '', flags, end, end, cursor.instance);
  }
  const code = text.charCodeAt(at);
  const start = at;
  let kind = PUNCTUATOR;
  switch (kindOf(code)) {
    case LETTER:
      at = wordEnd(text, at);
      kind = NAME;
      if (code === CAPITAL_L && at - start === 1 && kindOf(text.charCodeAt(at)) === QUOTE) {
        const quote = text.charCodeAt(at);
        at = quotedEnd(text, at, quote, true);
        kind = quotedKind(text, start + 1, at, quote, true);
      }
      break;
    case DIGIT:
      at = numberEnd(text, at);
      kind = NUMBER;
      break;
    case QUOTE:
      at = quotedEnd(text, at, code, !headerAllowed);
      kind = quotedKind(text, start, at, code, !headerAllowed);
      break;
    default:
      if (code === DOT && kindOf(text.charCodeAt(at + 1)) === DIGIT) {
        at = numberEnd(text, at);
        kind = NUMBER;
      } else if (
        code === LESS &&
        headerAllowed &&
        text.charCodeAt(quotedEnd(text, at, GREATER, false) - 1) === GREATER
      ) {
        at = quotedEnd(text, at, GREATER, false);
        kind = HEADER_NAME;
      } else {
        at += punctuatorLength(text, at);
        if (at === start) {
          at++;
          kind = OTHER;
        }
      }
  }
  cursor.at = at;
  return makeToken(kind, text.slice(start, at), flags, start, at, cursor.instance);
}

export function makeToken(
  kind: number,
  text: string,
  flags: number,
  start: number,
  end: number,
  instance: number,
  use = 0,
  home = 0,
  parameter = -1,
  source: Token | undefined = undefined,
): Token {
  return { kind, text, flags, start, end, instance, use, home, parameter, source };
}

/** The token with other flags. */
export function withFlags(token: Token, flags: number): Token {
  const { kind, text, start, end, instance, use, home, parameter, source } = token;
  return makeToken(kind, text, flags, start, end, instance, use, home, parameter, source);
}

/** The token with another way to the expanded text. */
export function withUse(token: Token, use: number, home: number): Token {
  const { kind, text, flags, start, end, instance, parameter, source } = token;
  return makeToken(kind, text, flags, start, end, instance, use, home, parameter, source);
}

/** Whether the two tokens, printed side by side, would be read as something else (cpp_avoid_paste of GCC's libcpp). */
export function needBlankBetween(left: Token, right: Token): boolean {
  const operator = right.kind === PUNCTUATOR ? right.text.charAt(0) : '';
  if (left.kind === PUNCTUATOR) {
    if (operator === '=' && BEFORE_EQUALS.has(left.text)) return true;
    switch (left.text) {
      case '>':
        return operator === '>';
      case '<':
        return operator === '<' || operator === '%' || operator === ':';
      case '+':
        return operator === '+';
      case '-':
        return operator === '-' || operator === '>';
      case '/':
        return operator === '/' || operator === '*';
      case '%':
        return operator === ':' || operator === '%';
      case '&':
        return operator === '&';
      case '|':
        return operator === '|';
      case ':':
        return operator === ':' || operator === '>';
      case '->':
        return operator === '*';
      case '.':
        return operator === '.' || operator === '%' || right.kind === NUMBER;
      case '#':
        return operator === '#' || operator === '%';
      case '<=':
        return operator === '>';
      default:
        return false;
    }
  }
  // A prefixed string such as L"x" is another kind of token, which cpp does not think of here.
  const isWord = right.kind === NAME || (right.kind === CHARACTER && right.text.startsWith("'"));
  if (left.kind === NAME) {
    const isString = right.kind === STRING && right.text.startsWith('"');
    return isWord || isString || (right.kind === NUMBER && wordEnd(right.text, 0) === right.text.length);
  }
  if (left.kind === NUMBER) {
    return isWord || right.kind === NUMBER || operator === '.' || operator === '+' || operator === '-';
  }
  return left.kind === OTHER && left.text.startsWith('\\') && right.kind === NAME;
}

const BEFORE_EQUALS: ReadonlySet<string> = new Set('= ! > < + - * / % & | ^ >> <<'.split(' '));
const PUNCTUATORS =
  '<<= >>= ... -> ++ -- << >> <= >= == != && || += -= *= /= %= &= |= ^= ## = ! > < + - * / % & | ^ ~ ? : , ( ) [ ] { } ; . # @'.split(
    ' ',
  );
/** The punctuators by their first character, longest first. */
const PUNCTUATORS_BY_CODE: ReadonlyMap<number, readonly string[]> = groupByFirst(PUNCTUATORS);

function punctuatorLength(text: string, at: number): number {
  return (
    PUNCTUATORS_BY_CODE.get(text.charCodeAt(at))?.find((punctuator) => text.startsWith(punctuator, at))?.length ?? 0
  );
}

function quotedKind(text: string, start: number, end: number, quote: number, escapes: boolean): number {
  const closed = end - start > 1 && text.charCodeAt(end - 1) === quote && !(escapes && isEscaped(text, start, end - 1));
  if (!closed) return OTHER;
  return quote === 34 ? STRING : CHARACTER;
}

/** Whether the quote at `at` is hidden by a backslash: an odd number of them before it. */
function isEscaped(text: string, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - 1 - backslashes > start && text.charCodeAt(at - 1 - backslashes) === 92) backslashes++;
  return backslashes % 2 === 1;
}

function groupByFirst(texts: readonly string[]): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const text of texts) {
    const code = text.charCodeAt(0);
    groups.set(code, [...(groups.get(code) ?? []), text]);
  }
  return groups;
}
