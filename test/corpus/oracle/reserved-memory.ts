import type { DtbNode } from './dtb.js';
import { byStrings } from './sort.js';
import { cell, cells, indexTree } from './tree.js';

/** What a board's .dtb says about its reserved memory, read from that alone. */
export interface ReservedMemoryFacts {
  /** How many live regions of a fixed place there are. */
  readonly regions: number;
  /** Each pair of live regions that have an address in common: both paths, in the order of their addresses. */
  readonly overlaps: readonly string[];
  /** Each live region whose unit address is another number than the first address of `reg`. */
  readonly misnamed: readonly string[];
}

export function readReservedMemory(root: DtbNode): ReservedMemoryFacts {
  const tree = indexTree(root);
  const parent = root.children.find(({ name }) => name === 'reserved-memory');
  const live = (parent?.children ?? []).filter((node) => node.props.has('reg') && tree.isLive(node));
  const regions = live.map((node) => ({ path: node.path, node, ranges: rangesOf(parent!, node) }));
  const overlaps: string[] = [];
  // Every pair is compared: a slower way than the analyser's, but another one.
  for (const [index, one] of regions.entries())
    for (const other of regions.slice(index + 1)) if (meet(one.ranges, other.ranges)) overlaps.push(pairOf(one, other));
  return {
    regions: regions.length,
    overlaps: overlaps.sort(byStrings((pair) => [pair])),
    misnamed: regions.filter(isMisnamed).map(({ path }) => path),
  };
}

interface Range {
  readonly start: bigint;
  /** Behind the last byte. */
  readonly end: bigint;
}

interface Region {
  readonly path: string;
  readonly node: DtbNode;
  readonly ranges: readonly Range[];
}

function rangesOf(parent: DtbNode, node: DtbNode): Range[] {
  const addressCells = cell(parent, '#address-cells') ?? 2;
  const sizeCells = cell(parent, '#size-cells') ?? 1;
  const numbers = cells(node, 'reg');
  const step = addressCells + sizeCells;
  if (step === 0 || numbers.length % step !== 0) return [];
  return Array.from({ length: numbers.length / step }, (_, index) => {
    const entry = numbers.slice(index * step, (index + 1) * step);
    const start = joined(entry.slice(0, addressCells));
    return { start, end: start + joined(entry.slice(addressCells)) };
  });
}

const joined = (numbers: readonly number[]) => numbers.reduce((sum, number) => (sum << 32n) + BigInt(number), 0n);

const meet = (some: readonly Range[], others: readonly Range[]) =>
  some.some((one) =>
    others.some((two) => one.start < two.end && two.start < one.end && one.start < one.end && two.start < two.end),
  );

const pairOf = (one: Region, other: Region) => {
  const [first, second] = [one, other].sort((a, b) => (lowest(a) < lowest(b) ? -1 : 1));
  return `${first!.path} and ${second!.path}`;
};
const lowest = ({ ranges }: Region) =>
  ranges.reduce((least, { start }) => (start < least ? start : least), ranges[0]!.start);

function isMisnamed({ node, ranges }: Region): boolean {
  const unitAddress = node.name.split('@')[1];
  const [first] = ranges;
  if (!first || unitAddress === undefined || !/^[0-9a-fA-F]{1,16}$/.test(unitAddress)) return false;
  return BigInt(`0x${unitAddress}`) !== first.start;
}
