import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';
import type { FileChange, FileStore } from './file-store.js';

/** What happened on disk, since they were read, to files that are known; each call looks anew. */
export type DiskComparison = () => Promise<readonly FileChange[]>;

/**
 * Finds out without an editor which files have changed: not every editor tells, and none of what lies outside of its folders.
 * `undefined` where the host cannot tell versions of files apart, or read at once.
 */
export function compareWithDisk(files: FileStore, loader: FileLoader): DiskComparison | undefined {
  const { stampsOf, loadNow } = loader;
  if (!stampsOf || !loadNow) return undefined;
  /** The stamp with which a file was seen to be as it is known. */
  let seen = new Map<Uri, { readonly file: SourceFile | 'absent'; readonly stamp: string | undefined }>();
  return async () => {
    const known = files.known();
    const now: typeof seen = new Map();
    const changes: FileChange[] = [];
    for (let at = 0; at < known.length; at += BATCH) {
      const batch = known.slice(at, at + BATCH);
      // A stamp is taken before the text is read: it is of that text, or of one that is gone.
      const stamps = await stampsOf(batch.map(([uri]) => uri));
      for (const [uri, file] of batch) {
        const stamp = stamps.get(uri);
        const before = seen.get(uri);
        if (stamp === undefined || before?.file !== file || before.stamp !== stamp) {
          const found = loadNow(uri);
          if (found === 'not-loaded') continue;
          if (!isSame(file, found)) {
            changes.push({ uri, kind: kindOf(file, found) });
            continue;
          }
        }
        now.set(uri, { file, stamp });
      }
    }
    seen = now;
    return changes;
  };
}

/** So few that a key that is pressed meanwhile need not wait, on a slow disk either. */
const BATCH = 20;

function isSame(one: SourceFile | 'absent', other: SourceFile | 'absent'): boolean {
  if (one === 'absent' || other === 'absent') return one === other;
  return one.text === other.text && one.defect?.kind === other.defect?.kind;
}

function kindOf(before: SourceFile | 'absent', now: SourceFile | 'absent'): FileChange['kind'] {
  if (before === 'absent') return 'created';
  return now === 'absent' ? 'deleted' : 'changed';
}
