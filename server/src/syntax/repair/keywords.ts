import { scanHeader } from './headers.js';
import type { Place, Scanner } from './scanner.js';
import { expectSemicolon } from './semicolons.js';
import { isNameCode } from './values.js';

/** Reads an item that begins with `/`: the root node, a deletion, or another keyword. */
export function scanKeyword(scanner: Scanner, place: Place): void {
  const { at } = scanner;
  const keyword = scanner.match(KEYWORD);
  if (keyword === undefined) {
    const half = scanner.match(HALF_KEYWORD);
    const isRoot = scanner.nodes.length === 0 || scanner.characterAfter(at + 1) === '{';
    if (isRoot && half === undefined) scanHeader(scanner, '/', place);
    else scanner.remove(at, at + (half?.length ?? 1));
    return;
  }
  if (keyword === '/delete-node/' || keyword === '/delete-property/') {
    scanDeletion(scanner, keyword);
    return;
  }
  if (!KNOWN.has(keyword)) {
    scanner.remove(at, at + keyword.length);
    return;
  }
  scanner.take(keyword.length);
  const code = scanner.peek();
  if (keyword === '/include/') scanner.take(scanner.match(STRING)?.length ?? 0);
  else if (keyword === '/omit-if-no-ref/') {
    // Before a node it is a part of it.
    if (code !== AMPERSAND) return;
    scanner.take(scanner.match(REFERENCE)?.length ?? 0);
    expectSemicolon(scanner, `Expected ';' behind '${keyword}'`);
  } else {
    if (keyword === '/memreserve/') skipNumbers(scanner);
    expectSemicolon(scanner, `Expected ';' behind '${keyword}'`);
  }
}

/** What is wrong in the numbers is told by those who read them. */
function skipNumbers(scanner: Scanner): void {
  while (OF_NUMBERS.test(scanner.text.charAt(peekAt(scanner)))) {
    if (scanner.isOnNewLine() && scanner.beginsStatement()) return;
    scanner.take(1);
  }
}

function peekAt(scanner: Scanner): number {
  scanner.peek();
  return scanner.at;
}

function scanDeletion(scanner: Scanner, keyword: string): void {
  const start = scanner.at;
  scanner.take(keyword.length);
  const code = scanner.peek();
  const target = code === AMPERSAND ? scanner.match(REFERENCE) : isNameCode(code) ? scanner.match(NAME) : undefined;
  const next = target === undefined ? '' : scanner.characterAfter(scanner.at + target.length);
  // On a line of its own the name begins another item, unless it ends like a deletion.
  if (target === undefined || (scanner.isOnNewLine() && next !== ';')) {
    const blanks = ' '.repeat(keyword.length);
    scanner.replace(start, start + keyword.length, blanks, `Expected a name behind '${keyword}'`);
    return;
  }
  scanner.take(target.length);
  expectSemicolon(scanner, `Expected ';' behind '${keyword} ${target}'`);
}

const KNOWN = new Set(['/dts-v1/', '/plugin/', '/memreserve/', '/omit-if-no-ref/', '/include/']);
const KEYWORD = /\/[a-z0-9-]+\//y;
const HALF_KEYWORD = /\/[\w-]+/y;
const OF_NUMBERS = /[\w!%&'()*+,.:<>?|~^/-]/;
const NAME = /\\?[\w,.+*#?@-]+/y;
const REFERENCE = /&(?:[a-zA-Z_]\w*|\{[\w,.+*#?@/-]*\})/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
const AMPERSAND = 38;
