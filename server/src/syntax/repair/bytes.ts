import { isWordCode, type Scanner } from './scanner.js';

/** Reads what stands behind `[` up to and with `]`, wherever that is. */
export function scanBytes(scanner: Scanner, name: string): void {
  while (!scanner.isFull()) {
    const code = scanner.peek();
    const { at } = scanner;
    const character = scanner.text.charAt(at);
    if (character === ']') {
      scanner.take(1);
      return;
    }
    if (endsBytes(scanner, character)) {
      scanner.insert(']', `Expected ']' behind the bytes of \`${name}\``);
      return;
    }
    if (isWordCode(code)) scanner.take(scanner.wordEnd() - at);
    else if (character === ':') scanner.take(1);
    else scanner.remove(at, at + 1);
  }
}

/** Whether the bytes end before the token that was peeked at, though no bracket closes them. */
function endsBytes(scanner: Scanner, character: string): boolean {
  if (character === '') return true;
  if (character === '}' && scanner.isOnNewLine()) return true;
  if (';},'.includes(character)) return scanner.match(REST_OF_BYTES, scanner.at + 1) === undefined;
  return scanner.isOnNewLine() && scanner.beginsStatement();
}

const REST_OF_BYTES = /[^;{}="<>\]]*\]/y;
