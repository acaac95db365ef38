import type { Scanner } from './scanner.js';

/** Steps over the semicolon of what was just read, past what stands before it by mistake, or puts one there. */
export function expectSemicolon(scanner: Scanner, message: string): void {
  while (!scanner.isFull()) {
    const isSemicolon = scanner.peek() === SEMICOLON;
    if (isSemicolon) {
      scanner.take(1);
      scanner.last = undefined;
      return;
    }
    const { at } = scanner;
    const stray = scanner.isOnNewLine() ? undefined : scanner.match(STRAY_TOKEN);
    if (stray === undefined || scanner.characterAfter(at + stray.length) !== ';') break;
    if (stray === '}') {
      if (scanner.strayCloses === 0) break;
      scanner.strayCloses--;
    }
    scanner.remove(at, at + stray.length);
  }
  scanner.insert(';', message);
}

const SEMICOLON = 59;
const STRAY_TOKEN = /[<>()[\]{}=,"]|[\w.+?#*&-][\w,.+?#*@-]*/y;
