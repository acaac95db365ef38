import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, folderOf, resolvePath, type Uri } from '../text/uri.js';
import { isSourceName } from './boards.js';
import type { FileLoader } from './file-loader.js';
import type { FileChange, FileStore } from './file-store.js';
import { isKbuildName } from './kbuild-file.js';
import { isProjectFile } from './project-file.js';

/**
 * Finds what changed on disk without anybody telling of it: many clients watch no files, and those that do watch only the
 * folders that are open, while a source may include what lies outside of them.
 */
export interface UnannouncedChanges {
  /**
   * Compares the files that are known with the disk, and the folders in which they lie with what these held the last time.
   * Only what has another stamp is read.
   */
  look(): Promise<Looked>;
  /** Takes in what somebody told of, so that it is not found again. */
  told(changes: readonly FileChange[]): void;
}

export interface Looked {
  readonly changes: readonly FileChange[];
  /** Whether something changed only a moment ago, so that it may change again without another stamp. */
  readonly isUnsettled: boolean;
}

export function createUnannouncedChanges(files: Pick<FileStore, 'onDisk'>, loader: FileLoader): UnannouncedChanges {
  /** The stamps of those versions of files that were found to be what is on disk. */
  const stamps = new Map<SourceFile, string>();
  const folders = new Map<Uri, { stamp: string | undefined; names: ReadonlySet<string> }>();

  const lookAtFiles = async (): Promise<Looked> => {
    const changes: FileChange[] = [];
    let isUnsettled = false;
    const known = [...files.onDisk].filter(([uri]) => hasStamp(uri));
    for (let at = 0; at < known.length; at += BATCH) {
      const batch = known.slice(at, at + BATCH);
      // A stamp is taken before the text is read: it is of that text, or of one that is gone.
      const now = await loader.stampsOf!(batch.map(([uri]) => uri));
      const suspects = batch.filter(([uri, file]) => file === 'absent' || stamps.get(file) !== (now.get(uri) ?? ''));
      const read = await loader.load(suspects.map(([uri]) => uri));
      for (const [uri, file] of suspects) {
        const onDisk = read.get(uri) ?? 'absent';
        const stamp = now.get(uri);
        if (onDisk !== 'absent' && stamp === undefined) isUnsettled = true;
        if (isSame(file, onDisk)) {
          if (file !== 'absent' && stamp !== undefined) stamps.set(file, stamp);
        } else if (files.onDisk.get(uri) === file)
          changes.push({ uri, kind: onDisk === 'absent' ? 'deleted' : file === 'absent' ? 'created' : 'changed' });
      }
    }
    const current = new Set(known.map(([, file]) => file));
    for (const file of stamps.keys()) if (!current.has(file)) stamps.delete(file);
    return { changes, isUnsettled };
  };

  /** Boards and Makefiles that came or went and that nobody has read, so that no file tells of them. */
  const lookAtFolders = async (): Promise<FileChange[]> => {
    const changes: FileChange[] = [];
    const wanted = new Set(
      [...files.onDisk].filter(([uri, file]) => file !== 'absent' && hasStamp(uri)).map(([uri]) => folderOf(uri)),
    );
    const now = await loader.stampsOf!([...wanted]);
    for (const folder of wanted) {
      const before = folders.get(folder);
      const stamp = now.get(folder);
      if (before?.stamp !== undefined && before.stamp === stamp) continue;
      const entries = (await loader.list(folder)) ?? [];
      const names = new Set(entries.map(({ name }) => name).filter(isOfInterest));
      folders.set(folder, { stamp, names });
      if (!before) continue;
      for (const name of names)
        if (!before.names.has(name)) changes.push({ uri: resolvePath(folder, `./${name}`), kind: 'created' });
      for (const name of before.names)
        if (!names.has(name)) changes.push({ uri: resolvePath(folder, `./${name}`), kind: 'deleted' });
    }
    return changes;
  };

  /** A host may have files of a client, which has to be asked for each. */
  const hasStamp = (uri: Uri) => loader.hasBytesOf?.(uri) ?? true;

  return {
    async look() {
      if (!loader.stampsOf) return { changes: [], isUnsettled: false };
      const { changes, isUnsettled } = await lookAtFiles();
      const found = new Map(changes.map((change) => [change.uri, change]));
      for (const change of await lookAtFolders()) if (!found.has(change.uri)) found.set(change.uri, change);
      return { changes: [...found.values()], isUnsettled: isUnsettled || found.size > 0 };
    },
    told(changes) {
      for (const { uri, kind } of changes) {
        const folder = folders.get(folderOf(uri));
        if (!folder || kind === 'changed') continue;
        const names = new Set(folder.names);
        if (kind === 'created') names.add(baseNameOf(uri));
        else names.delete(baseNameOf(uri));
        folders.set(folderOf(uri), { ...folder, names });
      }
    },
  };
}

/** As many files take some milliseconds to read, and a key that was pressed meanwhile comes first. */
const BATCH = 16;

const isOfInterest = (name: string) => isSourceName(name) || isKbuildName(name) || isProjectFile(`/${name}`);

function isSame(one: SourceFile | 'absent', other: SourceFile | 'absent'): boolean {
  if (one === 'absent' || other === 'absent') return one === other;
  return one.text === other.text && one.defect?.kind === other.defect?.kind;
}
