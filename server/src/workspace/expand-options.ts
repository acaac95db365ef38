import type { ExpandOptions } from '../preprocessor/expansion.js';
import type { FileSystem } from '../text/file-system.js';
import type { Uri } from '../text/uri.js';
import type { Settings } from './settings.js';
import type { SourceTree } from './source-tree.js';

/** How a root source of a tree is expanded: as its build would, with what a person added. */
export function expandOptionsOf(
  { includePaths, canonicalUri, macros, preincluded, additions }: SourceTree,
  root: Uri,
  fileSystem: FileSystem,
  settings: Pick<Settings, 'includePaths'>,
): ExpandOptions {
  return {
    fileSystem,
    includePaths: [...includePaths(root), ...settings.includePaths],
    canonicalUri,
    ...(macros && { macros }),
    ...(preincluded && { preincluded }),
    ...(additions && { appended: (read) => additions.candidates(root, read) }),
  };
}
