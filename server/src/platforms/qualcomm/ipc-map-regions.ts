import { type RegEntry, regOf } from '../../devicetree/addresses.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { isCompatible, isLive, nodesNamedBy } from '../../devicetree/values.js';
import type { Uri } from '../../text/uri.js';
import { type RegionStep, reservedMemoryOf, stepsOf } from '../reserved-memory.js';

/** The reserved memory of a board: who owns which region, what is free between them, and who moved what. */
export interface RegionMap {
  /** Each child of /reserved-memory: those with an address first. */
  readonly regions: readonly IpcRegion[];
  /** Between one live region and the next. */
  readonly gaps: readonly IpcSpace[];
  readonly overlaps: readonly IpcSpace[];
}

/** A number of up to 64 bits, in hexadecimal: "0x81d00000". */
export type Address = string;

export interface IpcRange {
  readonly address: Address;
  /** In bytes. */
  readonly size: Address;
}

export interface IpcRegion {
  readonly path: string;
  readonly live: boolean;
  readonly noMap: boolean;
  /** Empty for a region that the kernel places itself. */
  readonly ranges: readonly IpcRange[];
  /** The nodes that name it in `memory-region`, and itself where it is SMEM. */
  readonly owners: readonly string[];
  /** Each `reg` that it was given, the oldest first. */
  readonly history: readonly (IpcPlace & { readonly ranges: readonly IpcRange[] })[];
}

export interface IpcPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What lies between two regions, or what two have in common. */
export interface IpcSpace extends IpcRange {
  readonly after: string;
  readonly before: string;
  /** Where one of the two was given another place than it had at first. */
  readonly movedBy: readonly IpcPlace[];
}

export function regionMapOf(tree: DeviceTree, fileName: (uri: Uri) => string): RegionMap {
  const nodes = [...(reservedMemoryOf(tree)?.children.values() ?? [])];
  const owners = ownersOf(tree, new Set(nodes));
  const placeOf = ({ definition }: RegionStep): IpcPlace => {
    const { file, start } = tree.originOf(definition.nameRange).span;
    return { file: fileName(file.uri), line: file.lines.positionAt(start).line + 1 };
  };
  const regions = nodes.map((node): Placed => {
    const reg = node.properties.get('reg');
    const steps = reg ? stepsOf({ node, live: isLive(node), reg, ranges: regOf(node) }) : [];
    const history = steps.map((step) => ({ ...placeOf(step), ranges: step.ranges.map(rangeText) }));
    return {
      entries: regOf(node),
      region: {
        path: node.path,
        live: isLive(node),
        noMap: node.properties.has('no-map'),
        ranges: rangesOf(node),
        owners: owners.get(node) ?? [],
        history,
      },
    };
  });
  const placed = regions.filter(({ entries }) => entries.length > 0).sort(byAddress);
  return {
    regions: [...placed, ...regions.filter(({ entries }) => entries.length === 0)].map(({ region }) => region),
    ...spacesOf(placed.filter(({ region }) => region.live)),
  };
}

/** The blocks of a node's `reg`. */
export function rangesOf(node: Node): IpcRange[] {
  return regOf(node).map(rangeText);
}

export function hexadecimal(value: bigint): Address {
  return `0x${value.toString(16)}`;
}

interface Placed {
  readonly entries: readonly RegEntry[];
  readonly region: IpcRegion;
}

function ownersOf(tree: DeviceTree, regions: ReadonlySet<Node>): ReadonlyMap<Node, readonly string[]> {
  const owners = new Map<Node, Set<string>>();
  const add = (region: Node, owner: Node) => {
    if (regions.has(region)) owners.set(region, (owners.get(region) ?? new Set()).add(owner.path));
  };
  for (const node of tree.nodes()) {
    if (isCompatible(node, 'qcom,smem')) add(node, node);
    for (const region of nodesNamedBy(tree, node.properties.get('memory-region'))) add(region, node);
  }
  return new Map([...owners].map(([region, paths]) => [region, [...paths]]));
}

/** One pass over all blocks in the order of their addresses: each against the one that reaches farthest of those before it. */
function spacesOf(live: readonly Placed[]): Pick<RegionMap, 'gaps' | 'overlaps'> {
  const blocks = live
    .flatMap(({ entries, region }) =>
      entries.map(({ address, size }) => ({ region, address, size, end: address + size })),
    )
    .filter(({ size }) => size > 0n)
    .sort((a, b) => compare(a.address, b.address));
  const gaps: IpcSpace[] = [];
  const overlaps: IpcSpace[] = [];
  let farthest = blocks[0];
  for (const block of blocks.slice(1)) {
    if (!farthest) break;
    const { region, address, end } = block;
    const between = { after: farthest.region.path, before: region.path, movedBy: movesOf(farthest.region, region) };
    if (address > farthest.end)
      gaps.push({ ...rangeText({ address: farthest.end, size: address - farthest.end }), ...between });
    if (address < farthest.end) {
      const size = (end < farthest.end ? end : farthest.end) - address;
      overlaps.push({ ...rangeText({ address, size }), ...between });
    }
    if (end > farthest.end) farthest = block;
  }
  return { gaps, overlaps };
}

function movesOf(...regions: readonly IpcRegion[]): IpcPlace[] {
  return regions.flatMap(({ history }) =>
    history
      .slice(1)
      .slice(-MAX_MOVES)
      .map(({ file, line }) => ({ file, line })),
  );
}

/** The last of them; every space beside a region repeats them. */
const MAX_MOVES = 8;

const rangeText = ({ address, size }: RegEntry): IpcRange => ({
  address: hexadecimal(address),
  size: hexadecimal(size),
});
const byAddress = (a: Placed, b: Placed) => compare(a.entries[0]!.address, b.entries[0]!.address);
const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
