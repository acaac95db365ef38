import type { Label, Reference, SyntaxProblem } from './ast.js';
import { decodeEscapes } from './strings.js';

/**
 * Reads the tokens of a property value as dtc's lexer does (dtc-lexer.l). Only the first mistake of a value is kept:
 * what follows a mistake is seldom a second one.
 */
export interface TokenStream {
  readonly position: number;
  readonly problem: SyntaxProblem | undefined;
  atEnd(): boolean;
  /** Steps over `text` if it is next; blanks and comments before it are skipped. */
  accept(text: string): boolean;
  expect(text: string, purpose: string): boolean;
  /** Steps over the longest operator that stands here if it is one of `operators`. */
  acceptOperator(operators: readonly string[]): string | undefined;
  /** A number or character literal, as an unsigned 64-bit value. */
  integer(): bigint | undefined;
  /** A literal that fits a safe number and needs no care; the fast way for nearly every cell. */
  smallInteger(): number | undefined;
  string(): string | undefined;
  label(): Label | undefined;
  reference(): Reference | undefined;
  /** Two hexadecimal digits. */
  byte(): number | undefined;
  identifier(): string | undefined;
  /** Where the next token begins. */
  next(): number;
  skipTo(position: number): void;
  fail<T>(message: string, value: T, code?: SyntaxProblem['code'], start?: number): T;
}

export function tokenize(text: string, start: number, end: number): TokenStream {
  let at = start;
  let problem: SyntaxProblem | undefined;

  const skipBlanks = () => {
    for (; at < end; ) {
      const code = text.charCodeAt(at);
      if (code === SPACE || (code >= TAB && code <= CR)) at++;
      else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
        const close = text.indexOf('*/', at + 2);
        at = close < 0 ? end : Math.min(end, close + 2);
      } else if (code === SLASH && text.charCodeAt(at + 1) === SLASH) {
        const close = text.indexOf('\n', at);
        at = close < 0 ? end : Math.min(end, close + 1);
      } else return;
    }
  };
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    skipBlanks();
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found || at + found[0].length > end) return undefined;
    at += found[0].length;
    return found;
  };
  const stream: TokenStream = {
    get position() {
      return at;
    },
    get problem() {
      return problem;
    },
    atEnd() {
      skipBlanks();
      return at >= end;
    },
    accept(token) {
      skipBlanks();
      if (!text.startsWith(token, at) || at + token.length > end) return false;
      at += token.length;
      return true;
    },
    expect(token, purpose) {
      return stream.accept(token) || stream.fail(`Expected '${token}' ${purpose}`, false);
    },
    acceptOperator(operators) {
      skipBlanks();
      const two = text.slice(at, Math.min(at + 2, end));
      const operator = TWO_CHARACTER_OPERATORS.has(two) ? two : two.slice(0, 1);
      if (!operators.includes(operator)) return undefined;
      at += operator.length;
      return operator;
    },
    integer() {
      const begin = stream.next();
      const number = match(INTEGER);
      if (number) return integerValue(stream, number[1]!, begin);
      const character = match(CHARACTER);
      if (!character) return undefined;
      const value = decodeEscapes(character[1]!);
      if (value.length !== 1) stream.fail('A character literal holds one character', 0, 'bad-number', begin);
      return BigInt(value.charCodeAt(0) & 0xff);
    },
    smallInteger() {
      skipBlanks();
      if (at >= end) return undefined;
      let i = at;
      let value = 0;
      if (text.charCodeAt(i) === ZERO) {
        if ((text.charCodeAt(i + 1) | 0x20) === LOWER_X) {
          for (i += 2; i < end && i - at <= 10; i++) {
            const digit = hexDigit(text.charCodeAt(i));
            if (digit < 0) break;
            value = value * 16 + digit;
          }
          if (i === at + 2) return undefined;
        } else i++;
      } else {
        for (; i < end && i - at < 10; i++) {
          const digit = text.charCodeAt(i) - ZERO;
          if (digit < 0 || digit > 9) break;
          value = value * 10 + digit;
        }
        if (i === at) return undefined;
      }
      if (i < end && isWordCharacter(text.charCodeAt(i))) return undefined;
      at = i;
      return value;
    },
    string() {
      const found = match(STRING);
      return found && decodeEscapes(found[1]!);
    },
    label() {
      const found = match(LABEL);
      return found && { name: found[1]!, start: at - found[0].length, end: at - 1 };
    },
    reference() {
      const found = match(REFERENCE);
      if (!found) return undefined;
      const range = { start: at - found[0].length, end: at };
      return found[1] !== undefined ? { ...range, label: found[1] } : { ...range, ...splitPath(found[2]!) };
    },
    byte() {
      const found = match(BYTE);
      return found && Number.parseInt(found[0], 16);
    },
    identifier() {
      return match(IDENTIFIER)?.[0];
    },
    next() {
      skipBlanks();
      return at;
    },
    skipTo(position) {
      at = Math.max(at, Math.min(position, end));
    },
    fail(message, value, code = 'syntax-error', begin = stream.next()) {
      problem ??= { code, message, start: Math.min(begin, end), end: Math.min(end, Math.max(begin + 1, at)) };
      return value;
    },
  };
  return stream;
}

/** The parts of `&{label/path}` or `&{/path}`, given what stands between the braces. */
export function splitPath(inside: string): { label?: string; path?: string } {
  const slash = inside.indexOf('/');
  const path = inside.slice(slash < 0 ? inside.length : slash).replace(/\/+$/, '');
  if (slash === 0) return { path: path || '/' };
  return { label: slash < 0 ? inside : inside.slice(0, slash), path };
}

/** The value of a literal's digits: decimal, or octal with a leading 0, or hexadecimal, as strtoull with base 0 has it. */
function integerValue(tokens: TokenStream, digits: string, start: number): bigint {
  const octal = /^0[0-9]/.test(digits);
  if (octal && /[89]/.test(digits)) return tokens.fail(`'${digits}' is not an octal number`, 0n, 'bad-number', start);
  const value = BigInt(octal ? `0o${digits.replace(/^0+(?=.)/, '')}` : digits);
  if (value >> 64n !== 0n)
    return tokens.fail(`'${digits}' does not fit 64 bits`, 0xffff_ffff_ffff_ffffn, 'bad-number', start);
  return value;
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

const isWordCharacter = (code: number) =>
  (code >= ZERO && code <= ZERO + 9) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

const INTEGER = /(0[xX][0-9a-fA-F]+|[0-9]+)(?:ULL|UL|LL|U|L)?(?![0-9A-Za-z_])/y;
const CHARACTER = /'((?:[^'\\]|\\[\s\S])*)'/y;
const STRING = /"((?:[^\\"]|\\[\s\S])*)"/y;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*):/y;
const REFERENCE = /&(?:([a-zA-Z_][a-zA-Z0-9_]*)|\{([a-zA-Z0-9,._+*#?@/-]*)\})/y;
const BYTE = /[0-9a-fA-F]{2}/y;
const IDENTIFIER = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const TWO_CHARACTER_OPERATORS = new Set(['<<', '>>', '<=', '>=', '==', '!=', '&&', '||']);
const TAB = 9;
const CR = 13;
const SPACE = 32;
const STAR = 42;
const SLASH = 47;
const ZERO = 48;
const LOWER_X = 120;
