import { type Finding, mapFinding } from '../text/finding.js';
import type { Span } from '../text/span.js';
import type { ChangedLines, Scan } from './scan.js';
import { sourceOffset } from './splices.js';
import { BEYOND_LINES } from './unit.js';

/**
 * Moves what an expansion says of a file to another version of it, in which certain lines are others. Each function
 * returns what is not of the file as it is, and throws {@link BEYOND_LINES} for what is in the lines.
 */
export interface FileMover {
  span(span: Span): Span;
  finding(finding: Finding): Finding;
  /** The place of an include; one that nobody wrote is the beginning or the end of the file. */
  site(site: Span): Span;
}

/** A mover for versions whose splices are the same, none of them in the lines. */
export function createFileMover(old: Scan, now: Scan, lines: ChangedLines): FileMover {
  const start = sourceOffset(old, lines.start);
  const oldEnd = start + lines.oldEnd - lines.start;
  const moved = lines.newEnd - lines.oldEnd;
  const ofFile = (move: (span: Span) => Span) => (span: Span) => (span.file === old.file ? move(span) : span);
  const shifted = (from: number, to: number): Span => ({ file: now.file, start: from, end: to });
  const span = ofFile((span) => {
    const isEmptyThere = span.start === span.end && span.start === start;
    if (span.end <= start && !isEmptyThere) return shifted(span.start, span.end);
    if (span.start >= oldEnd && !isEmptyThere) return shifted(span.start + moved, span.end + moved);
    throw BEYOND_LINES;
  });
  return {
    span,
    finding: (finding) => mapFinding(finding, span),
    site: ofFile((site) => {
      if (site.end > site.start) return span(site);
      const at = site.start === 0 ? 0 : now.file.text.length;
      return shifted(at, at);
    }),
  };
}
