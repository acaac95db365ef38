import { statSync } from 'node:fs';
import type { Uri } from '../text/uri.js';
import { pathOnDisk } from './disk-path.js';

/**
 * The stamps of files: size, inode, and the times of the last change of the content and of the inode, which no program can
 * set. A file that changed a moment ago has none: another change may leave all of these the same.
 */
export async function stampsOf(uris: readonly Uri[]): Promise<ReadonlyMap<Uri, string>> {
  const stamps = new Map<Uri, string>();
  const settled = Date.now() - UNSETTLED;
  for (const uri of uris) {
    try {
      const { size, ino, mtimeMs, ctimeMs } = statSync(pathOnDisk(uri));
      if (Math.max(mtimeMs, ctimeMs) < settled) stamps.set(uri, `${size} ${ino} ${mtimeMs} ${ctimeMs}`);
    } catch {
      // It is not there.
    }
  }
  // A key that was pressed meanwhile comes first.
  await new Promise((resume) => setImmediate(resume));
  return stamps;
}

/** Longer than the coarsest clock of a file system, in milliseconds: FAT counts pairs of seconds. */
const UNSETTLED = 4000;
