import { diskLoader } from '../../server/src/disk/disk-loader.js';
import { createSourceFile, type SourceFile } from '../../server/src/text/source-file.js';
import { folderOf, resolvePath, type Uri } from '../../server/src/text/uri.js';
import type { FileLoader, FolderEntry } from '../../server/src/workspace/file-loader.js';
import type { FileChange } from '../../server/src/workspace/file-store.js';

/**
 * A source tree on disk as it would be if files came, went and changed, and the documents that an editor has open over
 * it. Nothing is ever written.
 */
export interface EditedTree {
  /** What is open, in the order of opening. */
  readonly open: ReadonlyMap<Uri, string>;
  /** What the editor or, behind it, the disk says; `undefined` where there is no such file. */
  textOf(uri: Uri): string | undefined;
  originalOf(uri: Uri): string | undefined;
  setOpen(uri: Uri, text: string | undefined): void;
  /** Changes the disk, and tells as a watcher would. */
  write(uri: Uri, text: string | undefined): FileChange[];
  /** The files that are not as they were. */
  readonly changedOnDisk: Iterable<Uri>;
  /** A loader over the disk as it is now and later; one that is `prompt` reads at once. */
  loader(isPrompt: boolean): FileLoader;
}

export function createEditedTree(): EditedTree {
  const open = new Map<Uri, string>();
  const changed = new Map<Uri, string | undefined>();
  const originalOf = (uri: Uri) => originals.text(uri);
  const onDisk = (uri: Uri) => (changed.has(uri) ? changed.get(uri) : originalOf(uri));
  const read = (uri: Uri): SourceFile | 'absent' => {
    const text = onDisk(uri);
    return text === undefined ? 'absent' : createSourceFile(uri, 1, text);
  };
  const list = async (folder: Uri): Promise<readonly FolderEntry[] | undefined> => {
    const entries = new Map((await originals.list(folder))?.map((entry) => [entry.name, entry]));
    for (const [uri, text] of changed) {
      if (folderOf(uri) !== folder) continue;
      const name = decodeURIComponent(uri.slice(folder.length + 1));
      if (text === undefined) entries.delete(name);
      else entries.set(name, { name, kind: 'file' });
    }
    return entries.size > 0 ? [...entries.values()] : undefined;
  };
  return {
    open,
    originalOf,
    changedOnDisk: changed.keys(),
    textOf: (uri) => open.get(uri) ?? onDisk(uri),
    setOpen(uri, text) {
      if (text === undefined) open.delete(uri);
      else open.set(uri, text);
    },
    write(uri, text) {
      const before = onDisk(uri);
      if (before === text) return [];
      changed.set(uri, text);
      return [{ uri, kind: before === undefined ? 'created' : text === undefined ? 'deleted' : 'changed' }];
    },
    loader(isPrompt) {
      return {
        load: async (uris) => new Map(uris.map((uri) => [uri, read(uri)])),
        list,
        ...(isPrompt && { loadNow: read }),
      };
    },
  };
}

/** The real disk, read once. */
const originals = (() => {
  const texts = new Map<Uri, string | undefined>();
  const folders = new Map<Uri, Promise<readonly FolderEntry[] | undefined>>();
  return {
    text(uri: Uri): string | undefined {
      if (!texts.has(uri)) {
        const file = diskLoader.loadNow!(uri);
        texts.set(uri, typeof file === 'string' ? undefined : file.text);
      }
      return texts.get(uri);
    },
    list(folder: Uri) {
      const known = folders.get(folder) ?? listed(folder);
      folders.set(folder, known);
      return known;
    },
  };
})();

/** Of the bindings those of remote processors only: to read all of them for each fresh start would take all the time. */
async function listed(folder: Uri): Promise<readonly FolderEntry[] | undefined> {
  const entries = await diskLoader.list(folder);
  return folder.endsWith('/Documentation/devicetree/bindings')
    ? entries?.filter(({ name }) => name === 'remoteproc')
    : entries;
}

/** A name beside `uri` that no file has. */
export const movedName = (uri: Uri): Uri =>
  resolvePath(folderOf(uri), `./moved-${uri.slice(uri.lastIndexOf('/') + 1)}`);
