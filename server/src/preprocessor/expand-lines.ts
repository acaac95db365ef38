import type { SourceFile } from '../text/source-file.js';
import { firstDirectiveFrom } from './changed-lines.js';
import { createUnit, type UnitHost } from './create-unit.js';
import type { ExpandOptions } from './expansion.js';
import type { MacroHistory } from './macro-history.js';
import { createNameTable, type NameState, nameStateIn } from './name-table.js';
import { createOutput, SEGMENT_SIZE } from './output.js';
import { firstAtOrAfter } from './rescan.js';
import { HIT_SIZE, type Scan } from './scan.js';
import { copyText } from './text-lines.js';
import { BEYOND_LINES, type Buffer, type Unit } from './unit.js';

/** Where lines stand that are expanded by themselves. */
export interface Surroundings {
  readonly root: SourceFile;
  readonly options: ExpandOptions;
  readonly history: MacroHistory;
  /** The scan of the file that the lines are in. */
  readonly scan: Scan;
}

/** Whole lines of text of an instance, and what stands before them. */
export interface LinesToExpand {
  readonly instance: number;
  readonly start: number;
  readonly end: number;
  /** How many macro changes come before. */
  readonly moment: number;
  /** The length of the output before, and its last segment. */
  readonly length: number;
  readonly lastSegment: Int32Array;
}

/**
 * Expands some lines. The output goes on from what stands before them and holds only their text. Throws
 * {@link BEYOND_LINES} where the lines do not end with themselves, or where there is something to tell of them.
 */
export function expandLines({ root, options, history, scan }: Surroundings, lines: LinesToExpand): Unit {
  const { instance, start, end, moment, length, lastSegment } = lines;
  const table = createNameTable();
  const stateOf = (name: string): NameState => {
    const known = table.states.get(name);
    if (known) return known;
    const state = nameStateIn(table, name);
    state.macro = history.macroAt(name, moment);
    return state;
  };
  const output = createOutput(SPARE_SEGMENTS * SEGMENT_SIZE);
  const unit = createUnit(root, options, table, () => ({ ...STRICT_HOST, nameState: stateOf }), output);
  output.length = length;
  output.segments.set(lastSegment);
  output.segmentCount = lastSegment.length;
  const hit = firstAtOrAfter(scan.hits, HIT_SIZE, 1, start);
  const names: NameState[] = [];
  for (let at = hit; at < scan.hits.length && scan.hits[at + 1]! < end; at += HIT_SIZE) {
    const number = scan.hits[at]!;
    if (number >= 0) names[number] = stateOf(scan.names.list[number]!);
  }
  const buffer: Buffer = {
    scan,
    names,
    defined: [],
    instance,
    foundIn: -1,
    at: start,
    peeked: 0,
    lineEnd: 0,
    hit,
    directive: firstDirectiveFrom(scan, start),
    isSkipping: false,
    skipStart: 0,
    conditionals: [],
    presumedName: undefined,
    lineShift: 0,
  };
  unit.buffers.push(buffer);
  copyText(unit, buffer, end);
  if (buffer.at !== end) throw BEYOND_LINES;
  return unit;
}

/** So many segments are given room from the start. */
const SPARE_SEGMENTS = 64;

const beyondLines = (): never => {
  throw BEYOND_LINES;
};

const STRICT_HOST: Omit<UnitHost, 'nameState'> = {
  expandBuiltin: beyondLines,
  report: beyondLines,
  executeDirective: beyondLines,
};
