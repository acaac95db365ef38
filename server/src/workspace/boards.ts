import { relativePath, resolvePath, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/** Every file below a folder whose name passes, in the order of their paths. Hidden files and folders are left out. */
export async function filesBelow(folder: Uri, loader: FileLoader, passes: (name: string) => boolean): Promise<Uri[]> {
  const found: Uri[] = [];
  // Links can make folders contain themselves; no tree is as deep as this.
  const visit = async (at: Uri, depth: number): Promise<void> => {
    for (const { name, kind } of (await loader.list(at)) ?? []) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const uri = resolvePath(at, `./${name}`);
      if (kind === 'folder') {
        if (depth < MAX_DEPTH) await visit(uri, depth + 1);
      } else if (passes(name)) found.push(uri);
    }
  };
  await visit(folder, 0);
  const path = (uri: Uri) => relativePath(uri, folder) ?? uri;
  return found.sort((a, b) => (path(a) < path(b) ? -1 : 1));
}

const MAX_DEPTH = 40;

/** Whether a file name is that of a board: a root source that is not an overlay. */
export const isBoardName = (name: string) => name.endsWith('.dts');

/** Whether a file name is that of a root source, board or overlay. */
export const isRootName = (name: string) => /\.dts[o]?$/.test(name);

/** Whether a file name is that of any devicetree source. */
export const isSourceName = (name: string) => /\.(dts|dtsi|dtso)$/.test(name);
