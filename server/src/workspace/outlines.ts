import { type Outline, readOutline } from '../syntax/outline.js';
import type { ParseSession, SyntaxParser } from '../syntax/parser.js';
import { createSourceFile, type SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';

/** The outlines of the files that somebody looks at, each kept with its parse, so that an edit costs little. */
export interface Outlines {
  of(file: SourceFile): Outline;
  /** Gives back what the outline of a file takes. */
  close(uri: Uri): void;
}

/** Keeps the outlines of the few files last asked for. */
export function createOutlines(parser: SyntaxParser): Outlines {
  const kept = new Map<Uri, KeptOutline>();
  const close = (uri: Uri) => {
    kept.get(uri)?.session.close();
    kept.delete(uri);
  };
  return {
    close,
    of(file) {
      const known = kept.get(file.uri);
      if (known?.outline.file === file) return known.outline;
      if (file.text.length > MAX_LENGTH) return { ...readTooLarge(file, parser), file };
      const session = known?.session ?? parser.open();
      const outline = readOutline(file, session);
      // Taking it out first makes it the youngest of the map.
      kept.delete(file.uri);
      kept.set(file.uri, { session, outline });
      let length = 0;
      for (const [index, [uri, entry]] of [...kept].reverse().entries()) {
        length += entry.outline.document.length;
        if (index >= MAX_OUTLINES || (index > 0 && length > MAX_LENGTH)) close(uri);
      }
      return outline;
    },
  };
}

/** More files than an editor shows side by side. */
const MAX_OUTLINES = 8;

/** The longest text, and the longest texts together, that are parsed; hostile text takes 400 times as much memory. */
const MAX_LENGTH = 1024 * 1024;

interface KeptOutline {
  readonly session: ParseSession;
  readonly outline: Outline;
}

function readTooLarge({ uri, version }: SourceFile, parser: SyntaxParser): Outline {
  const session = parser.open();
  try {
    return readOutline(createSourceFile(uri, version, ''), session);
  } finally {
    session.close();
  }
}
