import type { FileSystem } from '../text/file-system.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, isWithin, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/** The files as far as they are known: read once, then answered at once; open documents stand before the disk. */
export interface FileStore extends FileSystem {
  /** Reads what is not known yet. */
  load(uris: readonly Uri[]): Promise<void>;
  /** Puts an editor's version of a file in place of the one on disk; `undefined` gives the disk's back. */
  setOpen(uri: Uri, file: SourceFile | undefined): void;
  /** Gives files that a build writes, for where they have not been written. */
  provide(files: readonly SourceFile[]): void;
  /** Has files read anew, because they changed on disk; of a folder all that is in it. */
  forget(uris: Iterable<Uri>): void;
  /** Whether somebody has looked for a file on disk, in vain. */
  wasAbsent(uri: Uri): boolean;
  /** Runs `action` as if a file had another content. */
  supposing<Result>(file: SourceFile, action: () => Result): Result;
  /** How many files are known, those that do not exist included. */
  readonly size: number;
}

export function createFileStore(loader: FileLoader): FileStore {
  const onDisk = new Map<Uri, SourceFile | 'absent'>();
  const open = new Map<Uri, SourceFile>();
  const provided = new Map<Uri, SourceFile>();
  const stored = (uri: Uri): SourceFile | 'absent' | 'not-loaded' => {
    const known = open.get(uri) ?? onDisk.get(uri);
    if (known || !loader.loadNow) return known ?? 'not-loaded';
    const file = loader.loadNow(uri);
    if (file !== 'not-loaded') onDisk.set(uri, file);
    return file;
  };
  const setOpen = (uri: Uri, file: SourceFile | undefined) => {
    if (file) {
      open.set(uri, file);
      return;
    }
    open.delete(uri);
    // It may have been written while it was open, and not every client tells of files that change.
    onDisk.delete(uri);
  };
  return {
    read(uri) {
      const file = stored(uri);
      return file === 'absent' ? (provided.get(uri) ?? file) : file;
    },
    provide(files) {
      for (const file of files) if (provided.get(file.uri)?.text !== file.text) provided.set(file.uri, file);
    },
    async load(uris) {
      const missing = uris.filter((uri) => !open.has(uri) && !onDisk.has(uri));
      if (missing.length === 0) return;
      for (const [uri, file] of await loader.load(missing)) onDisk.set(uri, file);
    },
    setOpen,
    get size() {
      return onDisk.size;
    },
    forget(uris) {
      for (const uri of uris) {
        onDisk.delete(uri);
        // Editors tell of a folder that was deleted or renamed without its files.
        if (/\.[a-z]+$/i.test(baseNameOf(uri))) continue;
        for (const known of [...onDisk.keys()]) if (isWithin(known, uri)) onDisk.delete(known);
      }
    },
    wasAbsent: (uri) => onDisk.get(uri) === 'absent',
    supposing(file, action) {
      const before = open.get(file.uri);
      open.set(file.uri, file);
      try {
        return action();
      } finally {
        if (before) open.set(file.uri, before);
        else open.delete(file.uri);
      }
    },
  };
}
