import { Edit, type Tree } from 'web-tree-sitter';
import { commonPrefix, commonSuffix } from '../text/equal-ends.js';
import type { Range } from '../text/span.js';

/** The old text's `[start, oldEnd)` became the new text's `[newStart, newEnd)`. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Tells the old tree what changed, so that the parser can take over the rest. */
export function applyChanges(tree: Tree, before: string, after: string, changes: readonly TextChange[]): void {
  const edits: Edit[] = [];
  let at = 0;
  let position: Point = { row: 0, column: 0 };
  for (const { start, oldEnd, newStart, newEnd } of changes) {
    const startPosition = advance(position, before, at, start);
    position = advance(startPosition, before, start, oldEnd);
    at = oldEnd;
    edits.push(
      new Edit({
        startIndex: start,
        oldEndIndex: oldEnd,
        newEndIndex: start + newEnd - newStart,
        startPosition,
        oldEndPosition: position,
        newEndPosition: advance(startPosition, after, newStart, newEnd),
      }),
    );
  }
  // From the last to the first: an edit moves what stands behind it, and the positions are those of the old text.
  for (const edit of edits.reverse()) tree.edit(edit);
}

/** How many characters changes are about. */
export function changedLength(changes: readonly TextChange[]): number {
  let length = 0;
  for (const { start, oldEnd, newStart, newEnd } of changes) length += Math.max(oldEnd - start, newEnd - newStart);
  return length;
}

/**
 * What differs between the common beginning and the common end of the texts. Runs of blanks may differ before, each as a
 * change of its own: two boards of one SoC begin alike but for the lines that their directives left empty. Where much
 * differs, the texts may meet again in the next line, or at lines that begin an item of the top. Outside of the part `within`
 * of the new text, if it is given, both are the same.
 */
export function changesBetween(before: string, after: string, within: Range = WHOLE): TextChange[] {
  const changes: TextChange[] = [];
  const end = commonSuffix(before, after, undefined, Math.max(0, after.length - within.end));
  let itemsOfBefore: ReadonlyMap<string, number> | undefined;
  let old = within.start;
  let now = within.start;
  for (;;) {
    const same = commonPrefix(before, after, old, now);
    old += same;
    now += same;
    if (old === before.length && now === after.length) return changes;
    const oldBlanks = blanksAround(before, old, old - same);
    const newBlanks = blanksAround(after, now, now - same);
    const isBlankChange = oldBlanks.start - old === newBlanks.start - now && changes.length < MAX_CHANGES;
    const meetsAgain = before.charCodeAt(oldBlanks.end) === after.charCodeAt(newBlanks.end);
    if (isBlankChange && meetsAgain && oldBlanks.end > oldBlanks.start && newBlanks.end > newBlanks.start) {
      changes.push({ start: oldBlanks.start, oldEnd: oldBlanks.end, newStart: newBlanks.start, newEnd: newBlanks.end });
      old = oldBlanks.end;
      now = newBlanks.end;
      continue;
    }
    const oldEnd = before.length - Math.min(end, before.length - old, after.length - now);
    if (oldEnd - old < WORTH_MEETING || changes.length >= MAX_CHANGES) break;
    const line = lineChange(before, old, after, now);
    if (line) {
      changes.push(line);
      old = line.oldEnd;
      now = line.newEnd;
      continue;
    }
    // An item may be one that both texts have though the line before it differs: they begin with the same character.
    const back = Math.max(0, Math.min(same, old - 1 - before.lastIndexOf('\n', old - 1)));
    old -= back;
    now -= back;
    itemsOfBefore ??= itemsIn(before, old, oldEnd);
    const meeting = nextMeeting(itemsOfBefore, old, after, now, after.length - (before.length - oldEnd));
    if (!meeting) break;
    changes.push({ start: old, oldEnd: meeting.old, newStart: now, newEnd: meeting.now });
    ({ old, now } = meeting);
  }
  const rest = Math.min(end, before.length - old, after.length - now);
  changes.push({ start: old, oldEnd: before.length - rest, newStart: now, newEnd: after.length - rest });
  return changes;
}

/** The rest of a line as a change of its own, if both texts go on alike in the next line: a macro means something else. */
function lineChange(before: string, old: number, after: string, now: number): TextChange | undefined {
  const oldEnd = before.indexOf('\n', old);
  const newEnd = after.indexOf('\n', now);
  if (oldEnd < 0 || newEnd < 0 || Math.max(oldEnd - old, newEnd - now) > LONGEST_LINE) return undefined;
  const next = before.slice(oldEnd, Math.min(before.indexOf('\n', oldEnd + 1), oldEnd + LONGEST_LINE));
  if (next.trim() === '' || !after.startsWith(next, newEnd)) return undefined;
  return { start: old, oldEnd, newStart: now, newEnd };
}

/** A line of which so many characters differ is no line that a person wrote. */
const LONGEST_LINE = 1000;

const WHOLE: Range = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** Every change costs the parser a walk from the root; texts that differ everywhere are better parsed as one change. */
const MAX_CHANGES = 200;

/** How much text must differ, in characters, for it to pay to look where the texts meet again. */
const WORTH_MEETING = 1000;
/** So much of the text from the beginning of an item on tells it from others. */
const ITEM_BEGINNING = 64;
/** So many items of the new text that the old one has too are weighed against each other. */
const MAX_CANDIDATES = 16;

/** Where the items of the top begin, by their first characters: at the beginnings of lines, as everyone writes them. */
function itemsIn(text: string, from: number, to: number): ReadonlyMap<string, number> {
  const items = new Map<string, number>();
  for (let at = nextItem(text, from, to); at >= 0; at = nextItem(text, at + 1, to)) {
    const beginning = text.slice(at, at + ITEM_BEGINNING);
    if (!items.has(beginning)) items.set(beginning, at);
  }
  return items;
}

function nextItem(text: string, from: number, to: number): number {
  for (let at = text.indexOf('\n', from - 1) + 1; at > 0 && at < to; at = text.indexOf('\n', at) + 1) {
    const code = text.charCodeAt(at);
    if (code === AMPERSAND || code === SLASH) return at;
  }
  return -1;
}

/** The nearest place behind `old` and `now` where both texts begin the same item. */
function nextMeeting(
  itemsOfBefore: ReadonlyMap<string, number>,
  old: number,
  after: string,
  now: number,
  newEnd: number,
): { old: number; now: number } | undefined {
  let nearest: { old: number; now: number } | undefined;
  let candidates = 0;
  for (
    let at = nextItem(after, now, newEnd);
    at >= 0 && candidates < MAX_CANDIDATES;
    at = nextItem(after, at + 1, newEnd)
  ) {
    const known = itemsOfBefore.get(after.slice(at, at + ITEM_BEGINNING));
    // A beginning that the texts have in common is no place behind it.
    if (known === undefined || known < old || known + at === old + now) continue;
    candidates++;
    if (!nearest || known + at < nearest.old + nearest.now) nearest = { old: known, now: at };
  }
  return nearest;
}

const AMPERSAND = 38;
const SLASH = 47;

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

/** Where one stands at `end` of the text, having stood at `from` at its `start`. */
function advance(from: Point, text: string, start: number, end: number): Point {
  let row = from.row;
  let lineStart = start - from.column;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: end - lineStart };
}
