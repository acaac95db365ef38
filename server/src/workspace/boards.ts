import { folderOf, relativePath, resolvePath, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';
import type { Reach } from './reach.js';

/**
 * Every file below a folder whose name passes, in the order of their paths. Hidden files and folders are left out, and
 * links out of reach, of which `onOutside` is told those that pass. No more than `maxFolders` folders are looked into, the
 * nearest first.
 */
export async function filesBelow(
  folder: Uri,
  loader: FileLoader,
  reach: Reach,
  passes: (name: string) => boolean,
  { maxFolders = MAX_FOLDERS, onOutside }: { maxFolders?: number | undefined; onOutside?: (uri: Uri) => void } = {},
): Promise<Uri[]> {
  const found: Uri[] = [];
  const realUri = (uri: Uri) => loader.realUri?.(uri) ?? uri;
  const folders: FolderBelow[] = [{ at: folder, real: realUri(folder), depth: 0 }];
  const linked: FolderBelow[] = [];
  // A link may lead to a folder above it, or to one that is listed anyway, whose own name is the better one.
  const listed = new Set<Uri>();
  for (const { at, real, depth } of inTurn(folders, linked)) {
    if (listed.has(real)) continue;
    listed.add(real);
    for (const { name, kind, isLink } of (await loader.list(at)) ?? []) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const uri = resolvePath(at, `./${name}`);
      if (isLink && !reach.allows(uri)) {
        if (kind === 'file' && passes(name)) onOutside?.(uri);
        continue;
      }
      if (kind === 'file') {
        if (passes(name)) found.push(uri);
      } else if (depth < MAX_DEPTH && folders.length + linked.length < maxFolders) {
        if (isLink) linked.push({ at: uri, real: realUri(uri), depth: depth + 1 });
        else folders.push({ at: uri, real: resolvePath(real, `./${name}`), depth: depth + 1 });
      }
    }
  }
  const paths = new Map(found.map((uri) => [uri, relativePath(uri, folder) ?? uri]));
  return found.sort((a, b) => (paths.get(a)! < paths.get(b)! ? -1 : 1));
}

interface FolderBelow {
  readonly at: Uri;
  readonly real: Uri;
  readonly depth: number;
}

/** All items of the first list, then one of the second, and so on; both may grow meanwhile. */
function* inTurn<Item>(first: readonly Item[], second: readonly Item[]): Generator<Item> {
  for (let [one, other] = [0, 0]; ; other++) {
    for (; one < first.length; one++) yield first[one]!;
    if (other === second.length) return;
    yield second[other]!;
  }
}

/** The boards in the folder of a file. */
export async function boardsBeside(file: Uri, loader: FileLoader): Promise<readonly Uri[]> {
  const folder = folderOf(file);
  const entries = (await loader.list(folder)) ?? [];
  const boards = entries.filter(({ name, kind }) => kind === 'file' && isBoardName(name));
  return boards.map(({ name }) => resolvePath(folder, `./${name}`));
}

/** Where a host knows no links they can make folders contain themselves; no tree is as deep or as wide as this. */
const MAX_DEPTH = 40;
const MAX_FOLDERS = 20_000;

/** Whether a file name is that of a board: a root source that is not an overlay. */
export const isBoardName = (name: string) => name.endsWith('.dts') && isSourceName(name);

/** Whether a file name is that of an overlay. */
export const isOverlayName = (name: string) => name.endsWith('.dtso') && isSourceName(name);

/** Whether a file name is that of a root source, board or overlay. */
export const isRootName = (name: string) => /\.dts[o]?$/.test(name) && isSourceName(name);

/** Whether a file name is that of any devicetree source. */
export const isSourceName = (name: string) => /\.(dts|dtsi|dtso)$/.test(name) && !isMakefileName(name);

/** Whether a file name is that of a part of a Makefile, whatever it ends in: U-Boot has a `Makefile.dts`. */
export const isMakefileName = (name: string) => name.startsWith('Makefile.');
