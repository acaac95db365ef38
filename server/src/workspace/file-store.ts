import type { FileSystem } from '../text/file-system.js';
import type { SourceFile } from '../text/source-file.js';
import { folderOf, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';
import { openDocuments } from './open-documents.js';

/**
 * The files as far as they are known: read once, then answered at once; open documents stand before the disk, under every name
 * by which a link leads to one.
 */
export interface FileStore extends FileSystem {
  /** Reads what is not known yet. */
  load(uris: readonly Uri[]): Promise<void>;
  /** Puts an editor's version of a file in place of the one on disk; `undefined` gives the disk's back. */
  setOpen(uri: Uri, file: SourceFile | undefined): void;
  /** Says that a name is another one of the file at a place, which the disk may not know; tells whether that is news. */
  equate(uri: Uri, place: Uri): boolean;
  /** Gives files that a build writes, for where they have not been written. */
  provide(files: readonly SourceFile[]): void;
  /** Has files read anew, because they changed on disk; of a folder all that is in it. */
  forget(uris: Iterable<Uri>): void;
  /** Whether somebody has looked for a file on disk, in vain. */
  wasAbsent(uri: Uri): boolean;
  /** Runs `action` as if a file had another content. */
  supposing<Result>(file: SourceFile, action: () => Result): Result;
  /** What is known of the disk, without what an editor has put in its place. */
  readonly onDisk: ReadonlyMap<Uri, SourceFile | 'absent'>;
  /** How many files are known, those that do not exist included. */
  readonly size: number;
}

/** What happened to a file, or a folder, on disk. */
export interface FileChange {
  readonly uri: Uri;
  readonly kind: 'created' | 'changed' | 'deleted';
}

export function createFileStore(loader: FileLoader): FileStore {
  const onDisk = new Map<Uri, SourceFile | 'absent'>();
  const provided = new Map<Uri, SourceFile>();
  const open = openDocuments(loader);
  /** For each load that is under way, the files of it that changed meanwhile. */
  const outdated = new Set<Set<Uri>>();
  const stored = (uri: Uri): SourceFile | 'absent' | 'not-loaded' => {
    const known = onDisk.get(uri);
    if (known || !loader.loadNow) return known ?? 'not-loaded';
    const file = loader.loadNow(uri);
    if (file !== 'not-loaded') onDisk.set(uri, file);
    return file;
  };
  const drop = (uri: Uri) => {
    onDisk.delete(uri);
    for (const changed of outdated) changed.add(uri);
  };
  return {
    read(uri) {
      const own = open.get(uri);
      if (own) return own;
      const file = stored(uri);
      if (file === 'absent') return provided.get(uri) ?? file;
      return (file !== 'not-loaded' && open.behind(uri)) || file;
    },
    provide(files) {
      for (const file of files) if (provided.get(file.uri)?.text !== file.text) provided.set(file.uri, file);
    },
    async load(uris) {
      let missing = uris.filter((uri) => !open.get(uri) && !onDisk.has(uri));
      for (let round = 1; missing.length > 0; round++) {
        const changed = new Set<Uri>();
        outdated.add(changed);
        try {
          const isLast = round === MAX_ROUNDS;
          for (const [uri, file] of await loader.load(missing))
            if (isLast || !isAmong(uri, changed)) onDisk.set(uri, file);
        } finally {
          outdated.delete(changed);
        }
        missing = missing.filter((uri) => isAmong(uri, changed) && !open.get(uri) && !onDisk.has(uri));
      }
    },
    setOpen(uri, file) {
      open.set(uri, file);
      // It may have been written while it was open, and not every client tells of files that change.
      if (!file) drop(uri);
    },
    equate: open.equate,
    onDisk,
    get size() {
      return onDisk.size;
    },
    forget(uris) {
      open.forgetLinks();
      // Editors tell of a folder that was deleted or renamed without its files, and its name says nothing: `v6.y`, `old.d`.
      const folders = new Set([...uris].filter((uri) => (onDisk.get(uri) ?? 'absent') === 'absent'));
      for (const uri of uris) drop(uri);
      if (folders.size === 0) return;
      for (const known of [...onDisk.keys()]) if (isBelowAny(known, folders)) onDisk.delete(known);
    },
    wasAbsent: (uri) => onDisk.get(uri) === 'absent',
    supposing: open.supposing,
  };
}

/** A file that changes faster than it is read is taken as it is then. */
const MAX_ROUNDS = 10;

/** Whether a file, or a folder around it, is among those that changed. */
const isAmong = (uri: Uri, changed: ReadonlySet<Uri>) => changed.has(uri) || isBelowAny(uri, changed);

/** Goes by the folders around, of which there are few: another branch changes thousands of files at once. */
function isBelowAny(uri: Uri, folders: ReadonlySet<Uri>): boolean {
  if (folders.size === 0) return false;
  let at = uri;
  for (let around = folderOf(at); around !== at; around = folderOf(at)) {
    if (folders.has(around)) return true;
    at = around;
  }
  return false;
}
