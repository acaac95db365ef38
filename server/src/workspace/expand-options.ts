import type { ExpandOptions } from '../preprocessor/expansion.js';
import type { Uri } from '../text/uri.js';
import type { SourceTree } from './source-tree.js';
import type { Workspace } from './workspace.js';

/** How a root source of a tree is expanded: as its build would, with what a person added. */
export function expandOptionsOf(
  tree: SourceTree,
  root: Uri,
  { files, lookup, reachOf }: Pick<Workspace, 'files' | 'lookup' | 'reachOf'>,
): ExpandOptions {
  const { includePaths, canonicalUri, macros, preincluded, additions } = tree;
  return {
    fileSystem: files,
    includePaths: [...includePaths(root), ...lookup.includePathsOf(root)],
    canonicalUri,
    mayRead: reachOf(tree, root).allows,
    ...(macros && { macros }),
    ...(preincluded && { preincluded }),
    ...(additions && { appended: (read) => additions.includes(root, read) }),
  };
}
