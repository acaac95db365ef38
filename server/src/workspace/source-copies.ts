import { isWithin, type Uri } from '../text/uri.js';
import type { SourceCopy } from './source-tree.js';
import type { Workspace } from './workspace.js';

/**
 * The copy of another tree's sources in which a source lies, if it does. Each folder has a tree of its own; all of them ask
 * that of the root, since it takes reading very many files to tell what is built.
 */
export async function copyAround({ treeOf }: Workspace, source: Uri): Promise<SourceCopy | undefined> {
  const { root, copy } = await treeOf(source);
  if (!copy || !isWithin(source, copy.folder)) return undefined;
  return (await treeOf(`${root}/`)).copy ?? copy;
}
