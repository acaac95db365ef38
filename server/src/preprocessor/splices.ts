import { BACKSLASH, BLANK, kindOf, NEWLINE, skipLineBreak } from './characters.js';

/** A file's text with its line splices (a backslash, perhaps blanks, a line break) taken out. */
export interface SplicedText {
  readonly text: string;
  /** For each splice, where in `text` it was. */
  readonly cuts: Int32Array;
  /** For each splice, how many characters it and those before it took. */
  readonly removed: Int32Array;
}

/** Takes the splices out of a whole file, so that nothing after this needs to know of them. */
export function joinSplicedLines(source: string): SplicedText {
  const pieces: string[] = [];
  const cuts: number[] = [];
  const removed: number[] = [];
  let taken = 0;
  let from = 0;
  for (let at = source.indexOf('\\'); at >= 0; at = source.indexOf('\\', at)) {
    const end = spliceEnd(source, at);
    if (end < 0) {
      at++;
      continue;
    }
    pieces.push(source.slice(from, at));
    cuts.push(at - taken);
    taken += end - at;
    removed.push(taken);
    from = end;
    at = end;
  }
  if (cuts.length === 0) return unjoined(source);
  pieces.push(source.slice(from));
  return { text: pieces.join(''), cuts: Int32Array.from(cuts), removed: Int32Array.from(removed) };
}

/** A text in which line splices mean nothing. */
export function unjoined(text: string): SplicedText {
  return { text, cuts: NO_CUTS, removed: NO_CUTS };
}

/** The offset in the file of the character at `offset` of the joined text. */
export function sourceOffset(joined: SplicedText, offset: number): number {
  const count = cutsUpTo(joined.cuts, offset);
  return count === 0 ? offset : offset + joined.removed[count - 1]!;
}

/** The offset in the file just behind the last character of a range that ends at `end`. */
export function sourceEnd(joined: SplicedText, end: number): number {
  return end === 0 ? 0 : sourceOffset(joined, end - 1) + 1;
}

/** The offset in the joined text of the character at `offset` of the file; that behind the splice for one within. */
export function joinedOffset({ cuts, removed }: SplicedText, offset: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! + removed[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  const moved = offset - (low > 0 ? removed[low - 1]! : 0);
  return low < cuts.length ? Math.min(moved, cuts[low]!) : moved;
}

/** How many of the ascending `cuts` are at `offset` or before it. */
function cutsUpTo(cuts: Int32Array, offset: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NO_CUTS = new Int32Array(0);

function spliceEnd(source: string, backslash: number): number {
  let end = backslash + 1;
  while (source.charCodeAt(end) !== BACKSLASH && kindOf(source.charCodeAt(end)) === BLANK) end++;
  return kindOf(source.charCodeAt(end)) === NEWLINE ? skipLineBreak(source, end) : -1;
}
