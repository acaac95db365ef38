import type * as ast from '../syntax/ast.js';

/**
 * How a later version of a document is another where it writes nodes at the same turns, and no more than their names, their
 * labels and what they say of properties differs. Offsets are of the expanded text.
 */
export interface Rewriting {
  /** The bodies that differ, by where each begins in the earlier version. */
  readonly bodies: ReadonlyMap<number, ast.Node>;
  /** Those of them that differ in their labels, by the same. */
  readonly relabelled: readonly number[];
  /** Those that differ in their names. */
  readonly renamed: readonly number[];
  /** Where an item of the later version begins that begins at `start` in the earlier one. */
  placeOf(start: number): number;
}

/** `undefined` where more differs, or so much that nothing is gained. */
export function rewritingBetween(before: ast.Document, after: ast.Document): Rewriting | undefined {
  const comparison: Comparison = { bodies: new Map(), relabelled: [], renamed: [], moves: [] };
  if (!compareLists(comparison, before, after, 0, 0)) return undefined;
  const { bodies, relabelled, renamed, moves } = comparison;
  return { bodies, relabelled, renamed, placeOf: (start) => start + moveAt(moves, start) };
}

/** The references that stand outside of values: by them bodies find their nodes, and nodes are deleted or left out. */
export function topReferences({ items }: ast.Document): readonly ast.Reference[] {
  return items.flatMap((item) => {
    if (item.kind === 'omit-node') return item.reference;
    if (item.kind !== 'node' && item.kind !== 'delete-node') return [];
    return item.target.kind === 'reference' ? item.target.reference : [];
  });
}

interface Comparison {
  readonly bodies: Map<number, ast.Node>;
  readonly relabelled: number[];
  readonly renamed: number[];
  /** From which offset of the earlier version on items are moved, and by how much, in the order of the text. */
  readonly moves: Move[];
}

interface Move {
  readonly from: number;
  readonly by: number;
}

/** Far more than are typed at between two changes of nodes. */
const MOST_BODIES = 64;

/** Compares two lists, of which the holders begin at these offsets; says whether no more than names, labels and properties differs. */
function compareLists(
  comparison: Comparison,
  before: ast.ItemList,
  after: ast.ItemList,
  oldStart: number,
  newStart: number,
): boolean {
  let [old, now] = [nextItem(before, 0), nextItem(after, 0)];
  for (
    ;
    old < before.items.length && now < after.items.length;
    old = nextItem(before, old + 1), now = nextItem(after, now + 1)
  ) {
    const [item, other] = [before.items[old]!, after.items[now]!];
    const from = oldStart + before.starts[old]!;
    const to = newStart + after.starts[now]!;
    addMove(comparison.moves, from, to - from);
    if (item !== other && !compareItems(comparison, item, other, from, to)) return false;
  }
  return old === before.items.length && now === after.items.length;
}

/** The place of the next item, from one on, that is not about properties; behind all items, where there is none. */
function nextItem({ items }: ast.ItemList, from: number): number {
  let place = from;
  while (place < items.length && isAboutProperties(items[place]!)) place++;
  return place;
}

function compareItems(comparison: Comparison, before: ast.Item, after: ast.Item, from: number, to: number): boolean {
  if (before.kind !== 'node' || after.kind !== 'node') return saysTheSame(before, after);
  if (!makesTheSame(before, after)) return false;
  if (comparison.bodies.size === MOST_BODIES) return false;
  comparison.bodies.set(from, after);
  if (!isSameNames(before.labelNames, after.labelNames)) comparison.relabelled.push(from);
  if (!isSameTarget(before.target, after.target)) comparison.renamed.push(from);
  return compareLists(comparison, before, after, from, to);
}

/** Whether two items that are no nodes, each parsed by itself, say the same in the same words. */
function saysTheSame(before: ast.Item, after: ast.Item): boolean {
  if (before.kind === 'file-version') return after.kind === before.kind;
  if (before.kind === 'omit-node')
    return after.kind === before.kind && isSameReference(before.reference, after.reference);
  if (before.kind === 'memory-reservation')
    return after.kind === before.kind && before.address === after.address && before.size === after.size;
  return (
    before.kind === 'delete-node' &&
    after.kind === before.kind &&
    isSameTarget(before.target, after.target) &&
    before.length === after.length &&
    before.nameRange.start === after.nameRange.start &&
    before.nameRange.end === after.nameRange.end
  );
}

/** What is written to a node whatever the names of its properties; which nodes there are does not hang on them. */
const isAboutProperties = ({ kind }: ast.Item) => kind === 'property' || kind === 'delete-property';

/** Whether two bodies make, or are written to, the same node, whatever it is called, and neither gives it a phandle. */
function makesTheSame(before: ast.Node, after: ast.Node): boolean {
  return (
    !before.namesPhandle &&
    !after.namesPhandle &&
    before.omitIfNoRef === after.omitIfNoRef &&
    (isSameTarget(before.target, after.target) || (before.target.kind === 'child' && after.target.kind === 'child'))
  );
}

const isSameNames = (before: readonly string[], after: readonly string[]) =>
  before.length === after.length && before.every((name, index) => name === after[index]);

function isSameTarget(before: ast.NodeTarget, after: ast.NodeTarget): boolean {
  if (before.kind === 'child') return after.kind === 'child' && before.name === after.name;
  if (before.kind === 'root') return after.kind === 'root';
  return after.kind === 'reference' && isSameReference(before.reference, after.reference);
}

function isSameReference(before: ast.Reference, after: ast.Reference): boolean {
  return before.label === after.label && before.path === after.path;
}

function addMove(moves: Move[], from: number, by: number): void {
  if ((moves.at(-1)?.by ?? 0) !== by) moves.push({ from, by });
}

function moveAt(moves: readonly Move[], offset: number): number {
  let [low, high] = [0, moves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moves[middle]!.from <= offset) low = middle + 1;
    else high = middle;
  }
  return moves[low - 1]?.by ?? 0;
}
