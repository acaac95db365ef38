import type { Range } from '../text/span.js';
import { SEGMENT_SIZE, segmentAt, VERBATIM } from './output.js';
import { type MacroUses, USE_SIZE } from './provenance.js';
import type { ChangedLines } from './scan.js';
import { BEYOND_LINES, REACH_SIZE, RUN_SIZE } from './unit.js';

/** What has been expanded so far, with notes of which lines became what. */
export interface ExpandedPieces {
  readonly text: string;
  /** See `output.ts`. */
  readonly segments: Int32Array;
  readonly uses: MacroUses;
  /** See `Unit`, as for `reaches`. */
  readonly runs: Int32Array;
  readonly reaches: readonly number[];
  /** How many tokens have been handled. */
  readonly spent: number;
  /** Where the text that lines became stands, if some have been expanded again. */
  readonly changed?: Range;
}

/** What certain lines of one instance became. */
export interface LinesPlace {
  /** The index of the run that they are part of. */
  readonly run: number;
  /** How many macro changes come before the run. */
  readonly moment: number;
  /** Their part of the output. */
  readonly start: number;
  readonly end: number;
  /** The macro uses in them. */
  readonly firstUse: number;
  readonly useEnd: number;
}

/** Finds what lines have become. Throws {@link BEYOND_LINES} where they do not stand for themselves. */
export function locateLines(pieces: ExpandedPieces, instance: number, { start, oldEnd }: ChangedLines): LinesPlace {
  const { uses, runs, reaches } = pieces;
  for (let at = 0; at < reaches.length; at += REACH_SIZE) {
    const isAcross = reaches[at] === instance && reaches[at + 1]! < start && reaches[at + 2]! > start;
    if (isAcross) throw BEYOND_LINES;
  }
  const run = runAround(runs, instance, start, oldEnd);
  const [usesBefore, useLimit, moment] = [runs[run + 5]!, runs[run + 6]!, runs[run + 7]!];
  const firstUse = firstUseFrom(uses, usesBefore, useLimit, start);
  return {
    run,
    moment,
    start: outputOf(pieces, run, start),
    end: outputOf(pieces, run, oldEnd),
    firstUse,
    useEnd: firstUseFrom(uses, firstUse, useLimit, oldEnd),
  };
}

/** The run of an instance that holds `[start, end)`. Between two runs there is a directive, so there is no other. */
function runAround(runs: Int32Array, instance: number, start: number, end: number): number {
  for (let run = 0; run < runs.length; run += RUN_SIZE)
    if (runs[run] === instance && runs[run + 1]! <= start && runs[run + 2]! >= end) return run;
  throw BEYOND_LINES;
}

/** Where in the output the line begins that begins at `offset` in the run's text: behind the copy of a line break. */
function outputOf({ segments, runs, text }: ExpandedPieces, run: number, offset: number): number {
  const [instance, runStart, from, to] = [runs[run]!, runs[run + 1]!, runs[run + 3]!, runs[run + 4]!];
  if (offset === runStart) return from;
  if (from === to) throw BEYOND_LINES;
  const lineBreak = offset - 1;
  let low = segmentAt(segments, from) / SEGMENT_SIZE;
  let high = segmentAt(segments, to - 1) / SEGMENT_SIZE;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle * SEGMENT_SIZE + 2]! <= lineBreak) low = middle;
    else high = middle - 1;
  }
  const index = low * SEGMENT_SIZE;
  const isCopied = segments[index + 1] === instance && segments[index + 3] === VERBATIM && segments[index + 4] === 0;
  const at = segments[index]! + lineBreak - segments[index + 2]!;
  if (!isCopied || at < segments[index]! || at >= (segments[index + SEGMENT_SIZE] ?? text.length)) throw BEYOND_LINES;
  return at + 1;
}

/** The first of the uses `[from, limit)` whose name is written at `offset` or behind it, outside of all other calls. */
function firstUseFrom({ data }: MacroUses, from: number, limit: number, offset: number): number {
  for (let use = from; use < limit; use++) {
    const isOutermost = data[use * USE_SIZE + 4] === 0;
    if (isOutermost && data[use * USE_SIZE + 1]! >= offset) return use;
  }
  return limit;
}
