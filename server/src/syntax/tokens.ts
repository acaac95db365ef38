import { detached } from '../text/detached.js';
import { sharedName } from '../text/shared-name.js';
import type { Label, Reference, SyntaxProblem } from './ast.js';
import { decodeEscapes, hasEmptyEscape } from './strings.js';

/**
 * Reads the tokens of a property value as dtc's lexer does (dtc-lexer.l). Only the first mistake of a value is kept:
 * what follows a mistake is seldom a second one. A class, because a board makes thousands of these and closures for each
 * cost more than the reading.
 */
export class TokenStream {
  problem: SyntaxProblem | undefined;
  private at: number;

  /** Reads `text[start, end)`; offsets are those of the text. */
  constructor(
    private readonly text: string,
    start: number,
    private readonly end: number,
  ) {
    this.at = start;
  }

  get position(): number {
    return this.at;
  }

  atEnd(): boolean {
    return this.next() >= this.end;
  }

  /** The code of the character that the next token begins with; NaN at the end. */
  peek(): number {
    return this.atEnd() ? Number.NaN : this.text.charCodeAt(this.at);
  }

  /** Steps over `token` if it is next; blanks and comments before it are skipped. */
  accept(token: string): boolean {
    this.next();
    if (!this.text.startsWith(token, this.at) || this.at + token.length > this.end) return false;
    this.at += token.length;
    return true;
  }

  expect(token: string, purpose: string): boolean {
    return this.accept(token) || this.fail(`Expected '${token}' ${purpose}`, false);
  }

  /** Steps over the longest operator that stands here if it is one of `operators`. */
  acceptOperator(operators: readonly string[]): string | undefined {
    const at = this.next();
    const two = this.text.slice(at, Math.min(at + 2, this.end));
    const operator = TWO_CHARACTER_OPERATORS.has(two) ? two : two.slice(0, 1);
    if (!operators.includes(operator)) return undefined;
    this.at += operator.length;
    return operator;
  }

  /** A number or character literal, as an unsigned 64-bit value. */
  integer(): bigint | undefined {
    const begin = this.next();
    const number = this.match(INTEGER);
    if (number) return integerValue(this, number[1]!, begin);
    const character = this.match(CHARACTER);
    if (!character) return undefined;
    const value = decodeEscapes(character[1]!);
    if (!isOneByte(value) || hasEmptyEscape(character[1]!))
      this.fail('A character literal holds one character', 0, 'bad-number', begin);
    return BigInt(value.charCodeAt(0) & 0xff);
  }

  /** A literal that fits a safe number and needs no care; the fast way for nearly every cell. */
  smallInteger(): number | undefined {
    const at = this.next();
    const { text, end } = this;
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
    this.at = i;
    return value;
  }

  string(): string | undefined {
    const found = this.match(STRING);
    if (found && hasEmptyEscape(found[1]!))
      this.fail("'\\x' needs a hexadecimal digit", '', 'syntax-error', this.at - found[0].length);
    return found && decodeEscapes(found[1]!);
  }

  label(): Label | undefined {
    // Nearly every value has none, so that its first character is worth a look.
    if (!isWordCharacter(this.peek())) return undefined;
    const found = this.match(LABEL);
    return found && { name: sharedName(found[1]!), start: this.at - found[0].length, end: this.at - 1 };
  }

  reference(): Reference | undefined {
    const found = this.match(REFERENCE);
    if (!found) return undefined;
    const [start, end] = [this.at - found[0].length, this.at];
    return found[1] !== undefined ? { start, end, label: sharedName(found[1]) } : pathReference(found[2]!, start, end);
  }

  /** Two hexadecimal digits. */
  byte(): number | undefined {
    const found = this.match(BYTE);
    return found && Number.parseInt(found[0], 16);
  }

  identifier(): string | undefined {
    return this.match(IDENTIFIER)?.[0];
  }

  /** Skips blanks and comments; gives where the next token begins. */
  next(): number {
    const { text, end } = this;
    while (this.at < end) {
      const code = text.charCodeAt(this.at);
      if (code === SPACE || (code >= TAB && code <= CR)) this.at++;
      else if (code === SLASH && text.charCodeAt(this.at + 1) === STAR) this.skipBehind('*/', this.at + 2);
      else if (code === SLASH && text.charCodeAt(this.at + 1) === SLASH) this.skipBehind('\n', this.at);
      else break;
    }
    return this.at;
  }

  skipTo(position: number): void {
    this.at = Math.max(this.at, Math.min(position, this.end));
  }

  fail<T>(message: string, value: T, code: SyntaxProblem['code'] = 'syntax-error', begin = this.next()): T {
    const end = Math.min(this.end, Math.max(begin + 1, this.at));
    this.problem ??= { code, message, start: Math.min(begin, this.end), end };
    return value;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.next();
    const found = pattern.exec(this.text);
    if (!found || this.at + found[0].length > this.end) return undefined;
    this.at += found[0].length;
    return found;
  }

  private skipBehind(closing: string, from: number): void {
    const found = this.text.indexOf(closing, from);
    this.at = found < 0 ? this.end : Math.min(this.end, found + closing.length);
  }
}

/**
 * The reference `&{label/path}` or `&{/path}`, given what stands between the braces. References are written out, never spread:
 * V8 may give each object that is copied so a hidden class of its own, which takes more memory than the object.
 */
export function pathReference(inside: string, from: number, to: number): Reference {
  const slash = inside.indexOf('/');
  let end = inside.length;
  while (inside[end - 1] === '/') end--;
  const path = slash < 0 ? '' : inside.slice(slash, Math.max(slash, end));
  if (slash === 0) return { start: from, end: to, path: detached(path) || '/' };
  const label = sharedName(slash < 0 ? inside : inside.slice(0, slash));
  return { start: from, end: to, label, path: detached(path) };
}

/** The value of a literal's digits: decimal, or octal with a leading 0, or hexadecimal, as strtoull with base 0 has it. */
function integerValue(tokens: TokenStream, digits: string, start: number): bigint {
  const octal = /^0[0-9]/.test(digits);
  if (octal && /[89]/.test(digits)) return tokens.fail(`'${digits}' is not an octal number`, 0n, 'bad-number', start);
  // To read a number of a million digits takes long.
  if (digits.length > MAX_DIGITS && digits.replace(/^0[xX]?0*/, '').length > MAX_DIGITS)
    return tokens.fail(`${digits.length} digits do not fit 64 bits`, 0xffff_ffff_ffff_ffffn, 'bad-number', start);
  const value = BigInt(octal ? `0o${digits.replace(/^0+(?=.)/, '')}` : digits);
  if (value >> 64n !== 0n)
    return tokens.fail(`'${digits}' does not fit 64 bits`, 0xffff_ffff_ffff_ffffn, 'bad-number', start);
  return value;
}

/** As many digits of any base do not fit 64 bits, leading zeroes apart. */
const MAX_DIGITS = 64;

/** Whether a character literal holds one byte; letters beyond ASCII have more. */
function isOneByte(value: string): boolean {
  const code = value.charCodeAt(0);
  return value.length === 1 && (code < 0x80 || (code >= 0xdc00 && code < 0xdd00));
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

const isWordCharacter = (code: number) =>
  (code >= ZERO && code <= ZERO + 9) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;

/** Right behind a number may stand a label; behind its suffix, another number. */
const INTEGER = /(0[xX][0-9a-fA-F]+|[0-9]+)(?:(?:ULL|UL|LL|U|L)(?![A-Za-z_](?!\w*:))|(?![0-9]|[A-Za-z_](?!\w*:)))/y;
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
