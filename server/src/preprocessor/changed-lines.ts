import { kindOf, NEWLINE } from './characters.js';
import { firstAtOrAfter } from './rescan.js';
import { type ChangedLines, DIRECTIVE_SIZE, type Scan } from './scan.js';
import { BEYOND_LINES } from './unit.js';

/** The lines in which two versions of a file differ. Throws {@link BEYOND_LINES} if more than lines of text has changed. */
export function changedTextLines(old: Scan, now: Scan): ChangedLines {
  const lines = now.rescanned;
  const isPlain =
    lines?.base === old.id &&
    old.guard === now.guard &&
    old.unterminatedComment < 0 &&
    now.unterminatedComment < 0 &&
    !old.file.defect &&
    !now.file.defect &&
    endsLine(old, lines.start, lines.oldEnd) &&
    endsLine(now, lines.start, lines.newEnd) &&
    hasSameDirectives(old, now, lines) &&
    hasSameSplices(old, now, lines);
  if (!isPlain) throw BEYOND_LINES;
  return lines;
}

/** Whether nothing is in `[start, end)`, or whole lines with their line breaks. */
function endsLine({ text }: Scan, start: number, end: number): boolean {
  return end === start || kindOf(text.charCodeAt(end - 1)) === NEWLINE;
}

function hasSameDirectives(old: Scan, now: Scan, { start, oldEnd, newEnd }: ChangedLines): boolean {
  const before = firstDirectiveFrom(old, start);
  return (
    old.directives.length === now.directives.length &&
    firstDirectiveFrom(old, oldEnd) === before &&
    firstDirectiveFrom(now, start) === before &&
    firstDirectiveFrom(now, newEnd) === before
  );
}

/** The index of the first directive that begins at `offset` or behind it. */
export function firstDirectiveFrom({ directives }: Scan, offset: number): number {
  return firstAtOrAfter(directives, DIRECTIVE_SIZE, 1, offset);
}

/** Whether both texts are joined at the same places, none of them in the lines or at their borders. */
function hasSameSplices(old: Scan, now: Scan, { start, oldEnd, newEnd }: ChangedLines): boolean {
  return (
    old.cuts.length === now.cuts.length &&
    old.cuts.every((cut, index) => {
      const isBefore = cut < start;
      const isBehind = cut > oldEnd;
      const same = isBefore ? cut : cut + newEnd - oldEnd;
      return (isBefore || isBehind) && now.cuts[index] === same && now.removed[index] === old.removed[index];
    })
  );
}
