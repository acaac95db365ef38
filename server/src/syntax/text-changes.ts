import { Edit, type Tree } from 'web-tree-sitter';

/** The old text's `[start, oldEnd)` became the new text's `[newStart, newEnd)`. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Tells the old tree what changed, so that the parser can take over the rest. */
export function applyChanges(tree: Tree, before: string, after: string): void {
  // From the last to the first: an edit moves what stands behind it, and the positions are those of the old text.
  for (const { start, oldEnd, newStart, newEnd } of changesBetween(before, after).reverse()) {
    const startPosition = pointAt(before, start);
    tree.edit(
      new Edit({
        startIndex: start,
        oldEndIndex: oldEnd,
        newEndIndex: start + newEnd - newStart,
        startPosition,
        oldEndPosition: pointAt(before, oldEnd),
        newEndPosition: advance(startPosition, after.slice(newStart, newEnd)),
      }),
    );
  }
}

/**
 * What differs: all between the common beginning and the common end of the texts. In the beginning runs of blanks may
 * differ, each as a change of its own: two boards of one SoC begin alike but for the lines that their directives left
 * empty.
 */
export function changesBetween(before: string, after: string): TextChange[] {
  const changes: TextChange[] = [];
  const end = commonEnd(before, after);
  let old = 0;
  let now = 0;
  for (;;) {
    const same = commonBeginning(before, after, old, now);
    old += same;
    now += same;
    if (old === before.length && now === after.length) return changes;
    const oldBlanks = blanksAround(before, old, old - same);
    const newBlanks = blanksAround(after, now, now - same);
    const isBlankChange = oldBlanks.start - old === newBlanks.start - now && changes.length < MAX_BLANK_CHANGES;
    const meetsAgain = before.charCodeAt(oldBlanks.end) === after.charCodeAt(newBlanks.end);
    if (!isBlankChange || !meetsAgain || oldBlanks.end === oldBlanks.start || newBlanks.end === newBlanks.start) break;
    changes.push({ start: oldBlanks.start, oldEnd: oldBlanks.end, newStart: newBlanks.start, newEnd: newBlanks.end });
    old = oldBlanks.end;
    now = newBlanks.end;
  }
  const rest = Math.min(end, before.length - old, after.length - now);
  changes.push({ start: old, oldEnd: before.length - rest, newStart: now, newEnd: after.length - rest });
  return changes;
}

/** Every change costs the parser a walk from the root; texts that differ everywhere are better parsed as one change. */
const MAX_BLANK_CHANGES = 200;

/** Whole chunks compare much faster than characters, and an edit leaves nearly all of them equal. */
const CHUNK = 2048;

function commonBeginning(before: string, after: string, old: number, now: number): number {
  const shorter = Math.min(before.length - old, after.length - now);
  let same = 0;
  while (same + CHUNK <= shorter && before.startsWith(after.slice(now + same, now + same + CHUNK), old + same))
    same += CHUNK;
  while (same < shorter && before.charCodeAt(old + same) === after.charCodeAt(now + same)) same++;
  return same;
}

function commonEnd(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  const chunkAt = (text: string) => text.slice(text.length - same - CHUNK, text.length - same);
  while (same + CHUNK <= shorter && chunkAt(before) === chunkAt(after)) same += CHUNK;
  while (same < shorter && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same++;
  return same;
}

/** The run of blanks that `at` stands in or beside, not beginning before `least`. */
function blanksAround(text: string, at: number, least: number): { start: number; end: number } {
  let start = at;
  while (start > least && isBlank(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (isBlank(text.charCodeAt(end))) end++;
  return { start, end };
}

const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13);

interface Point {
  readonly row: number;
  readonly column: number;
}

function pointAt(text: string, offset: number): Point {
  return advance({ row: 0, column: 0 }, text.slice(0, offset));
}

/** Where one stands behind `text`, having stood at `from` before it. */
function advance(from: Point, text: string): Point {
  let row = from.row;
  let lineStart = -from.column;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: text.length - lineStart };
}
