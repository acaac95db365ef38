import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';

/** Where the build of one kernel searches for what its sources include. */
export interface KernelIncludes {
  /** The `-I` folders of a source. */
  pathsOf(file: Uri): readonly Uri[];
  /** The real place of a file that is named through a link in one of these folders. */
  throughLinks(uri: Uri): Uri;
}

/**
 * Since Linux 4.12 each kernel has `scripts/dtc/include-prefixes`. What lacks `scripts/dtc` altogether is a part of a kernel, of
 * which nobody can say how old it is: it is taken to be a new one.
 */
export async function kernelIncludes(root: Uri, loader: FileLoader): Promise<KernelIncludes> {
  const compiler = await loader.list(resolvePath(root, './scripts/dtc'));
  const isOld = compiler !== undefined && !compiler.some(({ name }) => name === 'include-prefixes');
  return isOld ? foldersOfArchitecture(root) : includePrefixes(root);
}

/**
 * Linux compiles with `-I scripts/dtc/include-prefixes` and nothing else (scripts/Makefile.lib, `dtc_cpp_flags`). The
 * links in that folder are resolved by name, so that a file has one URI and a checkout without links works as well.
 */
function includePrefixes(root: Uri): KernelIncludes {
  const prefixes = resolvePath(root, './scripts/dtc/include-prefixes');
  const below = `${prefixes}/`;
  return {
    pathsOf: () => [prefixes],
    throughLinks(uri) {
      if (!uri.startsWith(below)) return uri;
      const path = uri.slice(below.length);
      const slash = path.indexOf('/');
      if (slash < 0) return uri;
      const prefix = path.slice(0, slash);
      return prefix === 'dt-bindings'
        ? `${root}/include/${path}`
        : `${root}/arch/${prefix}/boot/dts${path.slice(slash)}`;
    },
  };
}

/**
 * Before, it compiled with folders of the architecture (the same place in Linux 3.18, 4.4 and 4.9; 3.10 has only the first
 * two). dtc itself was given the folder of the source (`cmd_dtc`), where it looks anyway.
 */
function foldersOfArchitecture(root: Uri): KernelIncludes {
  const below = `${root}/arch/`;
  return {
    pathsOf(file) {
      const [, own] = /^arch\/([^/]+)\//.exec(relativePath(file, root) ?? '') ?? [];
      // Other sources are compiled for whatever the kernel is configured for.
      const architectures = own === undefined ? ['arm64', 'arm'] : [own];
      return [
        ...architectures.flatMap((name) => [`arch/${name}/boot/dts`, `arch/${name}/boot/dts/include`]),
        'drivers/of/testcase-data',
      ].map((path) => resolvePath(root, `./${path}`));
    },
    throughLinks(uri) {
      const [, prefix, path] = uri.startsWith(below) ? (LINK.exec(uri.slice(below.length)) ?? []) : [];
      if (prefix === undefined) return uri;
      return prefix === 'dt-bindings' ? `${root}/include/dt-bindings/${path}` : `${below}${prefix}/boot/dts/${path}`;
    },
  };
}

/**
 * The links that an architecture's `boot/dts/include` had: `dt-bindings` to `include/dt-bindings` in each, and `arm` and
 * `arm64` to the sources of these two (git's history of Linux below `arch/arm/boot/dts/include`).
 */
const LINK = /^[^/]+\/boot\/dts\/include\/(dt-bindings|arm|arm64)\/(.*)$/;
