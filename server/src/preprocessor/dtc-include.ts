import type { SourceFile } from '../text/source-file.js';
import type { Origin } from '../text/span.js';
import { folderOf } from '../text/uri.js';
import { findDtcIncludes, mayIncludeAsDtc } from './dtc-scan.js';
import { MAX_INCLUDE_DEPTH, reportDefects, reportTooManyIncludes } from './files.js';
import { describeMissing, searchInclude } from './includes.js';
import { copySegments, createOutput, type Output, segmentAt, writeGap, writeVerbatim } from './output.js';
import { includeSites, spanIn } from './provenance.js';
import { createSourceMap } from './source-map.js';
import { unjoined } from './splices.js';
import { addFinding, LIMIT_REACHED, MAX_EXPANDED_LENGTH, MAX_INSTANCES, type Unit } from './unit.js';

/** The expanded text with the segments of its source map. */
export interface SegmentedText {
  readonly text: string;
  readonly segments: Int32Array;
}

/**
 * Replaces each `/include/ "file"` of the expanded text by the file, as dtc's scanner does: its text goes in as it is,
 * nothing in it being a directive or a macro but for further `/include/`s.
 */
export function spliceDtcIncludes(unit: Unit): SegmentedText {
  const { output } = unit;
  const { text } = output;
  const segments = output.segments.slice(0, output.segmentCount);
  if (!mayIncludeAsDtc(text)) return { text, segments };
  unit.isTangled = true;
  const includes = findDtcIncludes(text);
  const splice: Splice = { unit, output: createOutput(), length: text.length };
  const { output: result } = splice;
  const map = createSourceMap({ segments, instances: unit.instances, uses: unit.uses, length: text.length });
  let from = 0;
  try {
    for (const include of includes) {
      copySegments(result, text, segments, from, include.start);
      from = include.end;
      const at = map.originOf(include.nameStart, include.end);
      const place: DtcIncludePlace = {
        at,
        instance: segments[segmentAt(segments, include.nameStart) + 1]!,
        depth: depthOf(at),
      };
      spliceFile(splice, include.path, place);
    }
  } catch (reason) {
    if (reason !== LIMIT_REACHED) throw reason;
  }
  copySegments(result, text, segments, from, text.length);
  return { text: result.text, segments: result.segments.slice(0, result.segmentCount) };
}

/** The text that comes into being. */
interface Splice {
  readonly unit: Unit;
  readonly output: Output;
  /** How long it becomes at most: what follows the includes, and is not written yet, counts as well. */
  length: number;
}

/** Where an `/include/` is written. */
interface DtcIncludePlace {
  readonly at: Origin;
  /** The instance whose text it is in. */
  readonly instance: number;
  /** How many files are open there. */
  readonly depth: number;
}

function spliceFile(splice: Splice, path: string, place: DtcIncludePlace): void {
  const { unit, output } = splice;
  const { at, instance, depth } = place;
  const own = folderOf(at.span.file.uri);
  // The file that dtc is given lies in the root's folder, whichever file cpp has taken the line from.
  const rootFolder = folderOf(unit.root.uri);
  const search = { path, ownFolders: own === rootFolder ? [own] : [own, rootFolder], firstPath: 0 };
  const found = searchInclude(unit, search);
  const { file, isOpen } = found;
  if (!file) {
    if (isOpen) return;
    unit.missingIncludes.push(at.span);
    addFinding(unit, { ...describeMissing(search, found, unit.options), severity: 'error', at });
    return;
  }
  if (unit.hasCycle && isBeingRead(unit, instance, file)) return;
  if (depth >= MAX_INCLUDE_DEPTH) {
    unit.hasCycle = true;
    const message = `Includes are nested more than ${MAX_INCLUDE_DEPTH} deep.`;
    addFinding(unit, { code: 'include-cycle', severity: 'error', at, message });
    return;
  }
  if (unit.instances.length >= MAX_INSTANCES) {
    reportTooManyIncludes(unit, at);
    return;
  }
  if (splice.length + file.text.length > MAX_EXPANDED_LENGTH) {
    const message = 'Here the expanded text becomes too large to go on.';
    addFinding(unit, { code: 'expansion-too-large', severity: 'error', at, message });
    unit.missingIncludes.push(at.span);
    throw LIMIT_REACHED;
  }
  splice.length += file.text.length;
  const number = unit.instances.length;
  unit.instances.push({ joined: unjoined(file.text), file, parent: instance, site: at.span });
  if (!unit.files.has(file)) reportDefects(unit, file, number);
  unit.files.add(file);
  separate(output);
  let from = 0;
  for (const include of findDtcIncludes(file.text)) {
    writeVerbatim(output, file.text.slice(from, include.start), number, from);
    from = include.end;
    const span = spanIn(unit.instances[number]!, include.nameStart, include.end);
    const nested = { span, via: includeSites(unit.instances, number) };
    spliceFile(splice, include.path, { at: nested, instance: number, depth: depth + 1 });
  }
  writeVerbatim(output, file.text.slice(from), number, from);
  separate(output);
}

/** Tokens do not go on across the border of a file. */
function separate(output: Output): void {
  if (!output.endsInBlank) writeGap(output, '\n');
}

function isBeingRead(unit: Unit, instance: number, file: SourceFile): boolean {
  for (let next: number | undefined = instance; next !== undefined; next = unit.instances[next]!.parent) {
    if (unit.instances[next]!.file === file) return true;
  }
  return false;
}

function depthOf(at: Origin): number {
  return 1 + at.via.filter(({ kind }) => kind === 'include').length;
}
