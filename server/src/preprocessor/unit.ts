import type { Finding, RelatedPlace } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Range, Span } from '../text/span.js';
import type { Uri } from '../text/uri.js';
import type { AppendedInclude, ExpandOptions } from './expansion.js';
import { type PreprocessorCodeName, severityOf } from './findings.js';
import type { Expander } from './macro-expander.js';
import type { Macro } from './macros.js';
import { type NameState, type NameTable, nameStateIn } from './name-table.js';
import type { Output } from './output.js';
import { extentOf, type Instance, includeSites, type MacroUses, spanIn, stepsFrom, useInFile } from './provenance.js';
import type { Scan } from './scan.js';
import type { Token } from './tokens.js';

/** The state of the expansion of one translation unit. */
export interface Unit {
  readonly options: ExpandOptions;
  readonly root: SourceFile;
  readonly names: NameTable;
  /** The files that are being read, the innermost last. */
  readonly buffers: Buffer[];
  readonly instances: Instance[];
  readonly uses: MacroUses;
  readonly output: Output;
  readonly expander: Expander;
  readonly answers: Map<Uri, SourceFile | 'absent' | 'not-loaded'>;
  /** The files that are not to be read again: `#pragma once`, `#import`. */
  readonly once: Set<Uri>;
  /** All files read, in the order of their first reading. */
  readonly files: Set<SourceFile>;
  /** Those that were asked for but not read, since their guard was defined. */
  readonly guarded: Set<SourceFile>;
  readonly savedMacros: Map<string, (Macro | undefined)[]>;
  readonly assertions: Map<string, Set<string>>;
  readonly inactive: Span[];
  readonly missingIncludes: Span[];
  readonly notLoaded: Set<Uri>;
  readonly findings: Finding[];
  readonly reported: Set<string>;
  counter: number;
  /** How many tokens have been handled in macro expansions. */
  spent: number;
  /** The same at the beginning of the outermost macro call that is being expanded. */
  spentBefore: number;
  hasCycle: boolean;
  hasTooManyIncludes: boolean;
  /** How many macro calls without an end have been left as they are. */
  abandonedCalls: number;
  /** What was asked for what comes behind the root's last line, once it has been. */
  appended: AppendedSearch | undefined;
  /** Of these, what has not been looked for yet. */
  appendedLeft: IterableIterator<AppendedInclude> | undefined;
  /** Records of {@link RUN_SIZE} numbers, one for each run of lines of text that is not left out, in the order of reading. */
  readonly runs: number[];
  /** Groups of {@link REACH_SIZE} numbers: what was read or looked at for a name, where that is more than its line. */
  readonly reaches: number[];
  /**
   * Whether lines of text depend on more than what is in them and the macros there: on a line's number, on calls that go
   * on past a directive, on limits, on what dtc includes.
   */
  isTangled: boolean;
}

/** Instance; start, end of the lines; start, end in the output; first, behind last of the uses in them; macro changes before. */
export const RUN_SIZE = 8;
/** Instance, start of the name, end of what its expansion depends on. */
export const REACH_SIZE = 3;

/** The files that had been read, and what follows them. */
export interface AppendedSearch {
  readonly read: readonly SourceFile[];
  readonly includes: readonly AppendedInclude[];
}

/** A file that is being read. Offsets are in the scan's joined text. */
export interface Buffer {
  readonly scan: Scan;
  /** The states of the scan's names, by number, and of the names that its directives define. */
  readonly names: readonly NameState[];
  readonly defined: (NameState | undefined)[];
  readonly instance: number;
  /** Which include path the file was found in; -1 if by way of another file's folder. */
  readonly foundIn: number;
  /** Up to where the file has been read. */
  at: number;
  /** Up to where it has been looked at, to find out whether a call begins. */
  peeked: number;
  /** Where the line ends in which the last name that could have been a macro call stands. */
  lineEnd: number;
  /** The first hit that has not been passed, as an index into the scan's table. */
  hit: number;
  /** The first directive that has not been passed, likewise. */
  directive: number;
  /** Whether a conditional leaves out what is being read. */
  isSkipping: boolean;
  /** Where the part that is left out began. */
  skipStart: number;
  readonly conditionals: Conditional[];
  /** What `#line` made of the file's name, and by how much it moved the line numbers. */
  presumedName: string | undefined;
  lineShift: number;
}

/** A conditional that is open. */
export interface Conditional {
  /** The directive's word where it was opened. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  hasElse: boolean;
  /** Whether the conditional stands in text that is left out. */
  readonly wasSkipping: boolean;
  /** Whether a branch has been taken, so that no other one can be. */
  skipsRest: boolean;
}

/** Thrown when an expansion would grow too large, and caught at the top: the only way out of any depth. */
export const LIMIT_REACHED = Symbol('limit reached');

/** Thrown when lines turn out not to be all that has to be expanded anew, and caught at the top likewise. */
export const BEYOND_LINES = Symbol('beyond lines');

/**
 * The longest expanded text, in UTF-16 code units. A large board has 0.3 million. Hostile text of this length takes the
 * parser up to half of the 2 GB of memory that a WebAssembly module can have (`a{` without end takes the most, measured).
 */
export const MAX_EXPANDED_LENGTH = 2 * 1024 * 1024;
/** The most files that are entered, each time counted. The board of Linux that enters most enters about 100. */
export const MAX_INSTANCES = 20_000;
/** The most tokens handled in macro expansions, and directives executed. The board of Linux that needs most handles about 100,000. */
export const MAX_SPENT = 20_000_000;
/** The same for a single macro call, all of whose tokens may be in memory at once. */
const MAX_SPENT_AT_ONCE = 2_000_000;
export const MAX_FINDINGS = 1000;

export function nameStateOf(unit: Unit, name: string): NameState {
  return nameStateIn(unit.names, name);
}

export function currentBuffer(unit: Unit): Buffer {
  return unit.buffers.at(-1)!;
}

/** Counts work on macros, and gives up when no sane source could need so much. */
export function spend(unit: Unit, tokens: number): void {
  unit.spent += tokens;
  if (unit.spent > MAX_SPENT || unit.spent - unit.spentBefore > MAX_SPENT_AT_ONCE) throw LIMIT_REACHED;
}

/** Counts a directive, of which files that are included many times over can have very many. */
export function spendDirective(unit: Unit): void {
  unit.spentBefore++;
  spend(unit, 1);
}

/** Reports something at a range of the file that `buffer` reads. */
export function reportAt(
  unit: Unit,
  buffer: Buffer,
  code: PreprocessorCodeName,
  { start, end }: Range,
  message: string,
  related?: readonly RelatedPlace[],
): void {
  const instance = unit.instances[buffer.instance]!;
  const at = { span: spanIn(instance, start, end), via: includeSites(unit.instances, buffer.instance) };
  addFinding(unit, { code, severity: severityOf(code), at, message, ...(related && { related }) });
}

/** Reports something at a token, wherever it comes from. */
export function reportAtToken(unit: Unit, code: PreprocessorCodeName, token: Token, message: string): void {
  const place = token.home === 0 ? token : extentOf(unit.uses, useInFile(unit.uses, token.home));
  const via = stepsFrom(unit.uses, unit.instances, token.use, place.instance);
  const span = spanIn(unit.instances[place.instance]!, place.start, place.end);
  addFinding(unit, { code, severity: severityOf(code), at: { span, via }, message });
}

/** Adds a finding, unless a file that is included twice has already brought it. */
export function addFinding(unit: Unit, finding: Finding): void {
  const { file, start } = finding.at.span;
  const key = `${finding.code} ${start} ${file.uri} ${finding.message}`;
  if (unit.reported.has(key) || unit.findings.length >= MAX_FINDINGS) return;
  unit.reported.add(key);
  unit.findings.push(finding);
}
