import type { DtbNode } from './dtb.js';
import { cell, cells, hasCompatible, type Tree } from './tree.js';

/** Who owns which reserved memory, and what is free or doubly used, as the .dtb alone tells it. */
export interface RegionReading {
  readonly regions: readonly RegionFacts[];
  readonly gaps: readonly object[];
  readonly overlaps: readonly object[];
}

export interface RegionFacts {
  readonly path: string;
  readonly live: boolean;
  readonly noMap: boolean;
  readonly ranges: readonly { readonly address: string; readonly size: string }[];
  readonly owners: readonly string[];
}

export function readRegions(tree: Tree): RegionReading {
  const parent = tree.nodes.find(({ path }) => path === '/reserved-memory');
  const all = (parent?.children ?? []).map((node) => ({ node, blocks: blocksOf(tree, node) }));
  const placed = all
    .filter(({ blocks }) => blocks.length > 0)
    .sort((a, b) => (a.blocks[0]!.start < b.blocks[0]!.start ? -1 : a.blocks[0]!.start > b.blocks[0]!.start ? 1 : 0));
  const regions = [...placed, ...all.filter(({ blocks }) => blocks.length === 0)];
  return {
    regions: regions.map(({ node, blocks }) => ({
      path: node.path,
      live: tree.isLive(node),
      noMap: node.props.has('no-map'),
      ranges: blocks.map(textOf),
      owners: tree.nodes.filter((owner) => owns(tree, owner, node)).map(({ path }) => path),
    })),
    ...spaces(placed.filter(({ node }) => tree.isLive(node))),
  };
}

/** The address at which the processors see what is `offset` behind the start of a block; undefined where no bus passes it on. */
export function startOf(tree: Tree, node: DtbNode, offset: bigint): bigint | undefined {
  const [block] = blocksOf(tree, node);
  if (!block) return undefined;
  let address = block.start + offset;
  let bus = tree.parentOf(node)!;
  for (let above = tree.parentOf(bus); above; bus = above, above = tree.parentOf(bus)) {
    const value = bus.props.get('ranges');
    if (!value) return undefined;
    if (value.length === 0) continue;
    const widths = [addressCells(bus), addressCells(above), sizeCells(bus)] as const;
    const windows = numbersOf(cells(bus, 'ranges'), widths);
    const window = windows.find(([from, , size]) => address >= from! && address < from! + size!);
    if (!window) return undefined;
    address += window[1]! - window[0]!;
  }
  return address;
}

interface Block {
  readonly start: bigint;
  /** Behind the last byte. */
  readonly end: bigint;
}

function blocksOf(tree: Tree, node: DtbNode): Block[] {
  const bus = tree.parentOf(node);
  const list = cells(node, 'reg');
  const widths = [bus ? addressCells(bus) : 2, bus ? sizeCells(bus) : 1] as const;
  if (widths[0] === 0 || list.length % (widths[0] + widths[1]) !== 0) return [];
  return numbersOf(list, widths).map(([start, size]) => ({ start: start!, end: start! + size! }));
}

function owns(tree: Tree, owner: DtbNode, region: DtbNode): boolean {
  if (owner === region && hasCompatible(owner, 'qcom,smem')) return true;
  return cells(owner, 'memory-region').some((phandle) => tree.byPhandle(phandle) === region);
}

/** Every address where something begins or ends is looked at: which of the blocks cover the stretch behind it. */
function spaces(
  placed: readonly { readonly node: DtbNode; readonly blocks: readonly Block[] }[],
): Pick<RegionReading, 'gaps' | 'overlaps'> {
  const blocks = placed
    .flatMap(({ node, blocks: own }) => own.map((block) => ({ ...block, path: node.path })))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const gaps: object[] = [];
  const overlaps: object[] = [];
  for (const [index, block] of blocks.entries()) {
    const before = blocks.slice(0, index);
    if (before.length === 0) continue;
    const farthest = before.reduce((most, other) => (other.end > most.end ? other : most));
    const between = { after: farthest.path, before: block.path };
    if (farthest.end < block.start) gaps.push({ ...textOf({ start: farthest.end, end: block.start }), ...between });
    const end = farthest.end < block.end ? farthest.end : block.end;
    if (farthest.end > block.start) overlaps.push({ ...textOf({ start: block.start, end }), ...between });
  }
  return { gaps, overlaps };
}

/** A list of cells as tuples of numbers, each of as many cells as its width says. */
function numbersOf(list: readonly number[], widths: readonly number[]): bigint[][] {
  const step = widths.reduce((sum, width) => sum + width, 0);
  const tuples: bigint[][] = [];
  for (let at = 0; step > 0 && at + step <= list.length; at += step) {
    let from = at;
    tuples.push(
      widths.map((width) => {
        const own = list.slice(from, from + width);
        from += width;
        return own.reduce((sum, number) => sum * 0x1_0000_0000n + BigInt(number), 0n);
      }),
    );
  }
  return tuples;
}

const addressCells = (bus: DtbNode) => cell(bus, '#address-cells') ?? 2;
const sizeCells = (bus: DtbNode) => cell(bus, '#size-cells') ?? 1;
const hexadecimal = (value: bigint) => `0x${value.toString(16)}`;
const textOf = ({ start, end }: Block) => ({ address: hexadecimal(start), size: hexadecimal(end - start) });
