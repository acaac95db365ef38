import type { Scanner } from './scanner.js';
import { expectSemicolon } from './semicolons.js';

/** Reads a closing brace and its semicolon. */
export function closeNode(scanner: Scanner): void {
  const node = scanner.nodes.at(-1);
  if (node && !isStray(scanner)) {
    scanner.nodes.pop();
    scanner.take(1);
    expectSemicolon(scanner, `Expected ';' behind '}' of \`${node.name}\``);
    return;
  }
  if (node) scanner.strayCloses--;
  else scanner.extraCloses++;
  const { at } = scanner;
  const semicolon = scanner.positionAfter(at + 1);
  const hasSemicolon = scanner.text.charAt(semicolon) === ';' && !scanner.text.slice(at, semicolon).includes('\n');
  scanner.remove(at, hasSemicolon ? semicolon + 1 : at + 1, "'}' closes no node");
}

/** Where there is one closing brace too many: whether it is this one, as far as indentation can tell. */
function isStray(scanner: Scanner): boolean {
  const node = scanner.nodes.at(-1);
  if (scanner.strayCloses === 0 || !node) return false;
  if (node.lineStart === scanner.lineStart) return scanner.characterAfter(scanner.at + 1) !== ';';
  const indentation = scanner.indentation();
  const isTrace = indentation === undefined || node.indentation === undefined || indentation > node.indentation;
  return isTrace && !isFalse(scanner);
}

/** Whether a trace of a mistake with braces is to be passed over, because blaming it made matters worse. */
function isFalse(scanner: Scanner): boolean {
  if (scanner.falseTraces === 0) return false;
  scanner.falseTraces--;
  // Who indented this did not mean what we take it for.
  const node = scanner.nodes.pop()!;
  scanner.nodes.push({ ...node, indentation: undefined });
  return true;
}

/** Where a closing brace is missing: whether it is that of the innermost node and should stand before this token. */
export function lacksClose(scanner: Scanner): boolean {
  const node = scanner.nodes.at(-1);
  if (scanner.missingCloses === 0 || node?.indentation === undefined) return false;
  const character = scanner.text.charAt(scanner.at);
  const indentation = scanner.indentation();
  if (indentation === undefined) return character === ';' && node.lineStart === scanner.lineStart;
  const isTrace =
    character === '}'
      ? indentation < node.indentation && scanner.nodes.some((other) => other.indentation === indentation)
      : indentation <= node.indentation;
  return isTrace && !isFalse(scanner);
}

/** Closes the innermost node where the scanner stands. */
export function closeMissing(scanner: Scanner): void {
  const node = scanner.nodes.pop()!;
  if (scanner.missingCloses > 0) scanner.missingCloses--;
  const message = `\`${node.name}\` is never closed: '}' is missing`;
  // The semicolon that stands there may be what is left of the closing.
  if (scanner.text.charAt(scanner.at) === ';') {
    scanner.insertAt(scanner.at, '}', message);
    scanner.take(1);
    return;
  }
  const isOneLine = node.lineStart === scanner.lineStart || node.indentation === undefined;
  const blanks = /^[ \t]*/.exec(scanner.text.slice(node.lineStart, node.lineStart + 200))![0];
  scanner.insert('};', message, isOneLine ? ' };' : `\n${blanks}};`);
}
