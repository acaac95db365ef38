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

/**
 * Whether a folder's `Makefile` or `Kbuild` lists blobs, or folders, as those of a kernel do: its sources are built with one
 * (`make M=…`).
 */
export async function listsBlobs({ root, files, loader }: TreeMarks): Promise<boolean> {
  const uris = ['Kbuild', 'Makefile'].filter((name) => files.has(name)).map((name) => resolvePath(root, `./${name}`));
  for (const file of (await loader.load(uris)).values()) if (file !== 'absent' && LISTS.test(file.text)) return true;
  return false;
}

const LISTS = /^[\w.+-]*\b(?:dtbo?|subdir)-(?:y|m|\$[({]\S+)\s*[:+]?=|^[\w.+-]+-dtbs\s*[:+]?=/m;

/** Sources of a folder that no layout is known for but that a kernel builds: with the kernel nearest to it, where there is one. */
export async function withKernelNear(lists: Uri, folder: SourceTree, loader: FileLoader): Promise<SourceTree> {
  const kernelRoot = await findKernelNear(lists, loader);
  if (kernelRoot === undefined) return folder;
  const kernel = await kernelTree(kernelRoot, 'kernel', loader);
  return {
    ...folder,
    layout: 'vendor',
    besides: [kernelRoot],
    hasMakefiles: true,
    includePaths: (file) => [...folder.includePaths(file), ...kernel.includePaths(file)],
    canonicalUri: kernel.canonicalUri,
    ...(kernel.buildWarnings && { buildWarnings: kernel.buildWarnings }),
    ...(kernel.bindings !== undefined && { bindings: kernel.bindings }),
  };
}

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

/**
 * A kernel in one of the folders around, the nearest, or in a folder beside these (`kernel_platform/common`); among those of one
 * folder one that the vendor's sources are linked into.
 */
async function findKernelNear(root: Uri, loader: FileLoader): Promise<Uri | undefined> {
  let folder = folderOf(root);
  let rest = MAX_LOOKED;
  const kernelsIn = async (around: Uri, max: number): Promise<{ kernels: Uri[]; others: Uri[] }> => {
    const kernels: Uri[] = [];
    const others: Uri[] = [];
    const names = (await foldersIn(around, '.', loader)).filter((name) => !name.startsWith('.')).sort();
    for (const name of names.slice(0, max)) {
      if (--rest < 0) break;
      const candidate = resolvePath(around, `./${name}`);
      const { folders } = await marksOf(candidate, candidate, loader);
      // U-Boot and barebox hold the same, and this one more.
      if (isKernelRoot(folders) && !folders.has('dts')) kernels.push(candidate);
      else others.push(candidate);
    }
    return { kernels, others };
  };
  for (let level = 0; level < MAX_LEVELS && folderOf(folder) !== folder; level++, folder = folderOf(folder)) {
    const { kernels, others } = await kernelsIn(folder, MAX_NEIGHBOURS);
    if (kernels.length === 0)
      for (const other of others) kernels.push(...(await kernelsIn(other, MAX_IN_NEIGHBOUR)).kernels);
    for (const kernel of kernels) if (await hasVendorSources(kernel, loader)) return kernel;
    if (kernels[0] !== undefined) return kernels[0];
  }
  return undefined;
}

/** A checkout of Android is some folders deep, and a folder of a disk may hold anything. */
const MAX_LEVELS = 5;
const MAX_NEIGHBOURS = 100;
const MAX_IN_NEIGHBOUR = 30;
const MAX_LOOKED = 2000;

async function hasVendorSources(kernel: Uri, loader: FileLoader): Promise<boolean> {
  for (const architecture of ['arm64', 'arm'])
    if ((await foldersIn(kernel, `arch/${architecture}/boot/dts`, loader)).includes('vendor')) return true;
  return false;
}
