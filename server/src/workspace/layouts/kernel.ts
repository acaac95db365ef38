import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceTree } from '../source-tree.js';
import { kernelIncludes } from './kernel-includes.js';
import { kernelWarnings } from './kernel-warnings.js';
import type { TreeMarks } from './marks.js';

/**
 * A kernel tree holds `arch`, and either `include` and `scripts`, or what is asked for lies in `arch/ARCH/boot/dts`. What a
 * vendor keeps beside the kernel's own sources, in `arch/ARCH/boot/dts/vendor`, is compiled as a part of the kernel.
 */
export async function recognizeKernel({ root, folders, below, loader }: TreeMarks): Promise<SourceTree | undefined> {
  if (!folders.has('arch')) return undefined;
  if (VENDOR.test(below)) return kernelTree(root, 'vendor', loader);
  if (SOURCES.test(below) || isKernelRoot(folders)) return kernelTree(root, 'kernel', loader);
  return undefined;
}

/** Whether a folder that holds these folders is the root of a kernel. */
export const isKernelRoot = (folders: ReadonlySet<string>) =>
  ['arch', 'include', 'scripts'].every((name) => folders.has(name));

const SOURCES = /^arch\/[^/]+\/boot\/dts(\/|$)/;
const VENDOR = /^arch\/[^/]+\/boot\/dts\/vendor(\/|$)/;

/** The kernel at `root`. */
export async function kernelTree(root: Uri, layout: 'kernel' | 'vendor', loader: FileLoader): Promise<SourceTree> {
  const { pathsOf, throughLinks } = await kernelIncludes(root, loader);
  const buildWarnings = await kernelWarnings(root, loader);
  // include/dt-bindings/input/linux-event-codes.h is a link to the header of the user-space interface.
  const eventCodes = resolvePath(root, './include/dt-bindings/input/linux-event-codes.h');
  const eventCodesTarget = resolvePath(root, './include/uapi/linux/input-event-codes.h');
  return {
    layout,
    root,
    hasMakefiles: true,
    ...(buildWarnings && { buildWarnings }),
    includePaths(file) {
      const [vendor] = VENDOR.exec(relativePath(file, root) ?? '') ?? [];
      // Android's builds pass the headers of a vendor's devicetrees as one more folder (`DTC_INCLUDE`).
      return vendor === undefined
        ? pathsOf(file)
        : [...pathsOf(file), resolvePath(root, `./${vendor.replace(/\/$/, '')}/include`)];
    },
    canonicalUri(uri) {
      const real = throughLinks(uri);
      return real === eventCodes ? eventCodesTarget : real;
    },
    async boardFolders() {
      const architectures = (await loader.list(resolvePath(root, './arch'))) ?? [];
      return architectures.map(({ name }) => resolvePath(root, `./arch/${name}/boot/dts`));
    },
    bindings: resolvePath(root, './Documentation/devicetree/bindings'),
  };
}
