import type { SourceFile } from '../../text/source-file.js';
import { baseNameOf, folderOf, relativePath, resolvePath, type Uri } from '../../text/uri.js';
import { isBoardName } from '../boards.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceAdditions, SourceTree } from '../source-tree.js';
import type { TreeMarks } from './marks.js';

/**
 * A U-Boot tree holds `arch` and `include`, and either `board` and `dts`, or what is asked for lies in `arch/ARCH/dts` or in
 * `dts/upstream`, a copy of the devicetree-only export of Linux.
 */
export async function recognizeUBoot({
  root,
  folders,
  files,
  below,
  loader,
}: TreeMarks): Promise<SourceTree | undefined> {
  if (!folders.has('arch') || !folders.has('include')) return undefined;
  const isUBoot = folders.has('dts') && (folders.has('board') || below.startsWith('dts/upstream'));
  if (!isUBoot && !/^arch\/[^/]+\/dts(\/|$)/.test(below)) return undefined;
  return uBootTree(root, files.has('.config') ? await readConfiguration(root, loader) : undefined);
}

/** What a configured tree is built for. */
interface Configuration {
  /** `CONFIG_SYS_SOC`, `CONFIG_SYS_CPU` and `CONFIG_SYS_VENDOR`, those that are set. */
  readonly names: readonly string[];
  /** The headers by which a build passes the configuration on, if it has written them. */
  readonly headers: readonly Uri[];
}

/**
 * How U-Boot compiles a source: scripts/Makefile.lib, `dtc_cpp_flags` and `cmd_dtc`, as at its commit a8d52f9a9b7b, with
 * `UBOOTINCLUDE` of the Makefile at its root, and what later versions add for `dts/upstream` (`CONFIG_OF_UPSTREAM`).
 */
function uBootTree(root: Uri, configuration: Configuration | undefined): SourceTree {
  const at = (path: string) => resolvePath(root, `./${path}`);
  return {
    layout: 'u-boot',
    root,
    hasMakefiles: true,
    macros: ['__ASSEMBLY__'],
    preincluded: configuration?.headers ?? [],
    dtcFlags: DTC_FLAGS,
    includePaths(file) {
      const path = relativePath(file, root) ?? '';
      const upstream = /^dts\/upstream\/src\/([^/]+)\//.exec(path)?.[1];
      const architecture = architectureOf(path);
      const ofArchitecture = (name: string) => (architecture === undefined ? [] : [at(`arch/${architecture}/${name}`)]);
      return [
        at('include'),
        ...ofArchitecture('include'),
        at('dts/upstream/include'),
        ...ofArchitecture('dts'),
        ...ofArchitecture('dts/include'),
        ...upstreamNames(upstream, architecture).map((name) => at(`dts/upstream/src/${name}`)),
      ];
    },
    additions: additionsOf(root, configuration?.names),
    canonicalUri: (uri) => uri,
    async boardFolders(loader: FileLoader) {
      const architectures = (await loader.list(at('arch'))) ?? [];
      return [...architectures.map(({ name }) => at(`arch/${name}/dts`)), at('dts/upstream/src')];
    },
    bindings: at('dts/upstream/Bindings'),
  };
}

/** What Linux calls the architecture; of a board in `arch/arm`, nothing says which word size it has. */
function upstreamNames(upstream: string | undefined, architecture: string | undefined): readonly string[] {
  if (upstream !== undefined) return [upstream];
  return architecture === 'arm' ? ['arm', 'arm64'] : architecture === undefined ? [] : [architecture];
}

/** U-Boot knows no arm64: both are `arm`. */
function architectureOf(path: string): string | undefined {
  const [, own, upstream] = /^(?:arch\/([^/]+)\/|dts\/upstream\/src\/([^/]+)\/)/.exec(path) ?? [];
  return own ?? (upstream === 'arm64' ? 'arm' : upstream);
}

/**
 * U-Boot writes `#include "…-u-boot.dtsi"` behind the last line of a board (`cmd_dtc`): the first that exists of those named
 * for the board, the SoC, the processor and the vendor, and of `u-boot.dtsi` (`u_boot_dtsi_options`). They lie beside the
 * board, for one of `dts/upstream` in `arch/ARCH/dts`. In a tree that is not configured nothing says what the SoC is called;
 * there it is taken to be called as one of the sources that the board includes.
 */
function additionsOf(root: Uri, names: readonly string[] | undefined): SourceAdditions {
  const folderFor = (source: Uri) => {
    const path = relativePath(source, root) ?? '';
    const architecture = architectureOf(path);
    return path.startsWith('dts/upstream/') && architecture !== undefined
      ? resolvePath(root, `./arch/${architecture}/dts`)
      : folderOf(source);
  };
  const inFolder = (folder: Uri, stems: readonly string[]) => [
    ...stems.map((stem) => resolvePath(folder, `./${stem}-u-boot.dtsi`)),
    resolvePath(folder, './u-boot.dtsi'),
  ];
  return {
    candidates(board, read) {
      if (!isBoardName(baseNameOf(board))) return [];
      const others = names ?? read.filter(({ uri }) => uri.endsWith('.dtsi')).map(({ uri }) => stemOf(uri));
      return inFolder(folderFor(board), [...new Set([stemOf(board), ...others])]);
    },
    suspects(source) {
      const isBoard = isBoardName(baseNameOf(source));
      return inFolder(folderFor(source), [stemOf(source), ...(isBoard ? (names ?? []) : [])]);
    },
  };
}

const stemOf = (uri: Uri) => baseNameOf(uri).replace(/\.dtsi?$/, '');

async function readConfiguration(root: Uri, loader: FileLoader): Promise<Configuration> {
  const [config, generated] = ['.config', 'include/generated/autoconf.h'].map((path) => resolvePath(root, `./${path}`));
  const loaded = await loader.load([config!, generated!]);
  const isPresent = (file: SourceFile | 'absent' | undefined): file is SourceFile =>
    file !== undefined && file !== 'absent';
  const file = loaded.get(config!);
  const text = isPresent(file) ? file.text : '';
  const names = ['SOC', 'CPU', 'VENDOR'].flatMap(
    (what) => new RegExp(`^CONFIG_SYS_${what}="([\\w.-]+)"$`, 'm').exec(text)?.[1] ?? [],
  );
  const headers = isPresent(loaded.get(generated!)) ? [resolvePath(root, './include/linux/kconfig.h')] : [];
  return { names, headers };
}

/** scripts/Makefile.lib, without `W=`. */
const DTC_FLAGS = [
  'unit_address_vs_reg',
  'unit_address_format',
  'avoid_unnecessary_addr_size',
  'alias_paths',
  'graph_child_address',
  'graph_port',
  'unique_unit_address',
  'simple_bus_reg',
  'pci_device_reg',
  'pci_bridge',
  'pci_device_bus_num',
].map((check) => `-Wno-${check}`);
