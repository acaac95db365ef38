import { folderOf, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';
import type { SourceTree } from '../source-tree.js';
import { foldersIn, marksOf, type TreeMarks } from './marks.js';

/** Zephyr itself holds `Kconfig.zephyr` and `dts/bindings`; a module of it says so in `zephyr/module.yml`. */
export async function recognizeZephyr(marks: TreeMarks): Promise<SourceTree | undefined> {
  const { root, loader } = marks;
  if (!isZephyr(marks) && !(await isModule(marks))) return undefined;
  const others = await rootsBeside(marks);
  return zephyrTree(root, others, (await Promise.all([root, ...others].map((at) => searchedBelow(at, loader)))).flat());
}

const isZephyr = ({ folders, files }: TreeMarks) =>
  files.has('Kconfig.zephyr') && folders.has('dts') && folders.has('boards');

async function isModule({ root, folders, loader }: TreeMarks): Promise<boolean> {
  const entries = folders.has('zephyr') ? await loader.list(resolvePath(root, './zephyr')) : undefined;
  return entries?.some(({ name, kind }) => kind === 'file' && /^module\.ya?ml$/.test(name)) ?? false;
}

/**
 * What a workspace of west holds beside: Zephyr, which modules are built with, and in `modules/hal` those of the makers of SoCs,
 * of which some have sources that boards include (`dts_root` of their `module.yml`).
 */
async function rootsBeside(marks: TreeMarks): Promise<readonly Uri[]> {
  const { root, loader } = marks;
  let workspace = folderOf(root);
  for (let level = 0; level < MAX_LEVELS; level++, workspace = folderOf(workspace)) {
    const zephyr = resolvePath(workspace, './zephyr');
    if (!isZephyr(await marksOf(zephyr, zephyr, loader))) continue;
    // Another checkout of Zephyr has no part in the workspace.
    if (isZephyr(marks) && zephyr !== root) break;
    const makers = [...(await foldersIn(workspace, 'modules/hal', loader))].sort().slice(0, MAX_MODULES);
    const modules = makers.map((name) => resolvePath(workspace, `./modules/hal/${name}`));
    const isInPlace = placesIn(workspace, loader);
    return [zephyr, ...modules].filter((other) => other !== root && isInPlace(other));
  }
  return [];
}

/** Whether no link is on the way to what a folder holds: west makes none, and one may lead to anything. */
function placesIn(folder: Uri, { realUri }: FileLoader): (uri: Uri) => boolean {
  const real = realUri?.(folder)?.replace(/\/$/, '');
  return (uri) => real === undefined || realUri?.(uri) === real + uri.slice(folder.length);
}

/** `modules/hal/MAKER` is the deepest place for a module. */
const MAX_LEVELS = 3;

/** A workspace of Zephyr 4 has 40 such modules; a folder may hold anything. */
const MAX_MODULES = 100;

/** Zephyr 4 knows eleven, and modules have folders of makers beside them. */
const MAX_ARCHITECTURES = 50;

/**
 * Zephyr searches the same folders below each of its roots (cmake/modules/pre_dt.cmake): of those of architectures only the
 * board's own, which its `board.yml` does not say; here every one is searched.
 */
async function searchedBelow(root: Uri, loader: FileLoader): Promise<readonly Uri[]> {
  const dts = await foldersIn(root, 'dts', loader);
  // Most modules have no devicetrees.
  if (dts.length === 0) return [];
  const architectures = dts
    .filter((name) => !['common', 'vendor', 'bindings'].includes(name))
    .slice(0, MAX_ARCHITECTURES);
  return [
    'include',
    'include/zephyr',
    'dts/common',
    'dts/vendor',
    ...architectures.map((name) => `dts/${name}`),
    'dts',
  ].map((path) => resolvePath(root, `./${path}`));
}

/** Its bindings are of another form than dt-schema's, so that it has none here. */
function zephyrTree(root: Uri, besides: readonly Uri[], includePaths: readonly Uri[]): SourceTree {
  return {
    layout: 'zephyr',
    root,
    besides,
    hasMakefiles: false,
    includePaths: () => includePaths,
    canonicalUri: (uri) => uri,
    boardFolders: async () => ['boards', 'dts'].map((name) => resolvePath(root, `./${name}`)),
  };
}
