import type { Header } from './headers.js';
import type { Scanner } from './scanner.js';
import { isNameCode, scanValue } from './values.js';

/** Decides what is missing or too much behind a header; gives whether the item is done with. */
export function incompleteHeader(scanner: Scanner, header: Header, code: number): boolean {
  if (Number.isNaN(code)) return endHeader(scanner, header);
  if (code === CLOSING_BRACE) return beforeClosing(scanner, header);
  const { at } = scanner;
  const character = scanner.text.charAt(at);
  if ('<"['.includes(character) && !header.isNode) return beforeValue(scanner, header);
  if (scanner.isOnNewLine() && (isNameCode(code) || '/&\\'.includes(character))) return beforeLine(scanner, header);
  if (!header.isNode && scanner.match(REFERENCE) !== undefined) return insertEquals(scanner, header);
  const word = scanner.match(NAME);
  if (word !== undefined && !/^,+$/.test(word)) return beforeWord(scanner, header, word);
  scanner.remove(at, at + (word?.length ?? 1));
  return false;
}

function beforeClosing(scanner: Scanner, header: Header): boolean {
  const isNewLine = scanner.isOnNewLine();
  const next = scanner.characterAfter(scanner.at + 1);
  if (!isNewLine && (next === '{' || next === '=')) {
    scanner.remove(scanner.at, scanner.at + 1);
    return false;
  }
  // Unless it is indented otherwise, the brace is that of the node.
  const isOwn = !isNewLine || scanner.indentation() === header.place.indentation;
  return isOwn && looksLikeNode(scanner, header) ? openNode(scanner, header) : endHeader(scanner, header);
}

/** Before a token with which a value can begin. */
function beforeValue(scanner: Scanner, header: Header): boolean {
  const { at } = scanner;
  if ('={;'.includes(scanner.characterAfter(at + 1) || ' ')) {
    scanner.remove(at, at + 1);
    return false;
  }
  const isNextItem = scanner.isOnNewLine() && header.place.indentation === scanner.indentation();
  return isNextItem ? endHeader(scanner, header) : insertEquals(scanner, header);
}

/** Before the next item: it may be the first in the body of this one, or the brace of the body is all that is missing. */
function beforeLine(scanner: Scanner, header: Header): boolean {
  // What should have been a macro: whoever reads the item says so.
  if (/^[A-Z_][A-Z0-9_]*$/.test(header.name)) return true;
  const indentation = scanner.indentation() ?? 0;
  const isDeeper = indentation > (header.place.indentation ?? Number.POSITIVE_INFINITY);
  // Where it would lack its end, too, somebody types at the margin.
  return isDeeper && scanner.missingCloses === 0 ? openNode(scanner, header) : endHeader(scanner, header);
}

/** Two words side by side: a label without its colon, a node without its brace, a word too much. */
function beforeWord(scanner: Scanner, header: Header, word: string): boolean {
  const { at } = scanner;
  const { name } = header;
  const next = scanner.characterAfter(at + word.length);
  if (next === '{' && /^[a-zA-Z_]\w*$/.test(name)) {
    scanner.insert(':', `Expected ':' behind the label '${name}'`);
    return true;
  }
  const isStatement = next === '=' || next === ';' || next === ':';
  if (isStatement && looksLikeNode(scanner, header)) return openNode(scanner, header);
  // Either may be the name that is meant: both are kept.
  if (next === '=') return endHeader(scanner, header);
  if (/^[0-9]/.test(word) && next !== ';') return insertEquals(scanner, header);
  scanner.remove(at, at + word.length);
  return false;
}

/** Whether a body is likely to follow: by the name, or because there is a closing brace for it. */
const looksLikeNode = (scanner: Scanner, { name, isNode }: Header) =>
  isNode || name.includes('@') || scanner.strayCloses > 0;

function insertEquals(scanner: Scanner, { name }: Header): boolean {
  scanner.insert(' =', `Expected '=' behind \`${name}\``, ' =');
  scanValue(scanner, name);
  return true;
}

function openNode(scanner: Scanner, { name, place }: Header): boolean {
  if (scanner.strayCloses > 0) scanner.strayCloses--;
  scanner.insert(' {', `Expected '{' behind \`${name}\``, ' {');
  scanner.nodes.push({ name, ...place });
  return true;
}

function endHeader(scanner: Scanner, { name, isNode }: Header): boolean {
  if (isNode || name.includes('@')) scanner.insert(' { };', `Expected '{' behind \`${name}\``, ' { };');
  else scanner.insert(';', `Expected ';', '=' or '{' behind \`${name}\``);
  scanner.last = undefined;
  return true;
}

const NAME = /[\w,.+*#?@-]+/y;
const REFERENCE = /&(?:[a-zA-Z_]\w*|\{[\w,.+*#?@/-]*\})/y;
const CLOSING_BRACE = 125;
