import { folderOf, isWithin, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/**
 * Which files may be read because a source names them or a folder holds them: those below the source tree's root, the
 * include paths and the folders that a person works in. A file that is asked for by a person needs no leave.
 */
export interface Reach {
  allows(uri: Uri): boolean;
}

/** Where links may lead, besides to what lies below the roots. */
export interface FollowedLinks {
  /** Folders elsewhere that are linked among the sources of a tree: only what a build of devicetrees reads may be read there. */
  readonly linked?: readonly Uri[];
  /**
   * The root of a tree that may be made of links into another one, file by file (`cp -rs`): a link to a file that has the
   * very same path there may be followed, if a build or a check of devicetrees reads such a file.
   */
  readonly mirror?: Uri;
}

/**
 * A file must lie below one of the roots by its name and, where the host knows links, by its real place too. The roots
 * themselves may be links: real places are compared with real places.
 */
export function createReach(
  roots: readonly Uri[],
  { realUri }: Pick<FileLoader, 'realUri'>,
  { linked = [], mirror }: FollowedLinks = {},
): Reach {
  const known = new Map<Uri, boolean>();
  let realRoots: readonly Uri[] | undefined;
  const leadsOut = (uri: Uri) => {
    const real = realUri?.(uri);
    // What does not exist leads nowhere.
    if (real === undefined || real === uri) return false;
    realRoots ??= roots.map((root) => realUri?.(root) ?? root);
    if (isBelow(real, realRoots) || linked.includes(real)) return false;
    const isSource = READ_BY_BUILDS.test(real);
    return (
      !(isSource && isBelow(real, linked)) && !((isSource || BINDING.test(real)) && isMirrored(uri, real, realRoots))
    );
  };
  /** Whether the file alone is a link, not a folder around it, and leads where its path in another tree leads. */
  const isMirrored = (uri: Uri, real: Uri, within: readonly Uri[]) => {
    if (mirror === undefined || !uri.startsWith(`${mirror}/`) || !realUri) return false;
    if (!isBelow(realUri(folderOf(uri)) ?? uri, within)) return false;
    const path = uri.slice(mirror.length);
    for (let other = folderOf(real), level = 0; other !== folderOf(other) && level < MAX_LEVELS; level++) {
      if (realUri(other + path) === real) return true;
      other = folderOf(other);
    }
    return false;
  };
  return {
    allows(uri) {
      const answer = known.get(uri) ?? (isBelow(uri, roots) && !leadsOut(uri));
      known.set(uri, answer);
      return answer;
    },
  };
}

/** No tree lies as deep as this. */
const MAX_LEVELS = 50;

const READ_BY_BUILDS = /(\.(dts|dtsi|dtso|h)|\/Makefile|\/Kbuild)$/;

/** What tells whether such sources are right. */
const BINDING = /\/[Bb]indings\/.*\.yaml$/;

const isBelow = (uri: Uri, roots: readonly Uri[]) => roots.some((root) => isWithin(uri, root));
