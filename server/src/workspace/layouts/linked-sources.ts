import { resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import { isKbuildName } from '../kbuild-file.js';
import { foldersIn, type TreeMarks } from './marks.js';

/**
 * Folders outside of a kernel tree that are linked among its sources: builds of Android link a vendor's repository to
 * `arch/ARCH/boot/dts/vendor`, and further ones into that. make goes only where a Makefile or Kbuild is; a link to anything
 * else leads out of the tree, and is not followed.
 */
export async function linkedSources({ root, below, loader }: TreeMarks): Promise<readonly Uri[]> {
  const [, asked] = /^arch\/([^/]+)/.exec(below) ?? [];
  const architectures = asked === undefined ? await foldersIn(root, 'arch', loader) : [asked];
  const folders = architectures.map((name) => resolvePath(root, `./arch/${name}/boot/dts`));
  const found = await Promise.all(folders.map((folder) => linksIn(folder, loader, 0)));
  return [...new Set(found.flat())];
}

async function linksIn(folder: Uri, loader: FileLoader, depth: number): Promise<readonly Uri[]> {
  if (!loader.realUri || depth > MAX_DEPTH) return [];
  const found: Uri[] = [];
  for (const { name, kind, isLink } of (await loader.list(folder)) ?? []) {
    if (kind !== 'folder' || !(isLink || depth > 0 || name === VENDOR)) continue;
    const at = resolvePath(folder, `./${name}`);
    const real = isLink ? loader.realUri(at) : undefined;
    const isListed = async () => ((await loader.list(at)) ?? []).some((entry) => isKbuildName(entry.name));
    if (isLink && (real === undefined || !(await isListed()))) continue;
    if (real !== undefined) found.push(real);
    if (found.length >= MAX_LINKS) break;
    found.push(...(await linksIn(at, loader, depth + 1)));
  }
  return found;
}

const VENDOR = 'vendor';

/** `vendor`, a maker's folder in it, and what is linked into that. */
const MAX_DEPTH = 2;

/** A folder of a disk may hold anything. */
const MAX_LINKS = 100;
