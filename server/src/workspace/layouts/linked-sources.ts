import { isWithin, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import { isKbuildName } from '../kbuild-file.js';
import { foldersIn } from './marks.js';

/**
 * Folders outside of a kernel tree that are linked among its sources: builds of Android link a vendor's repository to
 * `arch/ARCH/boot/dts/vendor`, and further ones into that. make goes only where a Makefile or Kbuild is; a link to anything
 * else, or to a folder around the tree, leads out of it, and is not followed.
 */
export async function linkedSources(root: Uri, loader: FileLoader): Promise<readonly Uri[]> {
  const { realUri } = loader;
  const realRoot = realUri?.(root);
  if (!realUri || realRoot === undefined) return [];
  const found = new Set<Uri>();
  let looked = 0;
  const isOutside = (real: Uri | undefined) =>
    real !== undefined && !isWithin(real, realRoot) && !isWithin(realRoot, real) && ++looked <= MAX_LINKS;
  const lookAt = async (at: Uri, depth: number): Promise<void> => {
    const real = realUri(at);
    if (real === undefined || depth > MAX_DEPTH) return;
    const isKnown = isWithin(real, realRoot) || [...found].some((folder) => isWithin(real, folder));
    const entries = (isKnown || isOutside(real) ? await loader.list(at) : undefined) ?? [];
    if (!isKnown) {
      if (!entries.some(({ name }) => isKbuildName(name))) return;
      found.add(real);
    }
    for (const { name, kind, isLink } of entries.slice(0, MAX_ENTRIES))
      if (kind === 'folder' && (isLink || depth < MAX_DEPTH)) await lookAt(resolvePath(at, `./${name}`), depth + 1);
  };
  for (const architecture of await foldersIn(root, 'arch', loader))
    await lookAt(resolvePath(root, `./arch/${architecture}/boot/dts/vendor`), 0);
  return [...found];
}

/** `vendor`, a maker's folder in it, and what is linked into that. */
const MAX_DEPTH = 2;

/** A folder of a disk may hold anything. */
const MAX_LINKS = 100;
const MAX_ENTRIES = 200;
