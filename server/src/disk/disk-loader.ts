import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createSourceFile, decodeSourceFile, MAX_SOURCE_BYTES, type SourceFile } from '../text/source-file.js';
import { normalizeUri, type Uri } from '../text/uri.js';
import type { FileLoader, FolderEntry } from '../workspace/file-loader.js';
import { pathOnDisk } from './disk-path.js';
import { stampsOf } from './stamps.js';

/**
 * Files of the disk. The calls are the synchronous ones: a board reads fifty small files, and for those a round through
 * the thread pool costs more than the reading.
 */
export const diskLoader: FileLoader = {
  async load(uris) {
    // Who asks for a whole folder is in no hurry; a key that was pressed meanwhile is.
    if (uris.length >= MANY) await new Promise((resume) => setImmediate(resume));
    return new Map(uris.map((uri) => [uri, readSource(uri)]));
  },
  loadNow: readSource,
  stampsOf,
  async loadBytes(uri) {
    return readPlainFile(uri, MAX_INCLUDED_BYTES)?.bytes;
  },
  realUri(uri) {
    try {
      return normalizeUri(pathToFileURL(realpathSync.native(pathOnDisk(uri))).href);
    } catch {
      return undefined;
    }
  },
  async list(folder) {
    try {
      const path = pathOnDisk(folder);
      return readdirSync(path, { withFileTypes: true }).flatMap((entry): FolderEntry[] => {
        const isLink = entry.isSymbolicLink();
        const kind = isLink ? kindOfTarget(join(path, entry.name)) : kindOf(entry);
        return kind ? [{ name: entry.name, kind, ...(isLink && { isLink }) }] : [];
      });
    } catch {
      return undefined;
    }
  },
};

/** As many files take some milliseconds to read. */
const MANY = 32;

/** The largest file that `/incbin/` brings, in bytes; a firmware image is smaller by far. */
const MAX_INCLUDED_BYTES = 64 * 1024 * 1024;

function readSource(uri: Uri): SourceFile | 'absent' {
  const file = readPlainFile(uri, MAX_SOURCE_BYTES);
  if (!file) return 'absent';
  if (!file.bytes) return createSourceFile(uri, 1, '', { defect: { kind: 'too-large', bytes: file.size } });
  return decodeSourceFile(uri, 1, file.bytes);
}

/** Opening a pipe would wait until somebody writes to it. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The size and, unless it is too large, the contents of a file; `undefined` where there is none. */
function readPlainFile(uri: Uri, maxSize: number): { size: number; bytes?: Uint8Array } | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(pathOnDisk(uri), READ_AT_ONCE);
    const status = fstatSync(descriptor);
    // A device or a pipe may never end.
    if (!status.isFile()) return undefined;
    return status.size > maxSize ? { size: status.size } : { size: status.size, bytes: readFileSync(descriptor) };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function kindOf(entry: { isDirectory(): boolean; isFile(): boolean }): FolderEntry['kind'] | undefined {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : undefined;
}

function kindOfTarget(link: string): FolderEntry['kind'] | undefined {
  try {
    return kindOf(statSync(link));
  } catch {
    // It leads nowhere, or to itself.
    return undefined;
  }
}
