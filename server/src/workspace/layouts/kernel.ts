import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceTree } from '../source-tree.js';
import type { TreeMarks } from './marks.js';

/**
 * A kernel tree holds `arch`, and either `include` and `scripts`, or what is asked for lies in `arch/ARCH/boot/dts`. What a
 * vendor keeps beside the kernel's own sources, in `arch/ARCH/boot/dts/vendor`, is compiled as a part of the kernel.
 */
export function recognizeKernel({ root, folders, below }: TreeMarks): SourceTree | undefined {
  if (!folders.has('arch')) return undefined;
  if (VENDOR.test(below)) return kernelTree(root, 'vendor');
  if (SOURCES.test(below) || isKernelRoot(folders)) return kernelTree(root, 'kernel');
  return undefined;
}

/** Whether a folder that holds these folders is the root of a kernel. */
export const isKernelRoot = (folders: ReadonlySet<string>) =>
  ['arch', 'include', 'scripts'].every((name) => folders.has(name));

const SOURCES = /^arch\/[^/]+\/boot\/dts(\/|$)/;
const VENDOR = /^arch\/[^/]+\/boot\/dts\/vendor(\/|$)/;

/**
 * Linux compiles with `-I scripts/dtc/include-prefixes` and nothing else (scripts/Makefile.lib, `dtc_cpp_flags`). The
 * links in that folder are resolved by name, so that a file has one URI and a checkout without links works as well.
 */
export function kernelTree(root: Uri, layout: 'kernel' | 'vendor'): SourceTree {
  const prefixes = resolvePath(root, './scripts/dtc/include-prefixes');
  const below = `${prefixes}/`;
  // include/dt-bindings/input/linux-event-codes.h is a link to the header of the user-space interface.
  const eventCodes = resolvePath(root, './include/dt-bindings/input/linux-event-codes.h');
  const eventCodesTarget = resolvePath(root, './include/uapi/linux/input-event-codes.h');
  return {
    layout,
    root,
    hasMakefiles: true,
    includePaths(file) {
      const [vendor] = VENDOR.exec(relativePath(file, root) ?? '') ?? [];
      // Android's builds pass the headers of a vendor's devicetrees as one more folder (`DTC_INCLUDE`).
      return vendor === undefined
        ? [prefixes]
        : [prefixes, resolvePath(root, `./${vendor.replace(/\/$/, '')}/include`)];
    },
    canonicalUri(uri) {
      if (uri === eventCodes) return eventCodesTarget;
      if (!uri.startsWith(below)) return uri;
      const path = uri.slice(below.length);
      const slash = path.indexOf('/');
      if (slash < 0) return uri;
      const prefix = path.slice(0, slash);
      const real =
        prefix === 'dt-bindings' ? `${root}/include/${path}` : `${root}/arch/${prefix}/boot/dts${path.slice(slash)}`;
      return real === eventCodes ? eventCodesTarget : real;
    },
    async boardFolders(loader: FileLoader) {
      const architectures = (await loader.list(resolvePath(root, './arch'))) ?? [];
      return architectures.map(({ name }) => resolvePath(root, `./arch/${name}/boot/dts`));
    },
    bindings: resolvePath(root, './Documentation/devicetree/bindings'),
  };
}
