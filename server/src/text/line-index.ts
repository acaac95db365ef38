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

/** Builds the line table of `text` on first use, since most files are never asked for a position. */
export function createLineIndex(text: string): LineIndex {
  let table: number[] | undefined;
  const starts = () => {
    table ??= lineStarts(text);
    return table;
  };
  const startOf = (line: number) => (line < 0 ? 0 : (starts()[line] ?? text.length));
  const endOf = (line: number) => {
    let end = line + 1 < starts().length ? startOf(line + 1) : text.length;
    while (end > startOf(line) && isLineBreak(text.charCodeAt(end - 1))) end--;
    return end;
  };
  return {
    get lineCount() {
      return starts().length;
    },
    startOf,
    endOf,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length));
      const line = lastAtOrBefore(starts(), clamped);
      return { line, character: clamped - startOf(line) };
    },
    offsetAt({ line, character }) {
      return Math.min(startOf(line) + Math.max(0, character), endOf(line));
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  // Without a CR, which is nearly always so, the engine's own search finds line ends much faster than a loop.
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === CR && text.charCodeAt(i + 1) === LF) i++;
    if (code === LF || code === CR) starts.push(i + 1);
  }
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], offset: number): number {
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
