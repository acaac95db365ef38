import { resolvePath, type Uri } from '../../text/uri.js';
import type { SourceTree } from '../source-tree.js';
import { foldersIn, type TreeMarks } from './marks.js';

/** Zephyr itself holds `Kconfig.zephyr` and `dts/bindings`; a module of it says so in `zephyr/module.yml`. */
export async function recognizeZephyr({ root, folders, files, loader }: TreeMarks): Promise<SourceTree | undefined> {
  const isZephyr = files.has('Kconfig.zephyr') && folders.has('dts') && folders.has('boards');
  const module = folders.has('zephyr') ? await loader.list(resolvePath(root, './zephyr')) : undefined;
  const isModule = module?.some(({ name, kind }) => kind === 'file' && /^module\.ya?ml$/.test(name));
  return isZephyr || isModule ? zephyrTree(root, await foldersIn(root, 'dts', loader)) : undefined;
}

/**
 * Zephyr searches the same folders below each of its roots (cmake/modules/pre_dt.cmake): of those of architectures only the
 * board's own, which its `board.yml` does not say; here every one is searched. Its bindings are of another form than
 * dt-schema's, so that it has none here.
 */
function zephyrTree(root: Uri, dts: readonly string[]): SourceTree {
  const architectures = dts.filter((name) => !['common', 'vendor', 'bindings'].includes(name));
  const searched = [
    'include',
    'include/zephyr',
    'dts/common',
    'dts/vendor',
    ...architectures.map((name) => `dts/${name}`),
    'dts',
  ];
  const includePaths = searched.map((path) => resolvePath(root, `./${path}`));
  return {
    layout: 'zephyr',
    root,
    hasMakefiles: false,
    includePaths: () => includePaths,
    canonicalUri: (uri) => uri,
    boardFolders: async () => ['boards', 'dts'].map((name) => resolvePath(root, `./${name}`)),
  };
}
