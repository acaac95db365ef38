import type { Origin, Span } from '../text/span.js';
import type { Uri } from '../text/uri.js';
import type { SourceMap } from './expansion.js';
import { SEGMENT_SIZE, segmentAt, VERBATIM } from './output.js';
import { commonUse, type Instance, includeSites, type MacroUses, spanIn, stepsFrom } from './provenance.js';
import { joinedOffset } from './splices.js';

/** Everything that a source map is made of. */
export interface SourceMapTables {
  /** Groups of {@link SEGMENT_SIZE} numbers, ascending by their offset in the expanded text. */
  readonly segments: Int32Array;
  readonly instances: readonly Instance[];
  readonly uses: MacroUses;
  /** The length of the expanded text. */
  readonly length: number;
}

export function createSourceMap(tables: SourceMapTables): SourceMap {
  return {
    originOf: (start, end) => originOf(tables, start, end),
    expandedAt: (uri, offset) => expandedAt(tables, uri, offset),
  };
}

function originOf(tables: SourceMapTables, start: number, end: number): Origin {
  const { instances, uses, length } = tables;
  const first = placeAt(tables, start);
  if (!first) return { span: { file: instances[0]!.file, start: 0, end: 0 }, via: [] };
  if (end <= start) {
    const point = start < length ? first.start : first.end;
    const span = spanIn(instances[first.instance]!, point, point);
    return { span, via: stepsFrom(uses, instances, first.use, first.instance) };
  }
  const last = placeAt(tables, end - 1)!;
  if (first.instance !== last.instance) return hullOverFiles(instances, first, last);
  const use = first.use === last.use ? first.use : commonUse(uses, first.use, last.use);
  const span = spanIn(instances[first.instance]!, Math.min(first.start, last.start), Math.max(first.end, last.end));
  return { span, via: stepsFrom(uses, instances, use, first.instance) };
}

function expandedAt({ segments, instances, length }: SourceMapTables, uri: Uri, offset: number): readonly number[] {
  const positions = new Map<number, number>();
  instances.forEach(({ file, joined }, instance) => {
    if (file.uri === uri) positions.set(instance, joinedOffset(joined, offset));
  });
  if (positions.size === 0) return [];
  const copied: number[] = [];
  const replaced: number[] = [];
  let lastReplaced = -1;
  for (let index = 0; index < segments.length; index += SEGMENT_SIZE) {
    const position = positions.get(segments[index + 1]!);
    if (position === undefined) continue;
    const [out, start, end] = [segments[index]!, segments[index + 2]!, segments[index + 3]!];
    if (end === VERBATIM) {
      const outEnd = segments[index + SEGMENT_SIZE] ?? length;
      if (position >= start && position < start + outEnd - out) copied.push(out + position - start);
    } else if (position >= start && position < end) {
      // A replacement may have several pieces, of which the first one stands for all.
      if (lastReplaced < 0 || !isSameReplacement(segments, lastReplaced, index)) replaced.push(out);
      lastReplaced = index;
    }
  }
  // An argument lies within the call that it belongs to, but it became its own copies and not the rest of the body.
  return copied.length > 0 ? copied : replaced;
}

/** A place in the text of an instance, and the innermost macro use on the way from it. */
interface Place {
  readonly instance: number;
  readonly start: number;
  readonly end: number;
  readonly use: number;
}

/** Where the character at `offset` is from; past the end, where the last one is. */
function placeAt({ segments, length }: SourceMapTables, offset: number): Place | undefined {
  if (segments.length === 0) return undefined;
  const clamped = Math.max(0, Math.min(offset, length - 1));
  const index = segmentAt(segments, clamped);
  const [instance, start, end, use] = [
    segments[index + 1]!,
    segments[index + 2]!,
    segments[index + 3]!,
    segments[index + 4]!,
  ];
  if (end !== VERBATIM) return { instance, start, end, use };
  const at = start + clamped - segments[index]!;
  return { instance, start: at, end: at + 1, use };
}

function isSameReplacement(segments: Int32Array, left: number, right: number): boolean {
  return [1, 2, 3].every((field) => segments[left + field] === segments[right + field]);
}

/** The hull of two places in different files, in the innermost file that both were included from. */
function hullOverFiles(instances: readonly Instance[], first: Place, last: Place): Origin {
  const outwards = [first.instance];
  for (let next = instances[first.instance]!.parent; next !== undefined; next = instances[next]!.parent)
    outwards.push(next);
  let common = last.instance;
  while (!outwards.includes(common)) common = instances[common]!.parent!;
  const [from, to] = [spanBelow(instances, first, common), spanBelow(instances, last, common)];
  const span = { file: from.file, start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) };
  return { span, via: includeSites(instances, common) };
}

/** The span of a place in the instance `common`: that of the include that leads to it. */
function spanBelow(instances: readonly Instance[], place: Place, common: number): Span {
  if (place.instance === common) return spanIn(instances[common]!, place.start, place.end);
  let below = place.instance;
  while (instances[below]!.parent !== common) below = instances[below]!.parent!;
  return instances[below]!.site!;
}
