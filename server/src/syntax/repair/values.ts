import { scanBytes } from './bytes.js';
import { scanCells } from './cells.js';
import type { Scanner } from './scanner.js';
import { isLoneQuote, opensMissingQuote, scanQuotelessString, scanString } from './strings.js';

/** The property whose value is read. */
interface Value {
  readonly name: string;
  /** Where the last comma stands, if a value must follow it. */
  comma: number | undefined;
}

/**
 * Reads the value of the property `name` up to and with its semicolon, wherever that is. `expectsPart` says whether one of
 * its comma-separated parts comes next.
 */
export function scanValue(scanner: Scanner, name: string, expectsPart = true): void {
  const value: Value = { name, comma: undefined };
  let expects = expectsPart;
  while (!scanner.isFull()) {
    const code = scanner.peek();
    if (code === SEMICOLON) {
      if (expects && hidesNextPart(scanner)) {
        scanner.remove(scanner.at, scanner.at + 1, `';' ends the value of \`${name}\` too early`);
        continue;
      }
      if (expects) endWithoutPart(scanner, value, false);
      scanner.last = { name, semicolon: scanner.at };
      scanner.take(1);
      return;
    }
    if (endsHere(scanner, code, expects)) {
      if (expects) endWithoutPart(scanner, value, true);
      else scanner.insert(';', `Expected ';' behind the value of \`${name}\``);
      scanner.last = undefined;
      return;
    }
    expects = expects ? !readPart(scanner, value, code) : readBetween(scanner, value, code);
  }
}

/** Whether a part follows the semicolon, which then stands there by mistake. */
function hidesNextPart(scanner: Scanner): boolean {
  const next = scanner.positionAfter(scanner.at + 1);
  return scanner.match(PART_START, next) !== undefined;
}

/** Whether the property ends here although no semicolon says so. */
function endsHere(scanner: Scanner, code: number, expects: boolean): boolean {
  if (Number.isNaN(code)) return true;
  if (code === CLOSING_BRACE) return scanner.isOnNewLine() || !isStrayBrace(scanner);
  if (scanner.isOnNewLine()) {
    if (code === AMPERSAND || code === SLASH) return scanner.beginsStatement();
    return isNameCode(code) && (!expects || scanner.beginsStatement());
  }
  return !expects && isNameCode(code) && scanner.beginsStatement() && scanner.match(WORD_AND_SEMICOLON) === undefined;
}

function isStrayBrace(scanner: Scanner): boolean {
  const next = scanner.characterAfter(scanner.at + 1);
  if (next !== '' && '<"[,0123456789'.includes(next)) return true;
  if (next === '/') return scanner.match(PART_START, scanner.positionAfter(scanner.at + 1)) !== undefined;
  if (next !== ';' || scanner.strayCloses === 0) return false;
  scanner.strayCloses--;
  return true;
}

/** A value ends where a part should stand. */
function endWithoutPart(scanner: Scanner, { name, comma }: Value, lacksSemicolon: boolean): void {
  if (comma === undefined)
    scanner.insert(lacksSemicolon ? ' <>;' : ' <>', `Expected a value for \`${name}\``, undefined);
  else scanner.replace(comma, comma + 1, lacksSemicolon ? ';' : ' ', "Expected a value behind ','");
}

/** Reads one of the parts; gives whether there was one. */
function readPart(scanner: Scanner, value: Value, code: number): boolean {
  const { name } = value;
  switch (code) {
    case LESS:
      if (',<'.includes(scanner.characterAfter(scanner.at + 1) || ' ')) break;
      if (scanner.match(STRING, scanner.positionAfter(scanner.at + 1)) !== undefined) break;
      scanner.take(1);
      scanCells(scanner, name);
      return true;
    case OPENING_BRACKET:
      if ('"<&'.includes(scanner.characterAfter(scanner.at + 1) || ' ')) break;
      scanner.take(1);
      scanBytes(scanner, name);
      return true;
    case QUOTE:
      return scanString(scanner, name);
    case AMPERSAND: {
      const reference = scanner.match(REFERENCE);
      if (reference === undefined) {
        scanner.remove(scanner.at, scanner.at + 1, "Expected a label behind '&'");
        return false;
      }
      const next = scanner.positionAfter(scanner.at + reference.length);
      if (/[\d>(]/.test(scanner.text.charAt(next))) return readWithoutBracket(scanner, name);
      scanner.take(reference.length);
      return true;
    }
    case SLASH:
      return readKeyword(scanner, name);
    case OPENING_PARENTHESIS:
      if ('"<['.includes(scanner.characterAfter(scanner.at + 1) || ' ')) break;
      return readWithoutBracket(scanner, name);
    default: {
      if (!isNameCode(code) && code !== APOSTROPHE && code !== TILDE) break;
      if (code === COMMA) break;
      if (opensMissingQuote(scanner)) {
        scanQuotelessString(scanner, name);
        return true;
      }
      const label = scanner.match(LABEL);
      if (label !== undefined) {
        scanner.take(label.length);
        return false;
      }
      const word = scanner.match(WORD_OR_CALL);
      if (word === undefined || isCloserAhead(scanner)) return readWithoutBracket(scanner, name);
      const next = scanner.positionAfter(scanner.at + word.length);
      if (scanner.match(PART_START, next) !== undefined) {
        scanner.remove(scanner.at, scanner.at + word.length);
        return false;
      }
      // What should have been a macro: whoever reads the value says so.
      scanner.take(word.length);
      return true;
    }
  }
  scanner.remove(scanner.at, scanner.at + 1);
  return false;
}

function readKeyword(scanner: Scanner, name: string): boolean {
  if (scanner.match(BITS) !== undefined) {
    scanner.take(6);
    scanner.peek();
    const stray = scanner.match(STRAY_BEFORE_SIZE);
    if (stray !== undefined) scanner.remove(scanner.at, scanner.at + 1);
    scanner.peek();
    scanner.take(scanner.match(SIZE)?.length ?? 0);
    if (scanner.peek() !== LESS && scanner.characterAfter(scanner.at + 1) === '<')
      scanner.remove(scanner.at, scanner.at + 1);
    if (scanner.peek() === LESS) scanner.take(1);
    else scanner.insert(' <', "Expected '<' behind '/bits/'");
    scanCells(scanner, name);
    return true;
  }
  const incbin = scanner.match(INCBIN);
  if (incbin !== undefined) {
    scanner.take(incbin.length);
    scanner.peek();
    if (incbin.endsWith('(') && scanner.match(/\)/y) === undefined)
      scanner.insert(')', "Expected ')' to close /incbin/");
    else if (incbin.endsWith('(')) scanner.take(1);
    return true;
  }
  if (opensMissingQuote(scanner)) {
    scanQuotelessString(scanner, name);
    return true;
  }
  scanner.remove(scanner.at, scanner.at + scanner.match(KEYWORD)!.length);
  return false;
}

/** Reads numbers or bytes before which the bracket is missing. */
function readWithoutBracket(scanner: Scanner, name: string): boolean {
  const isBytes = scanner.match(UP_TO_BRACKET)?.endsWith(']') === true;
  const bracket = isBytes ? '[' : '<';
  scanner.insertAt(scanner.at, bracket, `Expected '${bracket}' before the value of \`${name}\``);
  if (isBytes) scanBytes(scanner, name);
  else scanCells(scanner, name);
  return true;
}

const isCloserAhead = (scanner: Scanner) => /[\]>]$/.test(scanner.match(UP_TO_BRACKET) ?? '');

/** Reads what stands between two parts; gives whether another part must follow. */
function readBetween(scanner: Scanner, value: Value, code: number): boolean {
  const { at } = scanner;
  const next = scanner.characterAfter(at + 1);
  switch (code) {
    case COMMA:
      value.comma = at;
      scanner.take(1);
      return true;
    case LESS:
      if (next !== '' && !';,"<'.includes(next)) return missingComma(scanner, value);
      break;
    case OPENING_BRACKET:
      if (next !== '' && !';,"<'.includes(next)) return missingComma(scanner, value);
      break;
    case QUOTE:
      if (!isLoneQuote(scanner)) return missingComma(scanner, value);
      break;
    case AMPERSAND:
      if (scanner.match(REFERENCE) !== undefined) return missingComma(scanner, value);
      break;
    case SLASH: {
      if (scanner.match(VALUE_KEYWORD) !== undefined) return missingComma(scanner, value);
      scanner.remove(at, at + scanner.match(KEYWORD)!.length);
      return false;
    }
    default: {
      const label = scanner.match(LABEL);
      if (label !== undefined) {
        scanner.take(label.length);
        return false;
      }
      const word = scanner.match(WORD);
      if (word !== undefined) {
        scanner.remove(at, at + word.length);
        return false;
      }
    }
  }
  scanner.remove(at, at + 1);
  return false;
}

function missingComma(scanner: Scanner, { name }: Value): boolean {
  scanner.insert(',', `Expected ',' between two values of \`${name}\``);
  return true;
}

/** Whether a name may hold the character. */
export function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 64 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    (code >= 42 && code <= 46) ||
    code === 95 ||
    code === 35 ||
    code === 63
  );
}

const REFERENCE = /&(?:[a-zA-Z_]\w*|\{[\w,.+*#?@/-]*\})/y;
const LABEL = /[a-zA-Z_]\w*:/y;
const WORD = /[\w.+*#?@-]+/y;
const WORD_OR_CALL = /[a-zA-Z_]\w*(?:\([^()\n;]*\))?/y;
const WORD_AND_SEMICOLON = /[\w.+*#?@-]+\s*;/y;
const BITS = /\/bits\//y;
const SIZE = /\w+/y;
const STRAY_BEFORE_SIZE = /[^\w\s](?=[ \t]*\w)/y;
const INCBIN = /\/incbin\/(?:\s*\([^();\n]*)?/y;
const VALUE_KEYWORD = /\/(?:bits|incbin)\//y;
const KEYWORD = /\/(?:[a-z0-9-]*\/)?/y;
const PART_START = /[<"[]|\/(?:bits|incbin)\//y;
const UP_TO_BRACKET = /[^;<>[\]"{}=]*[;<>[\]"{}=]/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
const QUOTE = 34;
const AMPERSAND = 38;
const APOSTROPHE = 39;
const OPENING_PARENTHESIS = 40;
const COMMA = 44;
const SLASH = 47;
const SEMICOLON = 59;
const LESS = 60;
const OPENING_BRACKET = 91;
const CLOSING_BRACE = 125;
const TILDE = 126;
