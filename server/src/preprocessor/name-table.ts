import { detached } from '../text/detached.js';
import type { FileSystem } from '../text/file-system.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { MacroChange } from './macro-history.js';
import type { Macro } from './macros.js';
import { scanOf } from './rescan.js';
import type { NameList, Scan } from './scan.js';

/** A name and what it stands for at this point of an expansion. */
export interface NameState {
  readonly name: string;
  /** Given by {@link setMacro}. */
  macro: Macro | undefined;
  /** Set while the macro's own expansion is being read, in which its name stays as it is. */
  disabled: boolean;
  poisoned: boolean;
  /** Whether it is among the table's `changed`. */
  hasChanged: boolean;
}

/** The states of all names that any file of a translation unit contains. */
export interface NameTable {
  readonly states: Map<string, NameState>;
  /** The names of which an expansion has changed the state: a few thousand, of all those of a whole source tree. */
  readonly changed: NameState[];
  /** Every change of what a name stands for in this expansion, in order. */
  changes: MacroChange[];
  /** For the name list of each scan, the states of its names, by number. */
  readonly byList: WeakMap<NameList, NameState[]>;
  /** For each scan, the states of the names that its directives define, by the directive's number. */
  readonly defined: WeakMap<Scan, (NameState | undefined)[]>;
  /** The last scan of each file, of which the next one can keep most. */
  readonly lastScans: Map<Uri, Scan>;
  isInUse: boolean;
}

/**
 * Lends a table for one expansion, with no name defined. The thousands of names of a unit hardly change from one
 * expansion to the next, so the table is kept with the files that they are from; {@link returnNames} gives it back.
 */
export function borrowNames(fileSystem: FileSystem): NameTable {
  const kept = tables.get(fileSystem);
  if (kept && !kept.isInUse && kept.states.size < MAX_NAMES) {
    kept.isInUse = true;
    return kept;
  }
  const table = createNameTable();
  tables.set(fileSystem, table);
  return table;
}

/** A table in use in which no name is defined. */
export function createNameTable(): NameTable {
  return {
    states: new Map(),
    changed: [],
    changes: [],
    byList: new WeakMap(),
    defined: new WeakMap(),
    lastScans: new Map(),
    isInUse: true,
  };
}

/** Ends the use of a table, and returns the macros that are defined in it. */
export function returnNames(table: NameTable): readonly Macro[] {
  const macros: Macro[] = [];
  for (const state of table.changed) {
    if (state.macro) macros.push(state.macro);
    state.macro = undefined;
    state.disabled = false;
    state.poisoned = false;
    state.hasChanged = false;
  }
  table.changed.length = 0;
  table.changes = [];
  table.isInUse = false;
  return macros;
}

/** Makes `macro` what a name stands for. */
export function setMacro(table: NameTable, state: NameState, macro: Macro | undefined): void {
  state.macro = macro;
  noteChange(table, state);
}

/** Has a name be refused from now on. */
export function poisonName(table: NameTable, state: NameState): void {
  state.macro = undefined;
  state.poisoned = true;
  noteChange(table, state);
}

function noteChange(table: NameTable, state: NameState): void {
  table.changes.push(state.macro ?? state.name);
  if (state.hasChanged) return;
  state.hasChanged = true;
  table.changed.push(state);
}

export function nameStateIn(table: NameTable, name: string): NameState {
  let state = table.states.get(name);
  if (!state) {
    // The table outlives the text that the name was read from.
    const kept = detached(name);
    state = { name: kept, macro: undefined, disabled: false, poisoned: false, hasChanged: false };
    table.states.set(kept, state);
  }
  return state;
}

/** Where to keep the states of the names that the directives of a scan define. */
export function definedBy(table: NameTable, scan: Scan): (NameState | undefined)[] {
  let states = table.defined.get(scan);
  if (!states) {
    states = [];
    table.defined.set(scan, states);
  }
  return states;
}

/** The scan of a new version of a file that expansions with the file system have read before. */
export function scanAnew(fileSystem: FileSystem, file: SourceFile): Scan {
  const table = tables.get(fileSystem);
  return table ? scanWith(table, file) : scanOf(file);
}

/** The scan of a file, helped by that of the version that was read before. */
export function scanWith(table: NameTable, file: SourceFile): Scan {
  const previous = table.lastScans.get(file.uri);
  if (previous?.file === file) return previous;
  const scan = scanOf(file, previous);
  // Taking it out first makes it the youngest of the map.
  table.lastScans.delete(file.uri);
  table.lastScans.set(file.uri, scan);
  if (table.lastScans.size > MAX_LAST_SCANS) table.lastScans.delete(table.lastScans.keys().next().value!);
  return scan;
}

/** The states of the names of a scan, by number. */
export function namesOfScan(table: NameTable, scan: Scan): readonly NameState[] {
  const { list } = scan.names;
  let states = table.byList.get(scan.names);
  if (!states) {
    states = [];
    table.byList.set(scan.names, states);
  }
  for (let number = states.length; number < list.length; number++) states.push(nameStateIn(table, list[number]!));
  return states;
}

/** Far more than the files of a board: a whole tree should not stay in memory. */
const MAX_LAST_SCANS = 500;
/** Names of old versions pile up; with more than this a new table is begun. */
const MAX_NAMES = 200_000;
const tables = new WeakMap<FileSystem, NameTable>();
