import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';
import { SLASH } from './characters.js';
import { DIRECTIVE_NAMES, type DirectiveName, isHeaderDirective } from './directive-kinds.js';
import { scanOf } from './rescan.js';
import { COMMENT, DIRECTIVE_SIZE, HIT_SIZE, type Scan } from './scan.js';
import { sourceEnd, sourceOffset } from './splices.js';
import { type Cursor, END, readToken } from './tokens.js';

/** A line of a file that is for the preprocessor, whether it is executed or left out. From its `#` to its last character. */
export interface DirectiveLine extends Range {
  readonly name: DirectiveName;
  /** The first word behind the name: of an include the file name with its quotes, of `#define` the macro's name. */
  readonly subject?: Range;
}

/** The directives of a file in the order of writing. Ranges are of the file. */
export const directiveLines: (file: SourceFile) => readonly DirectiveLine[] = query((file) => {
  const scan = scanOf(file);
  const lines: DirectiveLine[] = [];
  for (let at = 0; at < scan.directives.length; at += DIRECTIVE_SIZE) {
    const name = DIRECTIVE_NAMES[scan.directives[at]!];
    if (name)
      lines.push(readLine(scan, scan.directives[at]!, name, scan.directives[at + 1]!, scan.directives[at + 2]!));
  }
  return lines;
});

/** The comments of a file, those within directives left out, in the order of writing. */
export const commentsOf: (file: SourceFile) => readonly Range[] = query((file) => {
  const scan = scanOf(file);
  const comments: Range[] = [];
  for (let at = 0; at < scan.hits.length; at += HIT_SIZE) {
    const start = scan.hits[at + 1]!;
    // A NUL counts as a blank like a comment.
    if (scan.hits[at] !== COMMENT || scan.text.charCodeAt(start) !== SLASH) continue;
    comments.push(inFile(scan, start, scan.hits[at + 2]!));
  }
  return comments;
});

function readLine(scan: Scan, kind: number, name: DirectiveName, lineStart: number, lineEnd: number): DirectiveLine {
  let end = lineEnd;
  while (end > lineStart && /\s/.test(scan.text[end - 1]!)) end--;
  const cursor: Cursor = { text: scan.text, at: lineStart, end, instance: 0 };
  const hash = readToken(cursor);
  readToken(cursor);
  const subject = readToken(cursor, isHeaderDirective(kind));
  return {
    name,
    ...inFile(scan, hash.start, end),
    ...(subject.kind !== END && { subject: inFile(scan, subject.start, subject.end) }),
  };
}

const inFile = (scan: Scan, start: number, end: number): Range => ({
  start: sourceOffset(scan, start),
  end: sourceEnd(scan, end),
});
