import type { Expansion } from '../preprocessor/expansion.js';
import { lineageOf } from '../preprocessor/tables.js';
import { commonPrefix, commonSuffix } from '../text/equal-ends.js';
import type { SourceFile } from '../text/source-file.js';
import type { Span } from '../text/span.js';

/** Is thrown for a span of which it cannot be told where it is now. */
export const NOT_MOVED = Symbol('not moved');

/**
 * Moves spans of the files of one expansion to where the same text stands in those of a later one. `undefined` where more
 * than lines of text of one file has changed in between: text may have come in by another way then. The function throws
 * {@link NOT_MOVED} for a span that begins or ends in, or beside, what has changed.
 */
export function moverBetween(before: Expansion, after: Expansion): ((span: Span) => Span) | undefined {
  const lineage = lineageOf(before);
  if (!lineage || lineage !== lineageOf(after) || before.files.length !== after.files.length) return undefined;
  const changed = before.files.filter((file, index) => file !== after.files[index]);
  const [old] = changed;
  if (!old) return (span) => span;
  const now = after.files[before.files.indexOf(old)]!;
  return changed.length === 1 && old.uri === now.uri ? createMover(old, now) : undefined;
}

function createMover(old: SourceFile, now: SourceFile): (span: Span) => Span {
  const start = commonPrefix(old.text, now.text);
  const longest = Math.min(old.text.length, now.text.length) - start;
  const oldEnd = old.text.length - commonSuffix(old.text, now.text, longest);
  const moved = now.text.length - old.text.length;
  const move = (offset: number) => {
    if (offset < start) return offset;
    if (offset > oldEnd) return offset + moved;
    throw NOT_MOVED;
  };
  return (span) => (span.file === old ? { file: now, start: move(span.start), end: move(span.end) } : span);
}
