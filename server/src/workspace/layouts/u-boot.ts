import { includedUri } from '../../preprocessor/includes.js';
import type { Finding } from '../../text/finding.js';
import { query } from '../../text/query.js';
import { createSourceFile, type SourceFile } from '../../text/source-file.js';
import { baseNameOf, folderOf, relativePath, resolvePath, type Uri } from '../../text/uri.js';
import { isBoardName } from '../boards.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceAdditions, SourceTree } from '../source-tree.js';
import { configurationOf, foldersIn, type TreeMarks } from './marks.js';
import { copyOfLinux } from './u-boot-copy.js';

/**
 * A U-Boot tree holds `arch` and `include`, and either `board` and `dts`, or what is asked for lies in `arch/ARCH/dts` or in
 * `dts/upstream`, a copy of the devicetree-only export of Linux.
 */
export async function recognizeUBoot(marks: TreeMarks): Promise<SourceTree | undefined> {
  const { root, folders, below, loader } = marks;
  if (!folders.has('arch') || !folders.has('include')) return undefined;
  const isUBoot = folders.has('dts') && (folders.has('board') || below.startsWith('dts/upstream'));
  if (!isUBoot && !/^arch\/[^/]+\/dts(\/|$)/.test(below)) return undefined;
  const config = await configurationOf(marks);
  const configuration = config === undefined ? undefined : readConfiguration(config);
  const link = configuration && (await socHeadersOf(root, configuration, loader));
  const tree = uBootTree(root, configuration, await upstreamFolders(root, loader), link);
  return { ...tree, copy: copyOfLinux(root, loader) };
}

/** What a configured tree is built for. */
interface Configuration {
  /** `CONFIG_SYS_ARCH`, `CONFIG_SYS_SOC` and `CONFIG_SYS_CPU`; empty where they are not set. */
  readonly architecture: string;
  readonly soc: string;
  readonly cpu: string;
  /** The names of SoC, processor and vendor, those that are set. */
  readonly names: readonly string[];
  /** `CONFIG_DEVICE_TREE_INCLUDES`. */
  readonly includes: readonly string[];
  /** Whether `CONFIG_EFI_CAPSULE_AUTHENTICATE` has the build write a source with the key. */
  readonly addsCapsuleKey: boolean;
  /** Whether `CONFIG_OF_LIBFDT_OVERLAY` has every board compiled with `-@`. */
  readonly hasSymbols: boolean;
  /** All that is set, as `#define`s. */
  readonly macros: string;
  /** The headers with what the board needs besides, as `#include`s. */
  readonly boardHeaders: string;
}

/** A folder of one maker's sources in the copy of Linux, with the names of what is in it. */
interface UpstreamFolder {
  readonly uri: Uri;
  readonly architecture: string;
  readonly names: ReadonlySet<string>;
}

/**
 * How U-Boot 2025.01 compiles a source: scripts/Makefile.lib, `dtc_cpp_flags` and `cmd_dtc`, with `UBOOTINCLUDE` of the
 * Makefile at its root; an earlier one lacks `dts/upstream`.
 */
function uBootTree(
  root: Uri,
  configuration: Configuration | undefined,
  upstream: readonly UpstreamFolder[],
  link: FolderLink | undefined,
): SourceTree {
  const at = (path: string) => resolvePath(root, `./${path}`);
  const foldersOf = (name: string) =>
    upstream.filter(({ architecture }) => architecture === name).map(({ uri }) => uri);
  const namesIn = new Map(upstream.map(({ uri, names }) => [uri, names]));
  const architectureFor = architectureIn(root, configuration);
  const includePaths = (file: Uri) => {
    const architecture = architectureFor(file);
    const ofArchitecture = (name: string) => (architecture === undefined ? [] : [at(`arch/${architecture}/${name}`)]);
    // Whatever the architecture, the folders of arm64 are searched, too.
    const searched = new Set([...(architecture === undefined ? [] : [architecture]), 'arm64']);
    return [
      at('include'),
      ...ofArchitecture('include'),
      at('dts/upstream/include'),
      folderOf(file),
      ...ofArchitecture('dts'),
      ...ofArchitecture('dts/include'),
      at('dts/upstream/src'),
      ...[...searched].flatMap(foldersOf),
    ];
  };
  return {
    layout: 'u-boot',
    root,
    hasMakefiles: true,
    macros: ['__ASSEMBLY__'],
    preincluded: [at('include/linux/kconfig.h')],
    // Without them no board could be looked at before U-Boot has been built.
    generated: [
      createSourceFile(at('include/generated/autoconf.h'), 0, configuration?.macros ?? ''),
      createSourceFile(at('include/config.h'), 0, configuration?.boardHeaders ?? ''),
    ],
    dtcFlags: configuration?.hasSymbols ? [...DTC_FLAGS, '-@'] : DTC_FLAGS,
    includePaths,
    mayHold(folder, path) {
      const first = path.slice(0, (path.indexOf('/') + 1 || path.length + 1) - 1);
      return namesIn.get(folder)?.has(first) ?? true;
    },
    ...(!configuration && {
      retell: (findings, source) => findings.map((finding) => retellUnconfigured(finding, source)),
    }),
    additions: additionsOf(root, configuration, includePaths),
    canonicalUri: (uri) => (link && uri.startsWith(`${link.from}/`) ? link.to + uri.slice(link.from.length) : uri),
    async boardFolders(loader: FileLoader) {
      const architectures = (await loader.list(at('arch'))) ?? [];
      return [...architectures.map(({ name }) => at(`arch/${name}/dts`)), at('dts/upstream/src')];
    },
    bindings: at('dts/upstream/Bindings'),
  };
}

/** A link from one folder to another, by which its files are named. */
interface FolderLink {
  readonly from: Uri;
  readonly to: Uri;
}

/**
 * The headers of the SoC, to which a build makes a link (`create_symlink` of scripts/Makefile.autoconf); resolved by name, so
 * that they are found before there is one.
 */
async function socHeadersOf(
  root: Uri,
  { architecture, soc, cpu }: Configuration,
  loader: FileLoader,
): Promise<FolderLink | undefined> {
  const folder = `./arch/${architecture}`;
  if (architecture === '' || (soc || cpu) === '') return undefined;
  const isMachine = (await foldersIn(root, `${folder}/mach-${soc}/include`, loader)).includes('mach');
  const target = isMachine ? `mach-${soc}/include/mach` : `include/asm/arch-${soc || cpu}`;
  return {
    from: resolvePath(root, `${folder}/include/asm/arch`),
    to: resolvePath(root, `${folder}/${target}`),
  };
}

/**
 * Before U-Boot is configured, nobody can know what its configuration defines; the sources are not to blame. Nor can it be
 * told what the conditionals of a source choose, and which SoC's addition a board gets.
 */
function retellUnconfigured(finding: Finding, root: Uri): Finding {
  const { file, start, end } = finding.at.span;
  const told = (message: string): Finding => {
    return {
      ...finding,
      severity: 'information',
      message: `${finding.message}. This tree is not configured, ${message}`,
    };
  };
  if (finding.code === 'undefined-macro' && /^(CONFIG|CFG)_/.test(file.text.slice(start, end)))
    return told('which may define it');
  if (finding.severity !== 'error' || finding.code === 'syntax-error') return finding;
  const name = baseNameOf(file.uri);
  const isAssumed = /(^|-)u-boot\.dtsi$/.test(name) && name !== `${stemOf(root)}-u-boot.dtsi`;
  return isAssumed || asksForConfiguration(file) ? told('which decides what this file says on which boards') : finding;
}

const asksForConfiguration = query((file: SourceFile) =>
  /^[ \t]*#[ \t]*(?:el)?if(?:n?def)?\b.*\bCONFIG_/m.test(file.text),
);

/** The folders of makers, those of one architecture in the order in which `sort` of make has them. */
async function upstreamFolders(root: Uri, loader: FileLoader): Promise<readonly UpstreamFolder[]> {
  const sources = resolvePath(root, './dts/upstream/src');
  const folders: UpstreamFolder[] = [];
  for (const architecture of await foldersIn(sources, '.', loader)) {
    for (const maker of [...(await foldersIn(sources, `./${architecture}`, loader))].sort()) {
      const uri = resolvePath(sources, `./${architecture}/${maker}`);
      const entries = (await loader.list(uri)) ?? [];
      if (entries.length > 0) folders.push({ uri, architecture, names: new Set(entries.map(({ name }) => name)) });
    }
  }
  return folders;
}

/** The architecture that a source is of; one that lies elsewhere is compiled for that for which the tree is configured. */
const architectureIn = (root: Uri, configuration: Configuration | undefined) => (source: Uri) =>
  architectureOf(relativePath(source, root) ?? '') ?? (configuration?.architecture || undefined);

/** U-Boot knows no arm64: both are `arm`. */
function architectureOf(path: string): string | undefined {
  const [, own, upstream] = /^(?:arch\/([^/]+)\/|dts\/upstream\/src\/([^/]+)\/)/.exec(path) ?? [];
  return own ?? (upstream === 'arm64' ? 'arm' : upstream);
}

/**
 * U-Boot writes includes behind the last line of a board (`cmd_dtc`). First comes a `…-u-boot.dtsi`: the first that exists of
 * those named for the board, the SoC, the processor and the vendor, and of `u-boot.dtsi` (`u_boot_dtsi_options`), which lie in
 * `arch/ARCH/dts`; then the key of capsules; then what `CONFIG_DEVICE_TREE_INCLUDES` names. In a tree that is not configured
 * nothing says what the SoC is called; there it is taken to be called as one of the sources that the board includes.
 */
function additionsOf(
  root: Uri,
  configuration: Configuration | undefined,
  includePaths: (file: Uri) => readonly Uri[],
): SourceAdditions {
  const { names, includes = [], addsCapsuleKey } = configuration ?? {};
  const folderFor = (source: Uri) => {
    const architecture = architectureIn(root, configuration)(source);
    return architecture !== undefined ? resolvePath(root, `./arch/${architecture}/dts`) : folderOf(source);
  };
  const inFolder = (folder: Uri, stems: readonly string[]) => [
    ...stems.map((stem) => resolvePath(folder, `./${stem}-u-boot.dtsi`)),
    resolvePath(folder, './u-boot.dtsi'),
  ];
  /** Written where the build puts the blobs of an architecture. */
  const capsuleKeyOf = (board: Uri) => {
    const [upstream] = /^dts\/upstream\/src\/[^/]+\//.exec(relativePath(board, root) ?? '') ?? [];
    return resolvePath(upstream === undefined ? folderFor(board) : resolvePath(root, `./${upstream}`), CAPSULE_KEY);
  };
  return {
    includes(board, read) {
      if (!isBoardName(baseNameOf(board))) return [];
      const others = names ?? read.filter(({ uri }) => uri.endsWith('.dtsi')).map(({ uri }) => stemOf(uri));
      const named = inFolder(folderFor(board), [...new Set([stemOf(board), ...others])]);
      // Only what is named for the board itself is certain to be added, to be read twice if need be.
      const isRead = new Set(read.map(({ uri }) => uri));
      return [
        configuration
          ? { anyOf: named }
          : { anyOf: named.filter((uri, index) => index === 0 || !isRead.has(uri)), isAssumed: true },
        ...(addsCapsuleKey ? [{ anyOf: [capsuleKeyOf(board)] }] : []),
        ...includes.map((path) => ({ path, namedBy: 'CONFIG_DEVICE_TREE_INCLUDES' })),
      ];
    },
    suspects(source) {
      const isBoard = isBoardName(baseNameOf(source));
      const named = inFolder(folderFor(source), [stemOf(source), ...(isBoard ? (names ?? []) : [])]);
      if (!isBoard) return named;
      const folders = [folderOf(source), ...includePaths(source)];
      return [...named, ...includes.flatMap((path) => folders.flatMap((folder) => includedUri(folder, path) ?? []))];
    },
  };
}

const stemOf = (uri: Uri) => baseNameOf(uri).replace(/\.dtsi?$/, '');

/** `capsule_esl_dtsi` of scripts/Makefile.lib. */
const CAPSULE_KEY = './.capsule_esl.dtsi';

function readConfiguration(text: string): Configuration {
  const settings = new Map(
    [...text.matchAll(/^CONFIG_(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
  const stringOf = (name: string) => settings.get(name)?.replaceAll('"', '').trim() ?? '';
  const nameOf = (what: string) => /^[\w.-]*$/.exec(stringOf(`SYS_${what}`))?.[0] ?? '';
  const [soc, cpu, header] = [nameOf('SOC'), nameOf('CPU'), nameOf('CONFIG_NAME')];
  return {
    architecture: nameOf('ARCH'),
    soc,
    cpu,
    names: [soc, cpu, nameOf('VENDOR')].filter((name) => name !== ''),
    includes: stringOf('DEVICE_TREE_INCLUDES')
      .split(/\s+/)
      .filter((path) => path !== '')
      .slice(0, MAX_INCLUDES),
    addsCapsuleKey: settings.get('EFI_CAPSULE_AUTHENTICATE') === 'y',
    hasSymbols: settings.get('OF_LIBFDT_OVERLAY') === 'y',
    // `filechk_config_h` of scripts/Makefile.autoconf.
    boardHeaders: [
      ...(header === '' ? [] : [`configs/${header}.h`]),
      ...['asm/config.h', 'linux/kconfig.h', 'config_fallbacks.h'],
    ]
      .map((name) => `#include <${name}>\n`)
      .join(''),
    macros: [...settings].map(([name, value]) => `#define CONFIG_${macroOf(name, value)}\n`).join(''),
  };
}

/** As `conf` of scripts/kconfig writes it into autoconf.h. */
function macroOf(name: string, value: string): string {
  if (value === 'y') return `${name} 1`;
  return value === 'm' ? `${name}_MODULE 1` : `${name} ${value}`;
}

/** More than any configuration names: it bounds the work on a hostile one. */
const MAX_INCLUDES = 100;

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
