import { pathToFileURL } from 'node:url';
import { diskLoader } from '../../server/src/disk/disk-loader.js';
import type { ExpandOptions } from '../../server/src/preprocessor/expansion.js';
import { normalizeUri, type Uri } from '../../server/src/text/uri.js';
import { createFileStore } from '../../server/src/workspace/file-store.js';
import { findSourceTree } from '../../server/src/workspace/source-tree.js';

/** What a board of a kernel tree is expanded with, over files on disk that are read once. */
export async function kernelOptions(root: string, board: string): Promise<ExpandOptions> {
  const uri = uriOf(`${root}/${board}`);
  const tree = await findSourceTree(uri, false, diskLoader);
  return {
    fileSystem: createFileStore(diskLoader),
    includePaths: tree.includePaths(uri),
    canonicalUri: tree.canonicalUri,
  };
}

export function uriOf(path: string): Uri {
  return normalizeUri(pathToFileURL(path).toString());
}
