/**
 * A value as a source would write it, which the bytes alone only suggest: strings where all of them are printable, else
 * cells, else single bytes (treesource.c, `guess_value_type`). `value` is not empty.
 */
export function guessValue(value: Uint8Array): string {
  if (areStrings(value)) return stringsIn(value).join(', ');
  if (value.length % 4 === 0) return `<${numbersIn(value)}>`;
  return `[${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}]`;
}

/** Strings end with a NUL, and no more than half of their bytes are such ends. */
function areStrings(value: Uint8Array): boolean {
  if (value[value.length - 1] !== 0) return false;
  let ends = 0;
  for (const byte of value) {
    if (byte === 0) ends++;
    else if (!isPrintable(byte) && !ESCAPES.has(byte)) return false;
  }
  return ends <= value.length - ends;
}

const isPrintable = (byte: number) => byte >= 0x20 && byte < 0x7f;

function stringsIn(value: Uint8Array): string[] {
  const strings: string[] = [];
  let text = '';
  for (const byte of value) {
    if (byte === 0) {
      strings.push(`"${text}"`);
      text = '';
    } else text += ESCAPES.get(byte) ?? String.fromCharCode(byte);
  }
  return strings;
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

function numbersIn(value: Uint8Array): string {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const numbers: string[] = [];
  for (let at = 0; at < value.length; at += 4) numbers.push(`0x${view.getUint32(at).toString(16).padStart(2, '0')}`);
  return numbers.join(' ');
}
