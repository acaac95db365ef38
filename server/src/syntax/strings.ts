/**
 * Resolves the escapes of a string or character literal as dtc does (`get_escape_char` in util.c): `\a \b \t \n \v \f
 * \r`, up to three octal digits, `\x` with up to two hexadecimal digits (of which
 * `strtol` lets the first be a blank or a sign); any other escaped character is itself. A byte
 * above 0x7f becomes the lone surrogate U+DC00 + byte, as an invalid byte of a file does.
 */
export function decodeEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, octal: string | undefined, hex: string | undefined, other: string | undefined) => {
    if (octal !== undefined) return byte(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return byte(Number.parseInt(hex, 16) & 0xff);
    return SIMPLE.get(other!) ?? other!;
  });
}

/** Whether the literal has a `\x` without a hexadecimal digit, where dtc stops. */
export function hasEmptyEscape(raw: string): boolean {
  return raw.includes('\\x') && [...raw.matchAll(ESCAPE)].some(([, , , other]) => other === 'x');
}

const byte = (value: number) => String.fromCharCode(value < 0x80 ? value : 0xdc00 + value);
const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2}|[\t-\r +-][0-9a-fA-F])|([\s\S]))/g;
const SIMPLE = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
]);
