import type { SourceFile } from '../text/source-file.js';
import { folderOf, isWithin, relativePath, resolvePath, type Uri } from '../text/uri.js';
import type { FileStore } from './file-store.js';
import type { SourceTree } from './source-tree.js';

/**
 * The Makefile or Kbuild that lists what is made of the sources in a folder: that of the folder, or where it has none the
 * nearest around, which names them by their paths. A `Kbuild` stands before a `Makefile` (scripts/Makefile.build,
 * `kbuild-file`). `undefined` where there is none; {@link loadKbuildFile} goes before.
 */
export function kbuildFileOf(folder: Uri, tree: SourceTree, files: Pick<FileStore, 'read'>): SourceFile | undefined {
  for (const candidates of candidatesFor(folder, tree))
    for (const uri of candidates) {
      const file = files.read(uri);
      if (typeof file !== 'string') return file;
    }
  return undefined;
}

/** Reads what {@link kbuildFileOf} looks at, and gives its answer. */
export async function loadKbuildFile(
  folder: Uri,
  tree: SourceTree,
  files: Pick<FileStore, 'read' | 'load'>,
): Promise<SourceFile | undefined> {
  for (const candidates of candidatesFor(folder, tree)) {
    await files.load(candidates);
    const file = kbuildFileOf(folder, tree, files);
    if (file) return file;
  }
  return undefined;
}

/** The name of a source, or of what is made of it, in the lists of such a file: its path from there, without its suffix. */
export const nameInLists = (made: Uri, { uri }: SourceFile): string =>
  (relativePath(made, folderOf(uri)) ?? '').replace(/\.dt[bs]o?$/, '');

/** Whether a file name is that of a file that lists boards. */
export const isKbuildName = (name: string) => name === 'Makefile' || name === 'Kbuild';

/** The files that may list a folder's sources, by folder, those that would stand before others first. */
function* candidatesFor(folder: Uri, { root }: SourceTree): Iterable<readonly Uri[]> {
  for (let at = folder; isWithin(at, root); at = folderOf(at)) {
    yield [resolvePath(at, './Kbuild'), resolvePath(at, './Makefile')];
    if (at === root) return;
  }
}
