import { directiveAt } from '../../syntax/half-typed-text.js';
import { query } from '../../text/query.js';
import type { SourceFile } from '../../text/source-file.js';
import type { Range } from '../../text/span.js';
import { commentRanges } from './comments.js';

/** Whether a comment may be put on a line of its own before a line: it must not go into another comment, a string or a macro. */
export function canPutLineBefore(line: number, file: SourceFile): boolean {
  const start = file.lines.startOf(line);
  return !isInOneOf(commentRanges(file), start) && !isInOneOf(stringRanges(file), start) && !goesOn(file, line - 1);
}

/** Whether a place is within one of some ranges, which are in their order. */
function isInOneOf(ranges: readonly Range[], offset: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low > 0 && offset < ranges[low - 1]!.end;
}

/** The strings that go over several lines. To the preprocessor, each of their lines is by itself; to dtc, they are one. */
const stringRanges = query((file: SourceFile): readonly Range[] => {
  const text = withoutDirectives(withoutComments(file));
  const found: Range[] = [];
  for (let at = 0; at < text.length; ) {
    STRING_OR_CHARACTER.lastIndex = at;
    const opening = STRING_OR_CHARACTER.exec(text);
    if (!opening) break;
    at = STRING_OR_CHARACTER.lastIndex;
    if (opening[0] !== '"') continue;
    at = stringEnd(text, at);
    const { index: start } = opening;
    if (file.lines.positionAt(start).line < file.lines.positionAt(at).line) found.push({ start, end: at });
  }
  return found;
});

/** A quote that is a character opens no string. */
const STRING_OR_CHARACTER = /"|'(?:[^'\\\n]|\\[^\n]{1,3})'/g;

/** The offset behind the string that is open at `at`. */
function stringEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '"') return end + 1;
  }
  return text.length;
}

/** The text as the preprocessor leaves it to dtc: comments are blank, those within a string that goes over lines as well. */
function withoutComments(file: SourceFile): string {
  return withBlanks(file.text, commentRanges(file));
}

function withoutDirectives(text: string): string {
  const directives: Range[] = [];
  for (const { 0: head, index } of text.matchAll(/^[ \t]*#/gm)) {
    const start = index + head.length - 1;
    // A line of a directive that goes on is none of its own.
    if (start < (directives.at(-1)?.end ?? 0)) continue;
    const directive = directiveAt(text, start);
    if (directive) directives.push({ start, end: directive.end });
  }
  return withBlanks(text, directives);
}

/** The text, as long as it is, with blanks in place of some ranges. */
function withBlanks(text: string, ranges: readonly Range[]): string {
  let at = 0;
  const pieces: string[] = [];
  for (const { start, end } of ranges) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** Whether a line goes on in the next, by a backslash. */
function goesOn({ text, lines }: SourceFile, line: number): boolean {
  return line >= 0 && /\\[ \t]*$/.test(text.slice(lines.startOf(line), lines.endOf(line)));
}
