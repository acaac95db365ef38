import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceCopy } from '../source-tree.js';

/**
 * The sources of Linux that a tree of U-Boot holds, every board of Linux among them. It builds those that one of its
 * configurations names (`scripts/Makefile.dts`); of the others many do not compile with U-Boot's own headers, which are
 * searched before those of Linux, and nobody ever finds out.
 */
export function copyOfLinux(root: Uri, loader: FileLoader): SourceCopy {
  const folder = resolvePath(root, './dts/upstream/src');
  let known: Promise<NamedSources> | undefined;
  return {
    folder,
    async isBuilt(source) {
      known ??= namedIn(root, loader);
      const { names, makers } = await known;
      // Without configurations it is a part of a tree, of which nobody can tell.
      if (names.size === 0) return undefined;
      const name = relativePath(source, folder)
        ?.replace(/^[^/]+\//, '')
        .replace(/\.dtso?$/, '');
      return name !== undefined && (names.has(name) || makers.has(name.split('/')[0]!));
    },
  };
}

/** What configurations name. */
interface NamedSources {
  /** Sources, by their path from the folder of their architecture, without a suffix. */
  readonly names: ReadonlySet<string>;
  /** Makers of whom every board is built. */
  readonly makers: ReadonlySet<string>;
}

async function namedIn(root: Uri, loader: FileLoader): Promise<NamedSources> {
  const folder = resolvePath(root, './configs');
  const entries = (await loader.list(folder)) ?? [];
  const configs = entries
    .filter(({ name, kind }) => kind === 'file' && /(?:_defconfig|\.config)$/.test(name))
    .slice(0, MAX_CONFIGS)
    .map(({ name }) => resolvePath(folder, `./${name}`));
  const names = new Set<string>();
  const makers = new Set<string>();
  const all = [resolvePath(root, './.config'), ...configs];
  for (let at = 0; at < all.length && names.size < MAX_NAMES; at += BATCH) {
    for (const file of (await loader.load(all.slice(at, at + BATCH))).values()) {
      if (file === 'absent') continue;
      const buildsMaker = /^CONFIG_OF_UPSTREAM_BUILD_VENDOR=y/m.test(file.text);
      for (const [, option, value = ''] of file.text.matchAll(LISTS)) {
        if (option === 'OF_UPSTREAM_VENDOR' && !buildsMaker) continue;
        const listed = option === 'OF_UPSTREAM_VENDOR' ? makers : names;
        for (const word of value.split(/\s+/)) if (word !== '' && listed.size < MAX_NAMES) listed.add(word);
      }
    }
  }
  return { names, makers };
}

/** U-Boot 2025.01 has 1,377, which name 1,249 sources. */
const MAX_CONFIGS = 10_000;
const MAX_NAMES = 100_000;

/** How many are held in memory at a time. */
const BATCH = 64;

const LISTS = /^CONFIG_(DEFAULT_DEVICE_TREE|(?:SPL_)?OF_LIST|OF_OVERLAY_LIST|OF_UPSTREAM_VENDOR)="([^"\n]*)"/gm;
