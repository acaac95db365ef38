import { kindOf, NEWLINE } from './characters.js';
import { KEYWORD, mayIncludeAsDtc } from './dtc-scan.js';
import { expandLines, type Surroundings } from './expand-lines.js';
import { type ExpandedPieces, type LinesPlace, locateLines } from './locate-lines.js';
import { movedReaches, movedRuns, moveSegments, moveUses, type Shift } from './moved-pieces.js';
import { addSegment, type Output, SEGMENT_SIZE, VERBATIM } from './output.js';
import { type MacroUses, USE_SIZE } from './provenance.js';
import { firstAtOrAfter } from './rescan.js';
import type { ChangedLines } from './scan.js';
import { BEYOND_LINES, MAX_EXPANDED_LENGTH, MAX_SPENT } from './unit.js';

/** Expands the lines of an instance that have changed, and puts what they become in the place of what they were. */
export function reexpandLines(
  pieces: ExpandedPieces,
  instance: number,
  lines: ChangedLines,
  surroundings: Surroundings,
): ExpandedPieces {
  const { text, segments, uses } = pieces;
  const place = locateLines(pieces, instance, lines);
  if (place.start > 0 && kindOf(text.charCodeAt(place.start - 1)) !== NEWLINE) throw BEYOND_LINES;
  const kept = firstAtOrAfter(segments, SEGMENT_SIZE, 0, place.start);
  const lastSegment = segments.subarray(Math.max(0, kept - SEGMENT_SIZE), kept);
  const { start, newEnd } = lines;
  const { moment } = place;
  const expanded = expandLines(surroundings, {
    instance,
    start,
    end: newEnd,
    moment,
    length: place.start,
    lastSegment,
  });
  const { output } = expanded;
  const shift: Shift = {
    instance,
    lines: newEnd - lines.oldEnd,
    output: output.length - place.end,
    uses: expanded.uses.macros.length - 1 - (place.useEnd - place.firstUse),
  };
  const spent = pieces.spent + expanded.spent;
  const isTooMuch = text.length + shift.output > MAX_EXPANDED_LENGTH || spent > MAX_SPENT / 2;
  if (isTooMuch || makesDtcInclude(text, place, output.text)) throw BEYOND_LINES;
  renumberUses(output, lastSegment.length, place.firstUse - 1);
  const behind = goOn(pieces, place, lines, output, shift);
  const known = segments.subarray(0, kept);
  const added = output.segments.subarray(lastSegment.length, output.segmentCount);
  return {
    text: text.slice(0, place.start) + output.text + text.slice(place.end),
    segments: join(known, added, segments.subarray(behind), (moved) => moveSegments(moved, shift)),
    uses: joinUses(uses, place, expanded.uses, shift),
    runs: movedRuns(pieces.runs, place.run, shift),
    reaches: [...movedReaches(pieces.reaches, lines, shift), ...expanded.reaches],
    spent,
    changed: { start: place.start, end: output.length },
  };
}

/** Whether dtc, too, would have something to include now. Before, there was nothing anywhere. */
function makesDtcInclude(text: string, { start, end }: LinesPlace, piece: string): boolean {
  const around = KEYWORD.length - 1;
  return mayIncludeAsDtc(text.slice(Math.max(0, start - around), start) + piece + text.slice(end, end + around));
}

/** Gives the uses that segments from `index` on name the numbers that they have in the whole unit. */
function renumberUses({ segments, segmentCount }: Output, index: number, before: number): void {
  for (let at = index + 4; at < segmentCount; at += SEGMENT_SIZE) if (segments[at] !== 0) segments[at]! += before;
}

/** Adds the segment that follows the lines to `output`, of which it may be a part now; returns the index of the next. */
function goOn(
  { text, segments }: ExpandedPieces,
  { end }: LinesPlace,
  { oldEnd, newEnd }: ChangedLines,
  output: Output,
  shift: Shift,
): number {
  const next = firstAtOrAfter(segments, SEGMENT_SIZE, 0, end);
  if (end === text.length) return next;
  if (segments[next] === end) {
    const first = segments.slice(next, next + SEGMENT_SIZE);
    moveSegments(first, shift);
    addSegment(output, first[1]!, first[2]!, first[3]!, first[4]!);
    return next + SEGMENT_SIZE;
  }
  const around = next - SEGMENT_SIZE;
  const isCopied =
    segments[around + 1] === shift.instance && segments[around + 3] === VERBATIM && segments[around + 4] === 0;
  if (!isCopied || segments[around + 2]! + end - segments[around]! !== oldEnd) throw BEYOND_LINES;
  addSegment(output, shift.instance, newEnd, VERBATIM, 0);
  return next;
}

function joinUses(uses: MacroUses, { firstUse, useEnd }: LinesPlace, added: MacroUses, shift: Shift): MacroUses {
  const { macros } = uses;
  const count = added.macros.length;
  const inLines = moveUses(recordsOf(added, 1, count), { ...shift, lines: 0, uses: firstUse - 1 });
  return {
    macros:
      count === 1 && firstUse === useEnd
        ? macros
        : macros.slice(0, firstUse).concat(added.macros.slice(1), macros.slice(useEnd)),
    data: join(recordsOf(uses, 0, firstUse), inLines, recordsOf(uses, useEnd, macros.length), (moved) =>
      moveUses(moved, shift),
    ),
  };
}

const recordsOf = ({ data }: MacroUses, from: number, to: number) => data.subarray(from * USE_SIZE, to * USE_SIZE);

/** A table of three parts, of which the last is moved. */
function join(before: Int32Array, added: Int32Array, behind: Int32Array, move: (part: Int32Array) => void): Int32Array {
  const start = before.length + added.length;
  const whole = new Int32Array(start + behind.length);
  whole.set(before);
  whole.set(added, before.length);
  whole.set(behind, start);
  move(whole.subarray(start));
  return whole;
}
