import { folderOf, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceTree } from '../source-tree.js';
import { isKernelRoot, kernelTree } from './kernel.js';
import { foldersIn, marksOf, type TreeMarks } from './marks.js';

/**
 * A vendor's devicetrees in a repository of their own, beside the kernel that they are built with: a `Makefile` or `Kbuild`
 * and the vendor's `bindings`. Only asked where no other layout is known.
 */
export const isVendorRoot = ({ folders, files }: TreeMarks) =>
  folders.has('bindings') && (files.has('Makefile') || files.has('Kbuild'));

/** Builds of Android link such a repository into the kernel's `arch/ARCH/boot/dts/vendor`. */
export async function vendorTree(root: Uri, loader: FileLoader): Promise<SourceTree> {
  const kernelRoot = await findKernelNear(root, loader);
  const kernel = kernelRoot === undefined ? undefined : await kernelTree(kernelRoot, 'kernel', loader);
  const own = [resolvePath(root, './include'), root];
  return {
    layout: 'vendor',
    root,
    ...(kernelRoot !== undefined && { besides: [kernelRoot] }),
    hasMakefiles: true,
    ...(kernel?.buildWarnings && { buildWarnings: kernel.buildWarnings }),
    includePaths: (file) => [...own, ...(kernel?.includePaths(file) ?? [])],
    canonicalUri: (uri) => kernel?.canonicalUri(uri) ?? uri,
    boardFolders: async () => [root],
    ...(kernel?.bindings !== undefined && { bindings: kernel.bindings }),
  };
}

/** A kernel in one of the folders around, the nearest; among those of one folder one that the vendor's sources are linked into. */
async function findKernelNear(root: Uri, loader: FileLoader): Promise<Uri | undefined> {
  let folder = folderOf(root);
  for (let level = 0; level < MAX_LEVELS && folderOf(folder) !== folder; level++, folder = folderOf(folder)) {
    const kernels: Uri[] = [];
    for (const name of (await foldersIn(folder, '.', loader)).slice(0, MAX_NEIGHBOURS).sort()) {
      const candidate = resolvePath(folder, `./${name}`);
      if (isKernelRoot((await marksOf(candidate, candidate, loader)).folders)) kernels.push(candidate);
    }
    for (const kernel of kernels) if (await hasVendorSources(kernel, loader)) return kernel;
    if (kernels[0] !== undefined) return kernels[0];
  }
  return undefined;
}

/** A checkout of Android is some folders deep, and a folder of a disk may hold anything. */
const MAX_LEVELS = 5;
const MAX_NEIGHBOURS = 100;

async function hasVendorSources(kernel: Uri, loader: FileLoader): Promise<boolean> {
  for (const architecture of ['arm64', 'arm'])
    if ((await foldersIn(kernel, `arch/${architecture}/boot/dts`, loader)).includes('vendor')) return true;
  return false;
}
