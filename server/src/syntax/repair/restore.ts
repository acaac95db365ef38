import type * as ast from '../ast.js';
import { indexBody } from '../body-index.js';
import type { Repair } from './repair.js';

/**
 * The document of a repaired text as the one of the text itself: offsets are those of what was written, and each repair's
 * mistake is told by the innermost item that was repaired. Items without repairs are taken over.
 */
export function restoreDocument(document: ast.Document, repairs: readonly Repair[]): ast.Document {
  const offsets = createOffsets(repairs);
  const list = restoreList(document, 0, 0, document.length, offsets);
  return { ...list, length: offsets.original(document.length) };
}

/** Where what stands in the repaired text was written. */
interface Offsets {
  original(offset: number): number;
  /** The repairs, from the first to the one before the last, that touch `[start, end]` of the repaired text. */
  touching(start: number, end: number): readonly [number, number];
  readonly placed: readonly PlacedRepair[];
}

/** A repair and where its text stands in the repaired text. */
interface PlacedRepair {
  readonly repair: Repair;
  readonly start: number;
  readonly end: number;
}

function createOffsets(repairs: readonly Repair[]): Offsets {
  let shift = 0;
  const placed = repairs.map((repair): PlacedRepair => {
    const start = repair.start + shift;
    shift += repair.newText.length - (repair.end - repair.start);
    return { repair, start, end: start + repair.newText.length };
  });
  /** How many repairs begin before `offset`. */
  const countBefore = (offset: number) => {
    let low = 0;
    let high = placed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (placed[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    placed,
    original(offset) {
      const last = placed[countBefore(offset) - 1];
      if (!last) return offset;
      if (offset >= last.end) return last.repair.end + offset - last.end;
      return Math.min(last.repair.end, last.repair.start + offset - last.start);
    },
    touching(start, end) {
      let first = countBefore(start);
      if (first > 0 && placed[first - 1]!.end > start) first--;
      return [first, countBefore(end)];
    },
  };
}

type Map = (offset: number) => number;

/** What each item of a list gives; the repairs that no item holds are those of the list. */
function restoreList(
  list: ast.ItemList,
  base: number,
  from: number,
  to: number,
  offsets: Offsets,
): Pick<ast.ItemList, 'items' | 'starts' | 'errors' | 'hasErrors'> {
  const origin = offsets.original(base);
  const items: ast.Item[] = [];
  const starts: number[] = [];
  const [firstRepair, endRepair] = offsets.touching(from, to);
  const mine = new Set(offsets.placed.slice(firstRepair, endRepair));
  for (const [index, item] of list.items.entries()) {
    const start = base + list.starts[index]!;
    const end = start + item.length;
    const [first, last] = offsets.touching(start, end);
    // The others have no errors of their own.
    const tells = item.kind === 'node' || item.kind === 'property';
    if (tells) for (let each = first; each < last; each++) mine.delete(offsets.placed[each]!);
    items.push(first < last ? restoreItem(item, start, first, last, offsets) : item);
    starts.push(offsets.original(start) - origin);
  }
  const own = [...mine].flatMap(({ repair }) => problemOf(repair, origin));
  const errors = [
    ...list.errors.map((problem) => shifted(problem, (at) => offsets.original(base + at) - origin)),
    ...own,
  ];
  return { items, starts, errors, hasErrors: list.hasErrors || offsets.placed.length > 0 };
}

function restoreItem(item: ast.Item, start: number, first: number, last: number, offsets: Offsets): ast.Item {
  const origin = offsets.original(start);
  const map: Map = (at) => offsets.original(start + at) - origin;
  const length = map(item.length);
  if (item.kind !== 'node') {
    const restored = { ...withRanges(item, map), length };
    if (restored.kind !== 'property') return restored;
    // What else is wrong with the property comes of the same mistake.
    const errors = offsets.placed.slice(first, last).flatMap(({ repair }) => problemOf(repair, origin));
    return { ...restored, errors, hasErrors: true };
  }
  const { items, starts, errors, ...rest } = item;
  const { propertyPlaces, plainProperties, referringProperties, ...others } = rest;
  const { differentReferences, countNames, namesPhandle, isOrdinary, ...parts } = others;
  const list = restoreList(
    { items, starts, errors, hasErrors: item.hasErrors },
    start,
    start,
    start + item.length,
    offsets,
  );
  return { ...withRanges(parts, map), ...list, ...indexBody(list.items), length, hasErrors: true };
}

/** The mistake of a repair, counted from `origin`. */
function problemOf({ problem }: Repair, origin: number): ast.SyntaxProblem[] {
  return problem ? [shifted(problem, (at) => at - origin)] : [];
}

function shifted(problem: ast.SyntaxProblem, map: Map): ast.SyntaxProblem {
  return withRanges(problem, map);
}

/** A copy of a value with every range in it moved. */
function withRanges<Value>(value: Value, map: Map): Value {
  if (Array.isArray(value)) return value.map((each) => withRanges(each, map)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const isOffset = (key === 'start' || key === 'end') && typeof part === 'number';
    copy[key] = isOffset ? map(part) : withRanges(part, map);
  }
  return copy as Value;
}
