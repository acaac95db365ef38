import { CARRIAGE_RETURN, LINE_FEED } from './characters.js';
import { extentOf, type MacroUses, useInFile } from './provenance.js';
import { BLANK_BEFORE, needBlankBetween, PADDING, type Token } from './tokens.js';
import { LIMIT_REACHED, MAX_EXPANDED_LENGTH } from './unit.js';

/** Segments are groups of five numbers: offset in the output, instance, start, end or {@link VERBATIM}, use. */
export const SEGMENT_SIZE = 5;
/** In place of a segment's end: its text is the instance's text from its start on, character by character. */
export const VERBATIM = -1;

/** The expanded text as it comes into being, with a note of where each piece is from. */
export interface Output {
  text: string;
  segments: Int32Array;
  segmentCount: number;
  length: number;
  /** Whether a blank before the next token could change nothing. */
  endsInBlank: boolean;
  endsInLineBreak: boolean;
  /** The token printed last, while what follows could still run into it. */
  previous: Token | undefined;
  /** Whether a padding has come since. */
  avoidsPaste: boolean;
  /** The token whose blank counts, if a padding named one. */
  blankSource: Token | undefined;
}

export function createOutput(capacity = 1 << 14): Output {
  return {
    text: '',
    segments: new Int32Array(capacity),
    segmentCount: 0,
    length: 0,
    endsInBlank: true,
    endsInLineBreak: true,
    previous: undefined,
    avoidsPaste: false,
    blankSource: undefined,
  };
}

/** Appends `text`, which stands at `start` in the text of `instance`. */
export function writeVerbatim(output: Output, text: string, instance: number, start: number): void {
  if (text.length === 0) return;
  addSegment(output, instance, start, VERBATIM, 0);
  append(output, text);
}

/** Appends `text` for the range of `instance`'s text that it replaces. */
export function writeReplacement(
  output: Output,
  text: string,
  instance: number,
  start: number,
  end: number,
  use: number,
): void {
  addSegment(output, instance, start, end, use);
  append(output, text);
}

/**
 * Appends a token that came out of macros, with a blank before it if one was written or is needed to keep it apart
 * (scan_translation_unit of GCC's cpp).
 */
export function writeToken(output: Output, uses: MacroUses, token: Token): void {
  if (token.kind === PADDING) {
    const { blankSource } = output;
    output.avoidsPaste = true;
    if (blankSource === undefined || ((blankSource.flags & BLANK_BEFORE) === 0 && token.source === undefined)) {
      output.blankSource = token.source;
    }
    return;
  }
  keepApart(output, token);
  output.previous = token;
  if (token.home !== 0) {
    const { instance, start, end } = extentOf(uses, useInFile(uses, token.home));
    addSegment(output, instance, start, end, token.use);
  } else {
    const isVerbatim = token.end - token.start === token.text.length;
    addSegment(output, token.instance, token.start, isVerbatim ? VERBATIM : token.end, token.use);
  }
  append(output, token.text);
}

/** Decides on the blank between what was printed last and `next`. */
export function keepApart(output: Output, next: Token): void {
  const { previous } = output;
  let needsBlank: boolean;
  if (output.avoidsPaste) {
    const isFirstHash = previous === undefined && next.text === '#';
    needsBlank =
      ((output.blankSource ?? next).flags & BLANK_BEFORE) !== 0 ||
      (previous !== undefined && needBlankBetween(previous, next)) ||
      isFirstHash;
    if (isFirstHash && output.length > 0) output.endsInBlank = false;
  } else needsBlank = (next.flags & BLANK_BEFORE) !== 0;
  output.avoidsPaste = false;
  output.blankSource = undefined;
  if (needsBlank && !output.endsInBlank) writeGap(output, ' ');
}

/** Forgets what was printed last: a blank or a line break follows anyway. */
export function forgetPrevious(output: Output): void {
  output.previous = undefined;
  output.avoidsPaste = false;
  output.blankSource = undefined;
}

/** Appends text that nobody wrote, right behind what the last segment is from. */
export function writeGap(output: Output, text: string): void {
  const { segments, segmentCount } = output;
  const last = segmentCount - SEGMENT_SIZE;
  // Only copied text counts its characters; any other may as well be longer.
  if (last >= 0 && segments[last + 3] === VERBATIM) {
    const behind = segments[last + 2]! + output.length - segments[last]!;
    addSegment(output, segments[last + 1]!, behind, behind, segments[last + 4]!);
  }
  append(output, text);
}

/** Appends the range `[from, to)` of a text that has segments of its own. */
export function copySegments(output: Output, text: string, segments: Int32Array, from: number, to: number): void {
  if (to <= from) return;
  for (let index = segmentAt(segments, from); index < segments.length; index += SEGMENT_SIZE) {
    const start = Math.max(from, segments[index]!);
    if (start >= to) break;
    const end = Math.min(to, segments[index + SEGMENT_SIZE] ?? text.length);
    const isVerbatim = segments[index + 3] === VERBATIM;
    const written = segments[index + 2]! + (isVerbatim ? start - segments[index]! : 0);
    addSegment(output, segments[index + 1]!, written, segments[index + 3]!, segments[index + 4]!);
    append(output, text.slice(start, end));
  }
}

/** The index of the segment that holds `offset`, in an array of at least one segment. */
export function segmentAt(segments: Int32Array, offset: number): number {
  let low = 0;
  let high = segments.length / SEGMENT_SIZE - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle * SEGMENT_SIZE]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low * SEGMENT_SIZE;
}

/** Every character goes through here, so that no line, macro or file, however long it is, can make the text longer than it may be. */
function append(output: Output, text: string): void {
  const room = MAX_EXPANDED_LENGTH - output.length;
  if (text.length > room) {
    append(output, text.slice(0, room));
    throw LIMIT_REACHED;
  }
  output.text += text;
  output.length += text.length;
  const last = text.charCodeAt(text.length - 1);
  output.endsInLineBreak = last === LINE_FEED || last === CARRIAGE_RETURN;
  output.endsInBlank = output.endsInLineBreak || last === 32 || last === 9;
}

/** Has what is appended next be from `[start, end)` of an instance's text, or from `start` on if `end` is {@link VERBATIM}. */
export function addSegment(output: Output, instance: number, start: number, end: number, use: number): void {
  const { segments, segmentCount } = output;
  const last = segmentCount - SEGMENT_SIZE;
  // Text that goes on where the last piece ended needs no segment of its own.
  if (last >= 0 && segments[last + 1] === instance && segments[last + 3] === end && segments[last + 4] === use) {
    const expected = end === VERBATIM ? segments[last + 2]! + output.length - segments[last]! : segments[last + 2];
    if (expected === start) return;
  }
  if (segmentCount + SEGMENT_SIZE > segments.length) {
    output.segments = new Int32Array(segments.length * 2);
    output.segments.set(segments);
  }
  const table = output.segments;
  table[segmentCount] = output.length;
  table[segmentCount + 1] = instance;
  table[segmentCount + 2] = start;
  table[segmentCount + 3] = end;
  table[segmentCount + 4] = use;
  output.segmentCount += SEGMENT_SIZE;
}
