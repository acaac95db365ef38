import { folderOf, relativePath, resolvePath, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/** A tree of devicetree sources, with what follows from its layout: where includes, boards and bindings are. */
export interface SourceTree {
  readonly layout: 'kernel' | 'export' | 'folder';
  readonly root: Uri;
  /** The `-I` folders with which its build compiles a file. */
  includePaths(file: Uri): readonly Uri[];
  /** The one URI of the file that a path names, where the layout reaches files through links. */
  canonicalUri(uri: Uri): Uri;
  /** The folders below which its boards are. */
  boardFolders(loader: FileLoader): Promise<readonly Uri[]>;
  /** The folder of its dt-schema bindings, which need not exist. */
  readonly bindings?: Uri;
}

/**
 * The tree that a file or folder belongs to, recognised by the layout's own marks; a file of no known layout belongs to
 * the tree of its own folder.
 */
export async function findSourceTree(uri: Uri, isFolder: boolean, loader: FileLoader): Promise<SourceTree> {
  const start = isFolder ? uri : folderOf(uri);
  for (let folder = start; ; folder = folderOf(folder)) {
    const names = new Set(
      (await loader.list(folder))?.filter((entry) => entry.kind === 'folder').map((entry) => entry.name),
    );
    const below = relativePath(start, folder) ?? '';
    if (isKernel(names, below)) return kernelTree(folder);
    if (await isExport(folder, names, below, loader)) return exportTree(folder);
    if (folderOf(folder) === folder) return looseFolder(start);
  }
}

/** A kernel tree holds `arch`, and either `include` and `scripts`, or what is asked for lies in `arch/ARCH/boot/dts`. */
function isKernel(folders: ReadonlySet<string>, below: string): boolean {
  if (!folders.has('arch')) return false;
  return /^arch\/[^/]+\/boot\/dts(\/|$)/.test(below) || (folders.has('include') && folders.has('scripts'));
}

/** The export holds `include` and `src`, and either `Bindings`, or what is asked for lies in `src/ARCH` beside `include/dt-bindings`. */
async function isExport(
  folder: Uri,
  folders: ReadonlySet<string>,
  below: string,
  loader: FileLoader,
): Promise<boolean> {
  if (!folders.has('include') || !folders.has('src')) return false;
  if (folders.has('Bindings')) return true;
  return /^src\/[^/]+/.test(below) && (await loader.list(resolvePath(folder, './include/dt-bindings'))) !== undefined;
}

/**
 * Linux compiles with `-I scripts/dtc/include-prefixes` and nothing else (scripts/Makefile.lib, `dtc_cpp_flags`). The
 * links in that folder are resolved by name, so that a file has one URI and a checkout without links works as well.
 */
function kernelTree(root: Uri): SourceTree {
  const prefixes = resolvePath(root, './scripts/dtc/include-prefixes');
  const below = `${prefixes}/`;
  // include/dt-bindings/input/linux-event-codes.h is a link to the header of the user-space interface.
  const eventCodes = resolvePath(root, './include/dt-bindings/input/linux-event-codes.h');
  const eventCodesTarget = resolvePath(root, './include/uapi/linux/input-event-codes.h');
  return {
    layout: 'kernel',
    root,
    includePaths: () => [prefixes],
    canonicalUri(uri) {
      if (uri === eventCodes) return eventCodesTarget;
      if (!uri.startsWith(below)) return uri;
      const path = uri.slice(below.length);
      const slash = path.indexOf('/');
      if (slash < 0) return uri;
      const prefix = path.slice(0, slash);
      const real =
        prefix === 'dt-bindings' ? `${root}/include/${path}` : `${root}/arch/${prefix}/boot/dts${path.slice(slash)}`;
      return real === eventCodes ? eventCodesTarget : real;
    },
    async boardFolders(loader) {
      const architectures = (await loader.list(resolvePath(root, './arch'))) ?? [];
      return architectures.map(({ name }) => resolvePath(root, `./arch/${name}/boot/dts`));
    },
    bindings: resolvePath(root, './Documentation/devicetree/bindings'),
  };
}

/** The devicetree-only export of Linux compiles with `-I include -I src -I src/ARCH` (its Makefile). */
function exportTree(root: Uri): SourceTree {
  const src = resolvePath(root, './src');
  return {
    layout: 'export',
    root,
    includePaths(file) {
      const architecture = relativePath(file, src)?.split('/')[0];
      const own = architecture ? [resolvePath(src, `./${architecture}`)] : [];
      return [resolvePath(root, './include'), src, ...own];
    },
    canonicalUri: (uri) => uri,
    boardFolders: async () => [src],
    bindings: resolvePath(root, './Bindings'),
  };
}

function looseFolder(root: Uri): SourceTree {
  return {
    layout: 'folder',
    root,
    includePaths: (file) => [folderOf(file)],
    canonicalUri: (uri) => uri,
    boardFolders: async () => [root],
  };
}
