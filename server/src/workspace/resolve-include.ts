import { ownFolderOf, searchInclude } from '../preprocessor/includes.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { expandOptionsOf } from './expand-options.js';
import type { SourceTree } from './source-tree.js';
import type { Workspace } from './workspace.js';

/**
 * The file that an include of `path` in `file` names when `root` is compiled, searched as cpp does it; `undefined` where
 * no file is known by that name.
 */
export function resolveInclude(
  workspace: Workspace,
  tree: SourceTree,
  root: Uri,
  file: SourceFile,
  path: string,
  isQuoted: boolean,
): Uri | undefined {
  const options = expandOptionsOf(tree, root, workspace);
  const search = { path, ownFolders: isQuoted ? [ownFolderOf(file)] : [], firstPath: 0 };
  return searchInclude({ options, answers: new Map(), notLoaded: new Set() }, search).file?.uri;
}
