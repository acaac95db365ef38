import { commonPrefix, commonSuffix } from '../text/equal-ends.js';
import { keptWith } from '../text/kept.js';
import type { SourceFile } from '../text/source-file.js';
import { CARRIAGE_RETURN, kindOf, LINE_FEED, NEWLINE } from './characters.js';
import {
  COMMENT,
  createScan,
  DIRECTIVE_SIZE,
  HIT_SIZE,
  type Scan,
  type ScanState,
  scanFile,
  scanLine,
} from './scan.js';
import { joinSplicedLines } from './splices.js';

/**
 * The scan of a file, made once for all translation units that include it. With the scan of another version of the
 * file, only what has changed since is scanned.
 */
export function scanOf(file: SourceFile, previous?: Scan): Scan {
  let scan = scans.get(file);
  if (!scan) {
    scan = (previous && rescanFile(file, previous)) ?? scanFile(file);
    scans.set(file, scan);
  }
  return scan;
}

/**
 * Scans a new version of a file by way of the scan of an old one: from the line where they begin to differ to the line
 * from which on they are the same again. Undefined where beginning anew is better.
 */
function rescanFile(file: SourceFile, old: Scan): Scan | undefined {
  // Names of old versions stay in the list; when most of it may be such, it is time to begin anew.
  if (old.names.list.length > old.hits.length / HIT_SIZE + SPARE_NAMES) return undefined;
  const joined = joinSplicedLines(file.text);
  const { text } = joined;
  const prefix = commonPrefix(old.text, text);
  const suffix = commonSuffix(old.text, text, Math.min(old.text.length, text.length) - prefix);
  const moved = text.length - old.text.length;
  const start = lineStartBefore(old, prefix);
  const keptHits = firstAtOrAfter(old.hits, HIT_SIZE, 1, start);
  const keptDirectives = firstAtOrAfter(old.directives, DIRECTIVE_SIZE, 1, start);
  const hits = new Int32Array(old.hits.length + SPARE_HITS);
  hits.set(old.hits.subarray(0, keptHits));
  const directives = Array.from(old.directives.subarray(0, keptDirectives));
  const state: ScanState = { names: old.names, hits, hitCount: keptHits, directives, unterminatedComment: -1 };
  let at = start;
  while (at < text.length && !(at >= text.length - suffix && isLineStart(old, at - moved)))
    at = scanLine(text, at, state);
  if (at < text.length) appendMoved(state, old, at - moved, moved);
  return createScan(file, joined, state, { base: old.id, start, oldEnd: at - moved, newEnd: at });
}

const scans = keptWith<SourceFile, Scan>();

/** How many names and hits may be added before tables have to grow. */
const SPARE_NAMES = 1000;
const SPARE_HITS = 1024 * HIT_SIZE;

/** The start of the last logical line that begins at or before `offset`. */
function lineStartBefore(scan: Scan, offset: number): number {
  let at = offset;
  for (;;) {
    while (at > 0 && kindOf(scan.text.charCodeAt(at - 1)) !== NEWLINE) at--;
    // A line feed that follows now would make one line break of the two.
    const mayGoOn = at === offset && scan.text.charCodeAt(at - 1) === CARRIAGE_RETURN;
    const around = mayGoOn ? at - 1 : startOfWhatGoesOver(scan, at);
    if (around === undefined) return at;
    at = around;
  }
}

function isLineStart(scan: Scan, offset: number): boolean {
  const isBehindBreak = kindOf(scan.text.charCodeAt(offset - 1)) === NEWLINE && !isWithinLineBreak(scan.text, offset);
  return isBehindBreak && startOfWhatGoesOver(scan, offset) === undefined;
}

const isWithinLineBreak = (text: string, offset: number) =>
  text.charCodeAt(offset) === LINE_FEED && text.charCodeAt(offset - 1) === CARRIAGE_RETURN;

/** Where the comment or the directive begins that `offset` lies within; undefined if there is none. */
function startOfWhatGoesOver(scan: Scan, offset: number): number | undefined {
  const { hits, directives, unterminatedComment } = scan;
  // What is appended to the file belongs to a comment without end, too.
  if (unterminatedComment >= 0 && offset > unterminatedComment) return unterminatedComment;
  const hit = firstAtOrAfter(hits, HIT_SIZE, 1, offset) - HIT_SIZE;
  if (hit >= 0 && hits[hit] === COMMENT && hits[hit + 2]! > offset) return hits[hit + 1];
  const directive = firstAtOrAfter(directives, DIRECTIVE_SIZE, 1, offset) - DIRECTIVE_SIZE;
  return directive >= 0 && directives[directive + 2]! > offset ? directives[directive + 1] : undefined;
}

/** Appends what the old scan found from `from` on, where it is in the new text. */
function appendMoved(state: ScanState, old: Scan, from: number, moved: number): void {
  const firstHit = firstAtOrAfter(old.hits, HIT_SIZE, 1, from);
  const count = old.hits.length - firstHit;
  const base = state.hitCount;
  if (base + count > state.hits.length) {
    const larger = new Int32Array(base + count);
    larger.set(state.hits.subarray(0, base));
    state.hits = larger;
  }
  const { hits } = state;
  for (let index = 0; index < count; index += HIT_SIZE) {
    hits[base + index] = old.hits[firstHit + index]!;
    hits[base + index + 1] = old.hits[firstHit + index + 1]! + moved;
    hits[base + index + 2] = old.hits[firstHit + index + 2]! + moved;
  }
  state.hitCount = base + count;
  const { directives } = old;
  for (
    let index = firstAtOrAfter(directives, DIRECTIVE_SIZE, 1, from);
    index < directives.length;
    index += DIRECTIVE_SIZE
  ) {
    state.directives.push(
      directives[index]!,
      directives[index + 1]! + moved,
      directives[index + 2]! + moved,
      directives[index + 3]! - firstHit + base,
    );
  }
  if (state.unterminatedComment < 0 && old.unterminatedComment >= from)
    state.unterminatedComment = old.unterminatedComment + moved;
}

/** The index of the first record of a table, ascending in `field`, in which it is at least `value`. */
export function firstAtOrAfter(table: Int32Array, size: number, field: number, value: number): number {
  let low = 0;
  let high = table.length / size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle * size + field]! < value) low = middle + 1;
    else high = middle;
  }
  return low * size;
}
