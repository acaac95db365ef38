import { incompleteHeader } from './incomplete-headers.js';
import type { Place, Scanner } from './scanner.js';
import { scanValue } from './values.js';

/** The name of a property or node, a reference to a node, or the root's `/`, at the beginning of an item. */
export interface Header {
  readonly name: string;
  readonly place: Place;
  /** A reference or the root: nothing but a node can follow. */
  readonly isNode: boolean;
}

/**
 * Reads a header and what makes it a property or a node, or decides what is missing behind it. The body of a node is left
 * to be read.
 */
export function scanHeader(scanner: Scanner, name: string, place: Place): void {
  const header = { name, place, isNode: name === '/' || name.startsWith('&') };
  if (scanner.nodes.length === 0 && !header.isNode) scanner.misplaced++;
  scanner.take(name.length);
  while (!scanner.isFull()) {
    const step = readBehind(scanner, header, scanner.peek());
    if (step === 'done') return;
    if (step === 'stray') scanner.remove(scanner.at, scanner.at + 1);
  }
}

/** Reads a token behind the header; `stray` if it should not stand there. */
function readBehind(scanner: Scanner, header: Header, code: number): 'done' | 'stray' | 'again' {
  const { at } = scanner;
  const { name, place, isNode } = header;
  const next = scanner.characterAfter(at + 1);
  switch (code) {
    case SEMICOLON:
      if (isNode && next === '{') return 'stray';
      if (isNode) scanner.insert(' { }', `Expected '{' behind '${name}'`, undefined);
      scanner.take(1);
      scanner.last = isNode ? undefined : { name, semicolon: at, place };
      return 'done';
    case EQUALS:
      if (isNode || opensNode(scanner)) return 'stray';
      scanner.take(1);
      scanValue(scanner, name);
      return 'done';
    case OPENING_BRACE:
      if (next === '{' || (next === '=' && hasValueBehind(scanner))) return 'stray';
      scanner.take(1);
      scanner.nodes.push({ name, ...place });
      return 'done';
    case OPENING_PARENTHESIS: {
      // What should have been a macro: whoever reads the item says so.
      const call = at === scanner.lastEnd ? scanner.match(CALL) : undefined;
      if (call === undefined) return 'stray';
      scanner.take(call.length);
      return '={;'.includes(scanner.characterAfter(scanner.at) || ' ') ? 'again' : 'done';
    }
    default:
      return incompleteHeader(scanner, header, code) ? 'done' : 'again';
  }
}

/** Whether a brace and the content of a node follow the token that was peeked at. */
function opensNode(scanner: Scanner): boolean {
  const brace = scanner.positionAfter(scanner.at + 1);
  return scanner.text.charAt(brace) === '{' && !'<"['.includes(scanner.characterAfter(brace + 1) || ' ');
}

/** Whether `=` and a value follow the brace that was peeked at. */
function hasValueBehind(scanner: Scanner): boolean {
  const value = scanner.positionAfter(scanner.positionAfter(scanner.at + 1) + 1);
  return scanner.match(VALUE_START, value) !== undefined;
}

const VALUE_START = /[<"[&]|\/(?:bits|incbin)\//y;
const CALL = /\((?:[^()\n]|\([^()\n]*\))*\)(?:[\w,.+*#?@-]*:?)/y;
const OPENING_PARENTHESIS = 40;
const SEMICOLON = 59;
const EQUALS = 61;
const OPENING_BRACE = 123;
