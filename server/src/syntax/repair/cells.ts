import { isWordCode, type Scanner } from './scanner.js';

/** Reads what stands behind `<` up to and with `>`, wherever that is. */
export function scanCells(scanner: Scanner, name: string): void {
  const cells: Cells = { name, depth: 0, last: undefined };
  while (!scanner.isFull()) if (readToken(scanner, cells)) return;
}

interface Cells {
  /** The property's. */
  readonly name: string;
  /** How many parentheses are open. */
  depth: number;
  /** Where the last cell begins, with which an operator may begin an expression. */
  last: number | undefined;
}

/** Reads one token; gives whether the cells end there. */
function readToken(scanner: Scanner, cells: Cells): boolean {
  const code = scanner.peek();
  if (Number.isNaN(code)) return close(scanner, cells);
  const { at } = scanner;
  if (isWordCode(code)) {
    const isName = code < DIGIT_ZERO || code > DIGIT_NINE;
    if (isName && scanner.isOnNewLine() && scanner.beginsStatement()) return close(scanner, cells);
    if (cells.depth === 0) cells.last = at;
    scanner.take(scanner.wordEnd() - at);
    return false;
  }
  if (code === GREATER) return readCloser(scanner, cells);
  const character = scanner.text.charAt(at);
  // A character that can begin a statement's name, a reference, a keyword: a statement on a new line ends the cells.
  if ('#.\\&/'.includes(character) && scanner.isOnNewLine() && scanner.beginsStatement()) return close(scanner, cells);
  switch (character) {
    case ';':
      return isStray(scanner) ? drop(scanner) : close(scanner, cells);
    case '}':
      return isStray(scanner) && !scanner.isOnNewLine() ? drop(scanner) : close(scanner, cells);
    case '"':
      return drop(scanner, scanner.match(STRING)?.length);
    case "'":
      scanner.take(scanner.match(CHARACTER)?.length ?? 1);
      return false;
  }
  if ('{[]\\@#.'.includes(character)) return drop(scanner);
  return cells.depth > 0 ? readInExpression(scanner, cells, character) : readBetweenCells(scanner, cells, character);
}

/** Ends the cells where the last token ended. */
function close(scanner: Scanner, { name, depth }: Cells): true {
  const closers = `${')'.repeat(Math.min(depth, MAX_CLOSERS))}>`;
  const purpose = depth > 0 ? 'to close the expression' : `behind the cells of \`${name}\``;
  scanner.insert(closers, `Expected '${closers.charAt(0)}' ${purpose}`);
  return true;
}

/** Takes out what was peeked at. */
function drop(scanner: Scanner, length = 1, message?: string): false {
  scanner.remove(scanner.at, scanner.at + length, message);
  return false;
}

/** A `;` or `}` that stands between cells, because the rest of them and a `>` follow it. */
const isStray = (scanner: Scanner) => scanner.match(REST_OF_CELLS, scanner.at + 1) !== undefined;

/** Reads `>`, which closes the cells, compares, or is one too many. */
function readCloser(scanner: Scanner, { depth }: Cells): boolean {
  const { text, at } = scanner;
  if (depth === 0) {
    const next = scanner.positionAfter(at + 1);
    const code = text.charCodeAt(next);
    const goesOn = isWordCode(code) || code === AMPERSAND || code === OPENING_PARENTHESIS;
    if (goesOn && scanner.match(REST_OF_CELLS, next) !== undefined) return drop(scanner);
    scanner.take(1);
    return true;
  }
  if ('>='.includes(text.charAt(at + 1) || ' ')) {
    scanner.take(2);
    return false;
  }
  const isEnd = [...';,}', ''].includes(scanner.characterAfter(at + 1));
  if (isEnd) scanner.insert(')'.repeat(Math.min(depth, MAX_CLOSERS)), "Expected ')' to close the expression");
  scanner.take(1);
  return isEnd;
}

function readInExpression(scanner: Scanner, cells: Cells, character: string): boolean {
  if (character === '(') cells.depth++;
  else if (character === ')') cells.depth--;
  scanner.take(1);
  return false;
}

function readBetweenCells(scanner: Scanner, cells: Cells, character: string): boolean {
  const { at, text } = scanner;
  switch (character) {
    case ',':
      if ('<"['.includes(scanner.characterAfter(at + 1) || ' ')) return close(scanner, cells);
      return drop(scanner, 1, "Cells are separated by blanks: ',' is not expected here");
    case '(':
      cells.last = at;
      cells.depth++;
      break;
    case ')':
      return drop(scanner, 1, "')' has no '('");
    case '&': {
      cells.last = at;
      const reference = scanner.match(REFERENCE);
      if (reference === undefined) return drop(scanner, 1, "Expected a label or a {/path} behind '&'");
      scanner.take(reference.length);
      return false;
    }
    case '=':
    case '/':
      return drop(scanner);
    case ':':
      // It ends a label.
      if (cells.last === undefined) return drop(scanner);
      break;
    case '<':
      if (text.charAt(at + 1) !== '<') {
        // Cells on a line of their own are those of the next part.
        return scanner.isOnNewLine() ? close(scanner, cells) : drop(scanner);
      }
      openExpression(scanner, cells);
      scanner.take(2);
      return false;
    default:
      openExpression(scanner, cells);
  }
  scanner.take(1);
  return false;
}

/** An operator outside of parentheses: the expression begins with the cell before it. */
function openExpression(scanner: Scanner, cells: Cells): void {
  scanner.insertAt(cells.last ?? scanner.at, '(', "Expected '(': expressions stand in parentheses");
  cells.depth = 1;
}

const MAX_CLOSERS = 200;
const REFERENCE = /&(?:[a-zA-Z_]\w*|\{[\w,.+*#?@/-]*\})/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
const CHARACTER = /'(?:[^'\\\n]|\\[^\n])*'/y;
const REST_OF_CELLS = /(?:[^;{}="<>]|<<|>>)*>/y;
const AMPERSAND = 38;
const OPENING_PARENTHESIS = 40;
const DIGIT_ZERO = 48;
const DIGIT_NINE = 57;
const GREATER = 62;
