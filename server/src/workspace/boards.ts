import { relativePath, resolvePath, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/**
 * Every file below a folder whose name passes, in the order of their paths. Hidden files and folders are left out. No more
 * than `maxFolders` folders are looked into, the nearest first.
 */
export async function filesBelow(
  folder: Uri,
  loader: FileLoader,
  passes: (name: string) => boolean,
  maxFolders = Number.POSITIVE_INFINITY,
): Promise<Uri[]> {
  const found: Uri[] = [];
  const folders = [{ at: folder, depth: 0 }];
  for (const { at, depth } of folders) {
    for (const { name, kind } of (await loader.list(at)) ?? []) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const uri = resolvePath(at, `./${name}`);
      // Links can make folders contain themselves; no tree is as deep as this.
      if (kind === 'file') {
        if (passes(name)) found.push(uri);
      } else if (depth < MAX_DEPTH && folders.length < maxFolders) folders.push({ at: uri, depth: depth + 1 });
    }
  }
  const paths = new Map(found.map((uri) => [uri, relativePath(uri, folder) ?? uri]));
  return found.sort((a, b) => (paths.get(a)! < paths.get(b)! ? -1 : 1));
}

const MAX_DEPTH = 40;

/** Whether a file name is that of a board: a root source that is not an overlay. */
export const isBoardName = (name: string) => name.endsWith('.dts');

/** Whether a file name is that of an overlay. */
export const isOverlayName = (name: string) => name.endsWith('.dtso');

/** Whether a file name is that of a root source, board or overlay. */
export const isRootName = (name: string) => /\.dts[o]?$/.test(name);

/** Whether a file name is that of any devicetree source. */
export const isSourceName = (name: string) => /\.(dts|dtsi|dtso)$/.test(name);
