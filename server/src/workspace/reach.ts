import { isWithin, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/**
 * Which files may be read because a source names them or a folder holds them: those below the source tree's root, the
 * include paths and the folders that a person works in. A file that is asked for by a person needs no leave.
 */
export interface Reach {
  allows(uri: Uri): boolean;
}

/**
 * A file must lie below one of the roots by its name and, where the host knows links, by its real place too. The roots
 * themselves may be links: real places are compared with real places. In the folders `linked`, which are links of a layout
 * within the tree, only what a build of devicetrees reads may be read, and by its name in the tree.
 */
export function createReach(
  roots: readonly Uri[],
  { realUri }: Pick<FileLoader, 'realUri'>,
  linked: readonly Uri[] = [],
): Reach {
  const known = new Map<Uri, boolean>();
  let realRoots: readonly Uri[] | undefined;
  const leadsOut = (uri: Uri) => {
    const real = realUri?.(uri);
    // What does not exist leads nowhere.
    if (real === undefined || real === uri) return false;
    realRoots ??= roots.map((root) => realUri?.(root) ?? root);
    const isLinked = linked.includes(real) || (READ_BY_BUILDS.test(real) && isBelow(real, linked));
    return !isLinked && !isBelow(real, realRoots);
  };
  return {
    allows(uri) {
      const answer = known.get(uri) ?? (isBelow(uri, roots) && !leadsOut(uri));
      known.set(uri, answer);
      return answer;
    },
  };
}

const READ_BY_BUILDS = /(\.(dts|dtsi|dtso|h)|\/Makefile|\/Kbuild)$/;

const isBelow = (uri: Uri, roots: readonly Uri[]) => roots.some((root) => isWithin(uri, root));
