import type { Uri } from '../text/uri.js';
import type { SourceTree } from './source-tree.js';
import type { Workspace } from './workspace.js';

/** A file by the one name that its tree has for it. */
export interface FilePlace {
  readonly uri: Uri;
  readonly sourceTree: SourceTree;
  /** Whether the files had not known yet that the name asked for is one of this file. */
  readonly isNews: boolean;
}

/** The place of a file for which somebody may have a name that leads through a link of the layout. */
export async function findPlace({ treeOf, files }: Workspace, named: Uri): Promise<FilePlace> {
  const tree = await treeOf(named);
  const uri = tree.canonicalUri(named);
  if (uri === named) return { uri, sourceTree: tree, isNews: false };
  return { uri, sourceTree: await treeOf(uri), isNews: files.equate(named, uri) };
}
