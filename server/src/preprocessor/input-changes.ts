import type { FileSystem } from '../text/file-system.js';
import type { SourceFile } from '../text/source-file.js';
import type { ExpandOptions } from './expansion.js';
import type { Trace } from './tables.js';

/** Two versions of a file. */
export interface FileChange {
  readonly old: SourceFile;
  readonly now: SourceFile;
}

/** Whether a unit is expanded in the same way, what is behind its root aside: see {@link hasSameAppended}. */
export function areSameOptions(one: ExpandOptions, other: ExpandOptions): boolean {
  return (
    one.fileSystem === other.fileSystem &&
    one.canonicalUri === other.canonicalUri &&
    one.mayRead === other.mayRead &&
    one.givesUpLikeCpp === other.givesUpLikeCpp &&
    areSame(one.includePaths, other.includePaths) &&
    areSame(one.macros ?? [], other.macros ?? []) &&
    areSame(one.preincluded ?? [], other.preincluded ?? [])
  );
}

/**
 * The one file of which the file system, or the root, now gives another version than the expansion saw; undefined if
 * there are several, or if one has come or gone.
 */
export function changedFile(root: SourceFile, files: FileSystem, { answers }: Trace): FileChange | 'none' | undefined {
  let change: FileChange | undefined;
  for (const [uri, old] of answers) {
    const now = uri === root.uri ? root : files.read(uri);
    if (now === old) continue;
    if (typeof now === 'string' || typeof old === 'string' || now.uri !== old.uri) return undefined;
    if (change && (change.old !== old || change.now !== now)) return undefined;
    change ??= { old, now };
  }
  return change ?? 'none';
}

/** Whether the same files are looked for behind the root as before the change. */
export function hasSameAppended(
  { appended }: ExpandOptions,
  { options, appended: before }: Trace,
  change: FileChange | 'none',
): boolean {
  if (!appended || !before) return !appended === !options.appended;
  const read = before.read.map((file) => (change !== 'none' && file === change.old ? change.now : file));
  // They are a few paths each.
  return JSON.stringify(appended(read)) === JSON.stringify(before.includes);
}

function areSame<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
