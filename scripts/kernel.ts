import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder, onceIn, run } from './cache.js';

/** A Linux source tree, or the part of one that devicetrees need. */
export interface KernelTree {
  readonly root: string;
  /** As its Makefile spells it, for example "6.12.117". */
  readonly version: string;
}

/**
 * The tree that the corpus tests and benchmarks read: the folder in `DTS_ANALYZER_KERNEL` if that is set, else the part of
 * Debian's `linux-source-6.12` that devicetrees need, fetched and unpacked into `.cache/` on first use.
 */
export function kernelTree(): Promise<KernelTree> {
  tree ??= findTree();
  return tree;
}

/** The path of the kernel's own `dtc`, built from the tree's `scripts/dtc` into `.cache/`; the tree itself is left as it is. */
export async function kernelDtc(): Promise<string> {
  const { root } = await kernelTree();
  const sources = join(root, 'scripts/dtc');
  const folder = join(cacheFolder, `dtc-${await hashOf(sources)}`);
  if (!existsSync(folder)) await onceIn(folder, (temporary) => buildDtc(sources, temporary));
  return join(folder, 'dtc');
}

/** The path of the kernel's own `fdtoverlay`, built likewise. */
export async function kernelFdtoverlay(): Promise<string> {
  const { root } = await kernelTree();
  const sources = join(root, 'scripts/dtc');
  const folder = join(cacheFolder, `fdtoverlay-${await hashOf(sources)}`);
  if (!existsSync(folder)) await onceIn(folder, (temporary) => buildFdtoverlay(sources, temporary));
  return join(folder, 'fdtoverlay');
}

let tree: Promise<KernelTree> | undefined;

async function findTree(): Promise<KernelTree> {
  const chosen = process.env.DTS_ANALYZER_KERNEL;
  if (chosen) return { root: resolve(chosen), version: await versionOf(chosen) };
  const root = join(cacheFolder, 'linux-6.12');
  if (!existsSync(root)) await onceIn(root, unpackKernel);
  return { root, version: await versionOf(root) };
}

const packageName = 'linux-source-6.12';
/** Where an installed package puts its archive; the same path inside the package. */
const archivePath = `usr/src/${packageName}.tar.xz`;

/** What the corpus tests, the bindings and dtc need; the rest of the kernel would take many times the space. */
const wanted = [
  'arch/*/boot/dts',
  'include/dt-bindings',
  'include/uapi/linux/input-event-codes.h', // include/dt-bindings/input/linux-event-codes.h is a link to it.
  'Documentation/devicetree',
  'scripts/dtc',
  'scripts/Makefile*',
  'Makefile',
  'Kconfig',
  'MAINTAINERS',
];

async function unpackKernel(target: string): Promise<void> {
  const members = wanted.map((path) => `${packageName}/${path}`);
  const unpack = ['tar', '-x', '-J', '-C', target, '--strip-components=1', '--wildcards', ...members.map(quote)].join(
    ' ',
  );
  const installed = join('/', archivePath);
  if (existsSync(installed)) {
    await run('bash', ['-c', `${unpack} -f ${quote(installed)}`]);
    return;
  }
  const file = await downloadPackage();
  // Nothing is installed: the archive streams out of the package, which no right of root is needed for.
  await run('bash', [
    '-c',
    `set -o pipefail; dpkg-deb --fsys-tarfile ${quote(file)} | tar -x -O ./${archivePath} | ${unpack} -f -`,
  ]);
  await rm(file, { force: true });
}

/** The package's file in `.cache/`, where it waits in case that unpacking is interrupted. */
async function downloadPackage(): Promise<string> {
  const isPackage = (name: string) => name.startsWith(`${packageName}_`) && name.endsWith('.deb');
  const ready = (await readdir(cacheFolder)).find(isPackage);
  if (ready) return join(cacheFolder, ready);
  const folder = await mkdtemp(join(cacheFolder, 'download-'));
  try {
    const download = () => run('apt-get', ['download', packageName], folder);
    await download().catch(async (error: unknown) => {
      if (process.getuid?.() !== 0) {
        throw new Error(
          `Cannot download Debian's ${packageName}. Set DTS_ANALYZER_KERNEL to a kernel tree, or run apt-get update.\n${error}`,
        );
      }
      await run('apt-get', ['update']);
      await download();
    });
    const name = (await readdir(folder)).find(isPackage);
    if (!name) throw new Error(`apt-get download left no ${packageName} package`);
    await rename(join(folder, name), join(cacheFolder, name));
    return join(cacheFolder, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What `scripts/dtc/Makefile` links into dtc, without its optional YAML output. */
const dtcObjects = ['dtc', 'flattree', 'fstree', 'data', 'livetree', 'treesource', 'srcpos', 'checks', 'util'];

async function buildDtc(sources: string, target: string): Promise<void> {
  await needTools(['gcc', 'flex', 'bison']);
  // The links of include-prefixes lead out of the folder and are not needed to build.
  await cp(sources, target, { recursive: true, filter: (path) => !path.endsWith('include-prefixes') });
  await run('flex', ['-o', 'dtc-lexer.lex.c', '-L', 'dtc-lexer.l'], target);
  await run('bison', ['-o', 'dtc-parser.tab.c', '--defines=dtc-parser.tab.h', '-t', '-l', 'dtc-parser.y'], target);
  const files = [...dtcObjects, 'dtc-lexer.lex', 'dtc-parser.tab'].map((name) => `${name}.c`);
  await run('gcc', ['-O2', '-w', '-DNO_YAML', '-I.', '-Ilibfdt', '-o', 'dtc', ...files], target);
}

/** What `scripts/dtc/Makefile` links into fdtoverlay: the first two and all of libfdt. */
const fdtoverlayObjects = ['fdtoverlay', 'util'];
const libfdtObjects = ['', '_ro', '_wip', '_sw', '_rw', '_strerror', '_empty_tree', '_addresses', '_overlay'];

async function buildFdtoverlay(sources: string, target: string): Promise<void> {
  await needTools(['gcc']);
  const files = [
    ...fdtoverlayObjects.map((name) => `${name}.c`),
    ...libfdtObjects.map((suffix) => `libfdt/fdt${suffix}.c`),
  ].map((name) => join(sources, name));
  const includes = [sources, join(sources, 'libfdt')].map((folder) => `-I${folder}`);
  await run('gcc', ['-O2', '-w', '-DNO_YAML', ...includes, '-o', join(target, 'fdtoverlay'), ...files]);
}

/** Installs those of some tools that are missing, if that is allowed. */
export async function needTools(tools: readonly string[]): Promise<void> {
  const found = await Promise.all(
    tools.map((tool) =>
      run(tool, ['--version']).then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = tools.filter((_, index) => !found[index]);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new Error(`This needs ${missing.join(', ')}; please install them.`);
  await run('apt-get', ['update']);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing, 'libc6-dev']);
}

async function versionOf(root: string): Promise<string> {
  const makefile = await readFile(join(root, 'Makefile'), 'utf8').catch(() => {
    throw new Error(`${root} is no kernel tree: it has no Makefile`);
  });
  const field = (name: string) => new RegExp(`^${name} *= *(.*)$`, 'm').exec(makefile)?.[1] ?? '';
  return `${field('VERSION')}.${field('PATCHLEVEL')}.${field('SUBLEVEL')}${field('EXTRAVERSION')}`;
}

async function hashOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(file.slice(folder.length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
