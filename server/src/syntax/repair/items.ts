import { closeMissing, closeNode, lacksClose } from './braces.js';
import { scanHeader } from './headers.js';
import { scanKeyword } from './keywords.js';
import type { Place, Scanner } from './scanner.js';
import { isNameCode, scanValue } from './values.js';

/** Reads one item of a body or of the top; the scanner stands before it, and not at the end. */
export function scanItem(scanner: Scanner): void {
  const code = scanner.peek();
  const place = { indentation: scanner.indentation(), lineStart: scanner.lineStart };
  if (lacksClose(scanner)) closeMissing(scanner);
  else if (code === CLOSING_BRACE) closeNode(scanner);
  else {
    const label = skipLabels(scanner);
    if (label === undefined || !endsAtLabel(scanner, label, place)) scanUnlabelled(scanner, place);
  }
}

function scanUnlabelled(scanner: Scanner, place: Place): void {
  const code = scanner.peek();
  const { at } = scanner;
  if (code === SEMICOLON) scanner.remove(at, at + 1);
  else if (code === SLASH) scanKeyword(scanner, place);
  else if (code === AMPERSAND) scanReference(scanner, place);
  else if ((code === EQUALS || code === OPENING_BRACE || code === COMMA) && continuesLast(scanner)) return;
  else {
    const name = scanner.match(NAME);
    if (name === undefined || /^,+$/.test(name)) removeJunk(scanner);
    else scanHeader(scanner, name, place);
  }
}

/** Steps over labels; gives where the last of them begins. */
function skipLabels(scanner: Scanner): number | undefined {
  let start: number | undefined;
  while (isNameCode(scanner.peek())) {
    const label = scanner.mayBeLabel() ? scanner.match(LABEL) : undefined;
    if (label === undefined) break;
    start = scanner.at;
    scanner.take(label.length);
  }
  return start;
}

/** Whether nothing that can have a label follows the one at `start`; makes up for it. */
function endsAtLabel(scanner: Scanner, start: number, place: Place): boolean {
  const code = scanner.peek();
  if (
    code === CLOSING_BRACE &&
    !scanner.isOnNewLine() &&
    isNameCode(scanner.text.charCodeAt(scanner.positionAfter(scanner.at + 1)))
  ) {
    scanner.remove(scanner.at, scanner.at + 1);
    return false;
  }
  if (Number.isNaN(code) || code === CLOSING_BRACE) {
    const blanks = ' '.repeat(scanner.lastEnd - start);
    scanner.replace(start, scanner.lastEnd, blanks, 'Expected a node or a property behind the label');
    return true;
  }
  const indentation = scanner.isOnNewLine() ? scanner.indentation() : undefined;
  if (indentation === undefined || place.indentation === undefined || indentation <= place.indentation) return false;
  // What follows is indented like the content of a node. With the label as its name, those who refer to it find it.
  const label = scanner.text.slice(start, scanner.lastEnd).replace(/:$/, '');
  scanner.insert(` ${label} {`, `Expected the name of a node and '{' behind the label '${label}'`, undefined);
  scanner.nodes.push({ name: label, ...place });
  return true;
}

/** Whether the semicolon before this token was the mistake: `name; = …`, `name; {`, `"a";, "b"`. */
function continuesLast(scanner: Scanner): boolean {
  const { last, at } = scanner;
  if (!last || scanner.lastEnd !== last.semicolon + 1) return false;
  const character = scanner.text.charAt(at);
  const { semicolon, name, place } = last;
  const goesOn = character === ',' ? !place && /["<[&]/.test(scanner.characterAfter(at + 1)) : place;
  if (!goesOn) return false;
  scanner.replace(semicolon, semicolon + 1, ' ', "';' is not expected here", true);
  if (character !== ',') scanner.take(1);
  if (character === '{' && place) scanner.nodes.push({ name, ...place });
  else scanValue(scanner, name, character === '=');
  return true;
}

function scanReference(scanner: Scanner, place: Place): void {
  const reference = scanner.match(REFERENCE);
  const { at } = scanner;
  if (reference === undefined) scanner.remove(at, at + 1, "Expected a label or a {/path} behind '&'");
  else if (scanner.nodes.length > 0) scanner.remove(at, at + reference.length);
  else scanHeader(scanner, reference, place);
}

/** Takes out what begins no item, to the end of the line if that is no item either. */
function removeJunk(scanner: Scanner): void {
  const { text, at } = scanner;
  const next = scanner.positionAfter(at + 1);
  const isAlone = !text.slice(at, next).includes('\n') && scanner.match(ITEM_START, next) === undefined;
  const length = isAlone ? scanner.match(REST_OF_LINE)?.length : undefined;
  scanner.remove(at, at + Math.max(1, length ?? 1));
}

const LABEL = /[a-zA-Z_]\w*:/y;
const NAME = /\\?[\w,.+*#?@-]+/y;
const REFERENCE = /&(?:[a-zA-Z_]\w*|\{[\w,.+*#?@/-]*\})/y;
const ITEM_START = /(?:[A-Za-z_]\w*:\s*){0,4}[\w.+?#*\\][\w,.+?#*@-]*[ \t]*(?:=|;|\{|"\s*=)/y;
const REST_OF_LINE = /[^;{}\r\n]{0,400}/y;
const AMPERSAND = 38;
const COMMA = 44;
const SLASH = 47;
const SEMICOLON = 59;
const EQUALS = 61;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
