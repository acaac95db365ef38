import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceTree } from '../source-tree.js';
import { configurationOf, foldersIn, type TreeMarks } from './marks.js';

/**
 * A tree of barebox has its boards where U-Boot has them, and holds the devicetree-only export of Linux in `dts` itself, where
 * U-Boot has it in `dts/upstream`.
 */
export async function recognizeBarebox(marks: TreeMarks): Promise<SourceTree | undefined> {
  const { root, folders, loader } = marks;
  if (!['arch', 'include', 'dts'].every((name) => folders.has(name))) return undefined;
  const copy = await foldersIn(root, 'dts', loader);
  if (!copy.includes('src') || copy.includes('upstream')) return undefined;
  // Labels are kept for overlays that are applied while barebox runs (`DTC_FLAGS.dtb`).
  return bareboxTree(root, /^CONFIG_OF_OVERLAY_LIVE=y\s*$/m.test((await configurationOf(marks)) ?? ''));
}

/**
 * How barebox compiles a source (scripts/Makefile.lib, `dtc_cpp_flags` and `cmd_dtc`): a board of its own, which mostly
 * begins by including the board of Linux. dtc itself is given other folders for its `/include/`s, which cpp does not search.
 */
function bareboxTree(root: Uri, hasSymbols: boolean): SourceTree {
  const at = (path: string) => resolvePath(root, `./${path}`);
  const shared = ['include', 'dts/include', 'dts/src'].map(at);
  return {
    layout: 'barebox',
    root,
    // They list what is built in another form than those of Linux, and have no flags for single boards.
    hasMakefiles: false,
    dtcFlags: hasSymbols ? [...DTC_FLAGS, '-@'] : DTC_FLAGS,
    includePaths(file) {
      const architecture = architectureOf(relativePath(file, root) ?? '');
      return architecture === undefined ? shared : [at(`arch/${architecture}/dts/include`), ...shared];
    },
    canonicalUri: (uri) => uri,
    async boardFolders(loader: FileLoader) {
      return [...(await foldersIn(root, 'arch', loader)).map((name) => at(`arch/${name}/dts`)), at('dts/src')];
    },
    bindings: at('dts/Bindings'),
  };
}

/** Boards of arm64 are in `arch/arm` (the Makefile at the root, `SRCARCH`). */
function architectureOf(path: string): string | undefined {
  const [, own, copied] = /^(?:arch\/([^/]+)\/|dts\/src\/([^/]+)\/)/.exec(path) ?? [];
  return own ?? (copied === 'arm64' ? 'arm' : copied);
}

/** scripts/Makefile.lib, `DTC_FLAGS`. */
const DTC_FLAGS = [
  'unit_address_vs_reg',
  'unit_address_format',
  'avoid_unnecessary_addr_size',
  'alias_paths',
  'graph_child_address',
  'simple_bus_reg',
  'unique_unit_address',
  'pci_device_reg',
  'interrupt_provider',
].map((check) => `-Wno-${check}`);
