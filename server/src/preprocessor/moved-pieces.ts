import { SEGMENT_SIZE, VERBATIM } from './output.js';
import { USE_SIZE } from './provenance.js';
import type { ChangedLines } from './scan.js';
import { REACH_SIZE, RUN_SIZE } from './unit.js';

/** By how much what comes behind certain lines of an instance moves. */
export interface Shift {
  readonly instance: number;
  /** In the text of the instance. */
  readonly lines: number;
  readonly output: number;
  /** In the table of macro uses. */
  readonly uses: number;
}

/** Moves segments that come behind the lines, in place. */
export function moveSegments(segments: Int32Array, shift: Shift): Int32Array {
  for (let at = 0; at < segments.length; at += SEGMENT_SIZE) {
    segments[at]! += shift.output;
    if (segments[at + 4] !== 0) segments[at + 4]! += shift.uses;
    if (segments[at + 1] !== shift.instance) continue;
    segments[at + 2]! += shift.lines;
    if (segments[at + 3] !== VERBATIM) segments[at + 3]! += shift.lines;
  }
  return segments;
}

/**
 * Moves the records of macro uses that come behind the lines, in place. They happened in each other only, for no call goes on
 * from the lines.
 */
export function moveUses(data: Int32Array, shift: Shift): Int32Array {
  for (let at = 0; at < data.length; at += USE_SIZE) {
    if (data[at + 4] !== 0) data[at + 4]! += shift.uses;
    if (data[at + 5] !== 0) data[at + 5]! += shift.uses;
    // A name in the body of a macro stands where the macro is defined.
    else if (data[at] === shift.instance) for (let field = 1; field <= 3; field++) data[at + field]! += shift.lines;
  }
  return data;
}

/** The runs, of which that at the index `around` holds the lines. */
export function movedRuns(runs: Int32Array, around: number, shift: Shift): Int32Array {
  const moved = runs.slice();
  moved[around + 2]! += shift.lines;
  moved[around + 4]! += shift.output;
  moved[around + 6]! += shift.uses;
  for (let run = around + RUN_SIZE; run < moved.length; run += RUN_SIZE) {
    for (const field of [3, 4]) moved[run + field]! += shift.output;
    for (const field of [5, 6]) moved[run + field]! += shift.uses;
    if (moved[run] === shift.instance) for (const field of [1, 2]) moved[run + field]! += shift.lines;
  }
  return moved;
}

/** The reaches of names outside of the lines. */
export function movedReaches(reaches: readonly number[], { start, oldEnd }: ChangedLines, shift: Shift): number[] {
  const moved: number[] = [];
  for (let at = 0; at < reaches.length; at += REACH_SIZE) {
    const [instance, from, to] = [reaches[at]!, reaches[at + 1]!, reaches[at + 2]!];
    if (instance !== shift.instance || from < start) moved.push(instance, from, to);
    else if (from >= oldEnd) moved.push(instance, from + shift.lines, to + shift.lines);
  }
  return moved;
}
