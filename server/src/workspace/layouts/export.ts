import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { SourceTree } from '../source-tree.js';
import type { TreeMarks } from './marks.js';

/** The export holds `include` and `src`, and either `Bindings`, or what is asked for lies in `src/ARCH` beside `include/dt-bindings`. */
export async function recognizeExport({ root, folders, below, loader }: TreeMarks): Promise<SourceTree | undefined> {
  if (!folders.has('include') || !folders.has('src')) return undefined;
  const isExport =
    folders.has('Bindings') ||
    (/^src\/[^/]+/.test(below) && (await loader.list(resolvePath(root, './include/dt-bindings'))) !== undefined);
  return isExport ? exportTree(root) : undefined;
}

/** The devicetree-only export of Linux compiles with `-I include -I src -I src/ARCH` (its Makefile). */
function exportTree(root: Uri): SourceTree {
  const src = resolvePath(root, './src');
  return {
    layout: 'export',
    root,
    hasMakefiles: false,
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
