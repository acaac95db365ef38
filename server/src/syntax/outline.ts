import { commentsOf, type DirectiveLine, directiveLines } from '../preprocessor/directive-lines.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';
import type { Document } from './ast.js';
import type { ParseSession } from './parser.js';

/** What a file looks like by itself, before preprocessing: no macro is replaced, no branch of a conditional left out. */
export interface Outline {
  readonly file: SourceFile;
  /** The nodes and properties as written. Its errors mean nothing: macros and directives are no part of the language. */
  readonly document: Document;
  readonly directives: readonly DirectiveLine[];
  readonly comments: readonly Range[];
}

/** Reads the outline of a file; `session` holds the parse of the version before. */
export function readOutline(file: SourceFile, session: ParseSession): Outline {
  return {
    file,
    document: session.update(file.text, 'raw'),
    directives: directiveLines(file),
    comments: commentsOf(file),
  };
}
