import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextCache } from '../workspace/text-cache.js';
import { cacheFolder } from './cache-folder.js';
import { makeFolder } from './make-folder.js';

/**
 * Texts in files of the folder that the system has for what programs can make anew; it holds no more than those used last.
 * What one maker has kept, no other is given: a later version of a program may make something else of the same.
 */
export function diskCache(folder: string = cacheFolder(), maker = ''): TextCache {
  const pathOf = (key: string) => {
    const name = createHash('sha256').update(maker).update('\0').update(key).digest('hex');
    return join(folder, `${name}.txt`);
  };
  return {
    async get(key) {
      try {
        const path = pathOf(key);
        const status = await stat(path);
        if (!status.isFile() || status.size > MAX_BYTES) return undefined;
        const text = await readFile(path, 'utf8');
        used(path);
        return text;
      } catch {
        return undefined;
      }
    },
    getNow(key) {
      try {
        const path = pathOf(key);
        const status = statSync(path);
        if (!status.isFile() || status.size > MAX_BYTES) return undefined;
        const text = readFileSync(path, 'utf8');
        used(path);
        return text;
      } catch {
        return undefined;
      }
    },
    async set(key, text) {
      if (text.length > MAX_BYTES) return;
      const written = join(folder, `${randomUUID()}.new`);
      try {
        makeFolder(folder, 0o700);
        await writeFile(written, text, { mode: 0o600 });
        // Another process may be reading what is there.
        await rename(written, pathOf(key));
        await removeOldest(folder);
      } catch {
        // A disk that is full, or may only be read, keeps nothing.
        await rm(written, { force: true }).catch(() => {});
      }
    },
  };
}

/** What was read is not among the oldest. */
function used(path: string): void {
  const now = new Date();
  utimes(path, now, now).catch(() => {});
}

const MAX_BYTES = 16 * 1024 * 1024;
/** One for each source tree that a person works in, and one for each board that was shown, as it was then. */
const MAX_FILES = 64;

async function removeOldest(folder: string): Promise<void> {
  const files: { readonly path: string; readonly time: number }[] = [];
  for (const name of await readdir(folder)) {
    if (!/^[0-9a-f-]+\.(txt|new)$/.test(name)) continue;
    const path = join(folder, name);
    const status = await stat(path).catch(() => undefined);
    if (status) files.push({ path, time: status.mtimeMs });
  }
  files.sort((one, other) => other.time - one.time);
  for (const { path } of files.slice(MAX_FILES)) await rm(path, { force: true });
}
