/** A 64-bit integer: always in the range of its signedness. */
export interface Value {
  readonly bits: bigint;
  readonly unsigned: boolean;
  /** The literal has more than 64 bits, of which the lower ones are kept. */
  readonly isCutOff?: boolean;
}

export interface LiteralProblem {
  readonly problem: string;
}

export function isProblem(read: Value | LiteralProblem): read is LiteralProblem {
  return 'problem' in read;
}

/** The value of a preprocessing number, which must be an integer of C. */
export function integerValue(text: string): Value | LiteralProblem {
  const [, digits, suffix] = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)(.*)$/s.exec(text)!;
  if (/^(?:[uU](?:ll?|LL?)?|(?:ll?|LL?)[uU]?|)$/.exec(suffix!) === null) {
    const isFloating = suffix!.startsWith('.') || (/^[eE]/.test(suffix!) && !/^0[xX]/.test(digits!));
    return { problem: isFloating ? `\`${text}\` is no integer` : `the suffix of \`${text}\` is none of an integer` };
  }
  const isOctal = /^0[0-9]/.test(digits!);
  if (isOctal && /[89]/.test(digits!)) return { problem: `\`${text}\` is octal and cannot have an 8 or 9` };
  // Converting takes quadratic time, and no more than the last digits can count.
  if (digits!.length > MAX_DIGITS) return { problem: 'a number has too many digits' };
  const exact = BigInt(isOctal ? `0o${digits}` : digits!);
  const bits = BigInt.asUintN(64, exact);
  // What is too large for the signed type is unsigned, whatever the suffix.
  const unsigned = /[uU]/.test(suffix!) || bits >> 63n === 1n;
  return { bits, unsigned, ...(bits !== exact && { isCutOff: true }) };
}

/** The value of a character constant: of type int, its characters signed as on most machines. */
export function characterValue(text: string): Value | LiteralProblem {
  const isWide = text.startsWith('L');
  const content = text.slice(isWide ? 2 : 1, -1);
  const codes: number[] = [];
  for (let at = 0; at < content.length && codes.length <= MAX_CHARACTERS; ) {
    const escaped = /^\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/s.exec(
      content.slice(at, at + MAX_DIGITS),
    );
    if (!escaped) {
      const point = content.codePointAt(at)!;
      at += point > 0xffff ? 2 : 1;
      codes.push(...(isWide ? [point] : utf8Of(point)));
      continue;
    }
    const [whole, octal, hexadecimal, short, long, simple] = escaped;
    at += whole.length;
    if (octal !== undefined) codes.push(Number.parseInt(octal, 8));
    else if (hexadecimal !== undefined) codes.push(Number.parseInt(hexadecimal.slice(-8), 16));
    else if (short !== undefined || long !== undefined) {
      const point = Number.parseInt((short ?? long)!, 16);
      codes.push(...(isWide ? [point] : utf8Of(point)));
    } else codes.push(SIMPLE_ESCAPES[simple!] ?? simple!.charCodeAt(0));
  }
  if (codes.length === 0) return { problem: 'a character constant is empty' };
  if (isWide) return { bits: BigInt(codes.at(-1)! | 0), unsigned: false };
  if (codes.length === 1) return { bits: BigInt((codes[0]! << 24) >> 24), unsigned: false };
  let value = 0;
  for (const code of codes) value = (value << 8) | (code & 0xff);
  return { bits: BigInt(value | 0), unsigned: false };
}

const MAX_DIGITS = 4096;
const MAX_CHARACTERS = 4096;
const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  E: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** The bytes of a character, of which each counts as one. */
function utf8Of(point: number): number[] {
  if (point >= 0xdc80 && point <= 0xdcff) return [point - 0xdc00];
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}
