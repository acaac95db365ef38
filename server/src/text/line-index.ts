import { commonPrefix, commonSuffix } from './equal-ends.js';

/** A place in a text as editors count it: zero-based line, zero-based UTF-16 code unit within the line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. Lines end at LF, CR LF or CR, as in the LSP. */
export interface LineIndex {
  readonly lineCount: number;
  /** The offset of the first character of a line; lines past the end give the text's length. */
  startOf(line: number): number;
  /** The offset behind the last character of a line, its line break left out. */
  endOf(line: number): number;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

/**
 * Builds the line table of `text` on first use, since most files are never asked for a position. That of a version which
 * differs in one place only, `previous`, is taken over but for that place.
 */
export function createLineIndex(text: string, previous?: LineIndex): LineIndex {
  return new LineTable(text, previous instanceof LineTable ? previous.nearest() : undefined);
}

/** A text whose table is known. */
interface KnownTable {
  readonly text: string;
  readonly starts: Int32Array;
}

class LineTable implements LineIndex {
  private table: Int32Array | undefined;

  /** `base`: the nearest earlier version whose table is known, kept no longer than until this one's is. */
  constructor(
    private readonly text: string,
    private base: KnownTable | undefined,
  ) {}

  nearest(): KnownTable | undefined {
    return this.table ? { text: this.text, starts: this.table } : this.base;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  startOf(line: number): number {
    return line < 0 ? 0 : (this.starts[line] ?? this.text.length);
  }

  endOf(line: number): number {
    let end = line + 1 < this.starts.length ? this.startOf(line + 1) : this.text.length;
    while (end > this.startOf(line) && isLineBreak(this.text.charCodeAt(end - 1))) end--;
    return end;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = lastAtOrBefore(this.starts, clamped);
    return { line, character: clamped - this.startOf(line) };
  }

  offsetAt({ line, character }: Position): number {
    return Math.min(this.startOf(line) + Math.max(0, character), this.endOf(line));
  }

  private get starts(): Int32Array {
    if (!this.table) {
      this.table = this.base ? startsFrom(this.base, this.text) : lineStarts(this.text, 0, this.text.length);
      this.base = undefined;
    }
    return this.table;
  }
}

/** The table of a text, of which all is taken over from another's that lies before and behind what differs. */
function startsFrom({ text: before, starts }: KnownTable, text: string): Int32Array {
  const same = commonPrefix(before, text);
  const sameEnd = commonSuffix(before, text, Math.min(before.length, text.length) - same);
  // Whether a line starts behind a character depends on that and, for a CR, on the next one: both have to be the same.
  let kept = lastAtOrBefore(starts, same) + 1;
  while (kept > 1 && starts[kept - 1]! >= same) kept--;
  const firstMoved = before.length - sameEnd + 1;
  let moved = lastAtOrBefore(starts, firstMoved) + 1;
  while (moved > kept && starts[moved - 1]! >= firstMoved) moved--;
  const shift = text.length - before.length;
  const between = lineStarts(text, starts[kept - 1]!, (starts[moved] ?? before.length + 1) + shift - 1).subarray(1);
  const table = new Int32Array(kept + between.length + starts.length - moved);
  table.set(starts.subarray(0, kept));
  table.set(between, kept);
  for (let at = moved, to = kept + between.length; at < starts.length; at++, to++) table[to] = starts[at]! + shift;
  return table;
}

/** Where the lines start of the part of a text that begins at a line and ends at `end`. */
function lineStarts(text: string, begin: number, end: number): Int32Array {
  const starts = [begin];
  // Without a CR, which is nearly always so, the engine's own search finds line ends much faster than a loop.
  const carriageReturn = text.indexOf('\r', begin);
  if (carriageReturn < 0 || carriageReturn >= end) {
    for (let at = text.indexOf('\n', begin); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return Int32Array.from(starts);
  }
  for (let i = begin; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === CR && text.charCodeAt(i + 1) === LF) i++;
    if (i < end && (code === LF || code === CR)) starts.push(i + 1);
  }
  return Int32Array.from(starts);
}

function lastAtOrBefore(sorted: Int32Array, offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const LF = 10;
const CR = 13;
const isLineBreak = (code: number) => code === LF || code === CR;
