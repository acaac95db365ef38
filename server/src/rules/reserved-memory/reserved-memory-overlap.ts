import type { RegEntry } from '../../devicetree/addresses.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { writtenValues } from '../../devicetree/written-values.js';
import { smemRegionsOf } from '../../platforms/qualcomm/smem.js';
import { ipcTopology } from '../../platforms/qualcomm/topology.js';
import { type ReservedRegion, reservedRegionsOf, stepsOf } from '../../platforms/reserved-memory.js';
import type { RelatedPlace } from '../../text/finding.js';
import type { Range } from '../../text/span.js';
import { baseNameOf } from '../../text/uri.js';
import { defineRule, type RuleFinding } from '../rule.js';

/** No two live regions of reserved memory have an address in common. */
export const reservedMemoryOverlap = defineRule({
  code: 'reserved-memory-overlap',
  severity: 'warning',
  basis: 'reserved-memory.yaml; __rmem_check_for_overlap in drivers/of/of_reserved_mem.c ("OVERLAP DETECTED!")',
  docs: `Two live regions of /reserved-memory overlap.

Each region is somebody's own: firmware is loaded there, or a processor keeps its messages there. What lies in two of them is
written by both. Where SMEM is hit, every message between the processors is at risk. Linux says "OVERLAP DETECTED!" when it
starts, and goes on.

Mostly the regions were right in the file that defined them, and another file made one larger or moved it. The finding stands
at the definition that made them meet; every step on the way is told with it.

\`\`\`dts
//- soc.dtsi
/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		hyp_mem: hyp@85800000 { reg = <0x85800000 0x600000>; };
		smem@86000000 {
			compatible = "qcom,smem";
			reg = <0x86000000 0x200000>;
		};
	};
};
//- board.dts
#include "soc.dtsi"
&hyp_mem { reg = <0x85800000 0x3700000>; };
//               ^^^^^^^^^^^^^^^^^^^^^^ warning(reserved-memory-overlap): hyp_mem (hyp@85800000, 0x85800000-0x88efffff) and SMEM (smem@86000000, 0x86000000-0x861fffff) have 2 MiB in common since this definition, which grows hyp_mem from 6 MiB to 55 MiB: …
\`\`\`

\`\`\`dts
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		hyp@85800000 { reg = <0x85800000 0x600000>; };
		smem@86000000 {
			compatible = "qcom,smem";
			reg = <0x86000000 0x200000>;
		};
	};
};
\`\`\``,
  wholeTree: true,
  *check({ tree }) {
    for (const pair of overlapsOf(reservedRegionsOf(tree))) yield findingOf(tree, pair);
  },
});

interface Overlap {
  readonly regions: readonly [ReservedRegion, ReservedRegion];
  /** In bytes. */
  readonly size: bigint;
}

/** Hostile text could make every region overlap every other one. */
const MOST_FINDINGS = 200;

/** Every pair of regions that overlap, the one with the lower address first, found along the addresses. */
function overlapsOf(regions: readonly ReservedRegion[]): readonly Overlap[] {
  const pieces = regions
    .filter(({ live }) => live)
    .flatMap((region) => region.ranges.filter(({ size }) => size > 0n).map((range) => ({ region, range })))
    .sort((a, b) => (a.range.address < b.range.address ? -1 : a.range.address > b.range.address ? 1 : 0));
  const overlaps = new Map<string, Overlap>();
  let open: typeof pieces = [];
  for (const piece of pieces) {
    open = open.filter(({ range }) => endOf(range) > piece.range.address);
    for (const other of open) {
      if (other.region === piece.region || overlaps.size === MOST_FINDINGS) continue;
      const size = commonSize(other.range, piece.range);
      const key = [other, piece].map(({ region }) => region.node.name).join('\0');
      overlaps.set(key, { regions: [other.region, piece.region], size: size + (overlaps.get(key)?.size ?? 0n) });
    }
    open.push(piece);
  }
  return [...overlaps.values()];
}

function findingOf(tree: DeviceTree, { regions, size }: Overlap): RuleFinding {
  const [a, b] = regions;
  const cause = causeOf(a, b);
  const smem = new Set(smemRegionsOf(ipcTopology(tree).smem));
  const hitsSmem = smem.has(a.node) || smem.has(b.node);
  const names = regions.map(({ node, ranges }) => {
    const known = smem.has(node) ? ['SMEM', ...node.labels.slice(0, 1)] : node.labels.slice(0, 1);
    const [name, ...rest] = [...known, node.name, ranges.map(rangeText).join(', ')];
    return `${name} (${rest.join(', ')})`;
  });
  const risk = hitsSmem
    ? 'whoever uses the other one writes into the messages of all processors'
    : 'whoever uses the one writes into the other';
  return {
    at: tree.originOf(cause.range),
    message: `${names.join(' and ')} have ${sizeText(size)} in common${cause.change}: ${risk}`,
    nodes: regions.map(({ node }) => node.path),
    related: regions.flatMap((region) => historyOf(tree, region)),
  };
}

interface Cause {
  readonly range: Range;
  /** What the definition did, as the end of a sentence; empty where it was the first of the region. */
  readonly change: string;
}

/** The definition since which the two overlap: the last step of either before which they did not. */
function causeOf(a: ReservedRegion, b: ReservedRegion): Cause {
  const steps = [a, b]
    .flatMap((region) => stepsOf(region).map((step, index, all) => ({ region, step, before: all[index - 1] })))
    .sort((x, y) => x.step.order - y.step.order);
  const now = new Map<ReservedRegion, readonly RegEntry[]>();
  let cause = steps.at(-1)!;
  let met = false;
  for (const each of steps) {
    now.set(each.region, each.step.ranges);
    const meet = overlap(now.get(a), now.get(b));
    if (meet && !met) cause = each;
    met = meet;
  }
  const { definition, ranges, order } = cause.step;
  const enabled = enabledAfter(cause.region.node, order) ?? enabledAfter(other(cause.region).node, order);
  if (enabled) return { range: enabled, change: ' since this, which enables one of them' };
  const change = cause.before && changeText(cause.region.node, cause.before.ranges, ranges);
  return { range: definition.contentRange ?? definition.nameRange, change: change ?? '' };

  function other(region: ReservedRegion): ReservedRegion {
    return region === a ? b : a;
  }
}

/** Where a node was enabled later than something that was written. */
function enabledAfter(node: Node, order: number): Range | undefined {
  const last = node.properties.has('status') ? writtenValues(node, 'status').at(-1) : undefined;
  return last && last.order > order ? last.definition.contentRange : undefined;
}

function changeText(node: Node, [before]: readonly RegEntry[], [after]: readonly RegEntry[]): string | undefined {
  if (!before || !after) return undefined;
  const since = ' since this definition, which';
  if (before.address !== after.address)
    return `${since} moves ${nameOf(node)} from ${rangeText(before)} to ${rangeText(after)}`;
  if (before.size === after.size) return undefined;
  const verb = before.size < after.size ? 'grows' : 'shrinks';
  return `${since} ${verb} ${nameOf(node)} from ${sizeText(before.size)} to ${sizeText(after.size)}`;
}

/** Every step of a region, as places to look at. */
function historyOf(tree: DeviceTree, region: ReservedRegion): RelatedPlace[] {
  return stepsOf(region).map(({ definition, ranges }, index) => {
    const at = tree.originOf(definition.contentRange ?? definition.nameRange);
    const verb = index === 0 ? 'defines' : 'overrides';
    const where = ranges.map((range) => `${rangeText(range)}, ${sizeText(range.size)}`).join('; ');
    return {
      at,
      message: `${baseNameOf(at.span.file.uri)} ${verb} ${nameOf(region.node)}: ${where || 'not readable'}`,
    };
  });
}

function overlap(a: readonly RegEntry[] | undefined, b: readonly RegEntry[] | undefined): boolean {
  return (a ?? []).some((one) => (b ?? []).some((two) => commonSize(one, two) > 0n));
}

function commonSize(a: RegEntry, b: RegEntry): bigint {
  const start = a.address > b.address ? a.address : b.address;
  const end = endOf(a) < endOf(b) ? endOf(a) : endOf(b);
  return end > start ? end - start : 0n;
}

const nameOf = ({ labels, name }: Node) => labels[0] ?? name;

const endOf = ({ address, size }: RegEntry) => address + size;
const hex = (number: bigint) => `0x${number.toString(16)}`;
const rangeText = (range: RegEntry) => `${hex(range.address)}-${hex(endOf(range) - (range.size > 0n ? 1n : 0n))}`;

function sizeText(size: bigint): string {
  const [unit, name] = size % MEBI === 0n ? [MEBI, 'MiB'] : size % KIBI === 0n ? [KIBI, 'KiB'] : [1n, 'bytes'];
  return `${size / unit} ${name}`;
}

const KIBI = 1024n;
const MEBI = KIBI * KIBI;
