import { relativePath, resolvePath, type Uri } from '../../text/uri.js';
import type { FileLoader } from '../file-loader.js';

/** A folder that may be the root of a source tree, with what it holds. */
export interface TreeMarks {
  readonly root: Uri;
  /** The names of the folders in it. */
  readonly folders: ReadonlySet<string>;
  /** The names of the files in it. */
  readonly files: ReadonlySet<string>;
  /** The path from it to the folder that is asked about; empty for itself. */
  readonly below: string;
  readonly loader: FileLoader;
}

/** Looks into `root`, at or above the folder `asked`. */
export async function marksOf(root: Uri, asked: Uri, loader: FileLoader): Promise<TreeMarks> {
  const entries = (await loader.list(root)) ?? [];
  const names = (kind: 'file' | 'folder') =>
    new Set(entries.filter((entry) => entry.kind === kind).map((entry) => entry.name));
  return { root, folders: names('folder'), files: names('file'), below: relativePath(asked, root) ?? '', loader };
}

/** The configuration of a tree that is built by kconfig, as text; `undefined` before it is configured. */
export async function configurationOf({ root, files, loader }: TreeMarks): Promise<string | undefined> {
  const uri = resolvePath(root, './.config');
  const config = files.has('.config') ? (await loader.load([uri])).get(uri) : undefined;
  return config && config !== 'absent' ? config.text : undefined;
}

/** The names of the folders that a folder holds. */
export async function foldersIn(folder: Uri, path: string, loader: FileLoader): Promise<readonly string[]> {
  const entries = (await loader.list(resolvePath(folder, `./${path}`))) ?? [];
  return entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name);
}
