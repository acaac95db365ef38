import type { SourceFile } from '../text/source-file.js';
import { changedTextLines } from './changed-lines.js';
import { carryDefinitions } from './definitions.js';
import type { ExpandOptions, Expansion } from './expansion.js';
import { areSameOptions, changedFile, type FileChange, hasSameAppended } from './input-changes.js';
import type { ExpandedPieces } from './locate-lines.js';
import { createFileMover } from './moved-file.js';
import { usesOfMovedMacros } from './moved-uses.js';
import { scanAnew } from './name-table.js';
import type { Instance } from './provenance.js';
import { reexpandLines } from './reexpand-lines.js';
import { scanOf } from './rescan.js';
import { createExpansion, type TracedTables, tracedTablesOf } from './tables.js';
import { BEYOND_LINES, LIMIT_REACHED } from './unit.js';

/**
 * Expands a unit of which one file has changed since `previous`, in lines of text only: these lines are expanded anew, with
 * the macros that are defined where they stand, and the rest is taken over. Undefined where it is not certain that this
 * gives what expanding the whole unit gives.
 */
export function reexpand(root: SourceFile, options: ExpandOptions, previous: Expansion): Expansion | undefined {
  const known = tracedTablesOf(previous);
  if (!known || previous.root.uri !== root.uri || !areSameOptions(known.trace.options, options)) return undefined;
  const change = changedFile(root, options.fileSystem, known.trace);
  if (change === undefined || !hasSameAppended(options, known.trace, change)) return undefined;
  if (change === 'none') return previous;
  try {
    const { tables, trace } = withChange(root, options, known, change);
    return createExpansion(tables, trace);
  } catch (reason) {
    if (reason !== BEYOND_LINES && reason !== LIMIT_REACHED) throw reason;
    return undefined;
  }
}

function withChange(
  root: SourceFile,
  options: ExpandOptions,
  { tables, trace }: TracedTables,
  { old, now }: FileChange,
): TracedTables {
  const scans = { old: scanOf(old), now: scanAnew(options.fileSystem, now) };
  const lines = changedTextLines(scans.old, scans.now);
  const replaced = carryDefinitions(scans.old, scans.now);
  const mover = createFileMover(scans.old, scans.now, lines);
  const versionOf = (file: SourceFile) => (file === old ? now : file);
  const instances = tables.instances.map(
    ({ joined, file, parent, site }): Instance => ({
      joined: file === old ? scans.now : joined,
      file: versionOf(file),
      ...(site && parent !== undefined && { parent, site: mover.site(site) }),
    }),
  );
  const history = replaced.size > 0 ? trace.history.withMacros(replaced) : trace.history;
  const surroundings = { root, options, instances, history, scan: scans.now };
  let pieces: ExpandedPieces = {
    text: tables.text,
    segments: tables.segments,
    uses: replaced.size > 0 ? usesOfMovedMacros(tables.uses, scans.old, lines, replaced) : tables.uses,
    runs: trace.runs,
    reaches: trace.reaches,
    spent: trace.spent,
  };
  let entries = 0;
  for (const [instance, { file }] of instances.entries()) {
    if (file !== now) continue;
    if (++entries > MAX_ENTRIES) throw BEYOND_LINES;
    pieces = reexpandLines(pieces, instance, lines, surroundings);
  }
  // A file that was only looked for may have decided something all the same.
  if (entries === 0) throw BEYOND_LINES;
  const { text, segments, uses, runs, reaches, spent, changed } = pieces;
  return {
    tables: {
      root,
      text,
      segments,
      instances,
      uses,
      files: tables.files.map(versionOf),
      defined: replaced.size > 0 ? tables.defined.map((macro) => replaced.get(macro) ?? macro) : tables.defined,
      inactive: tables.inactive.map(mover.span),
      notLoaded: tables.notLoaded,
      missingIncludes: tables.missingIncludes.map(mover.span),
      findings: tables.findings.map(mover.finding),
    },
    trace: {
      options,
      answers: trace.answers.map((pair) => (pair[1] === old ? ([pair[0], now] as const) : pair)),
      appended: trace.appended && { ...trace.appended, read: trace.appended.read.map(versionOf) },
      history,
      lineage: trace.lineage,
      runs,
      reaches,
      spent,
      // Between the lines of one instance and those of the next, nothing has changed.
      ...(changed && entries === 1 && { changed: { ...changed, before: tables.text } }),
    },
  };
}

/** A file that is entered more often is expanded with the whole unit. */
const MAX_ENTRIES = 8;
