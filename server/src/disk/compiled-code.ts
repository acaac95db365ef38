import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from './cache-folder.js';
import { makeFolder } from './make-folder.js';

/** A program that has been started, with what V8 made of its text. */
export interface StartedProgram {
  /** What the program exports. */
  readonly exports: unknown;
  /** Whether V8 took what it had made of the text at an earlier start. */
  readonly isKnown: boolean;
  /** Keeps for the next start what V8 has compiled up to now, if nothing is kept yet. */
  keep(): void;
}

/**
 * Runs a bundle in CommonJS. Half of what a start does is reading and compiling the program's text, of which V8 can give away
 * and take back the outcome; Node does so by itself from version 22 on only. It is kept in the folder that the system has for
 * what programs can make anew, by the text and by the V8 that made it, with its hash: V8 believes what it is given.
 */
export function startProgram(path: string, folder: string = cacheFolder()): StartedProgram {
  const text = readFileSync(path, 'utf8');
  const kept = join(folder, `${keyOf(text)}${ENDING}`);
  const cachedData = readKept(kept);
  const script = new Script(`${OPENING}${text}${CLOSING}`, {
    filename: path,
    columnOffset: -OPENING.length,
    ...(cachedData && { cachedData }),
  });
  const isKnown = cachedData !== undefined && script.cachedDataRejected !== true;
  const module = { exports: {} };
  const run = script.runInThisContext() as (this: unknown, ...parameters: readonly unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
  let isKept = isKnown;
  return {
    exports: module.exports,
    isKnown,
    keep() {
      if (!isKept) writeKept(kept, script.createCachedData());
      isKept = true;
    },
  };
}

// As Node itself does for every module in CommonJS.
const OPENING = '(function (exports, require, module, __filename, __dirname) { ';
const CLOSING = '\n});';
const ENDING = '.code';

/** Flags change what V8 makes, and it takes back nothing that was made under others. */
function keyOf(text: string): string {
  const { v8, electron = '' } = process.versions;
  const maker = [v8, electron, process.arch, ...process.execArgv].join('\0');
  return createHash('sha256').update(maker).update('\0').update(text).digest('hex');
}

function readKept(path: string): Buffer | undefined {
  try {
    const { size, uid } = statSync(path);
    // Whoever writes this file has the program do what they like.
    const isForeign = process.getuid !== undefined && process.getuid() !== uid;
    if (size > MAX_BYTES || isForeign) return undefined;
    const content = readFileSync(path);
    const data = content.subarray(HASH_BYTES);
    return hashOf(data).equals(content.subarray(0, HASH_BYTES)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A disk that is full, or may only be read, keeps nothing. */
function writeKept(path: string, data: Buffer): void {
  const folder = dirname(path);
  const written = join(folder, `${randomUUID()}${ENDING}`);
  try {
    makeFolder(folder, 0o700);
    writeFileSync(written, Buffer.concat([hashOf(data), data]), { mode: 0o600 });
    // Another process may be reading what is there.
    renameSync(written, path);
    removeOldest(folder);
  } catch {
    try {
      rmSync(written, { force: true });
    } catch {}
  }
}

/** Versions of the program and of Node come and go. */
function removeOldest(folder: string): void {
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => join(folder, name));
  const byAge = paths.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(MAX_FILES)) rmSync(path, { force: true });
}

const hashOf = (data: Buffer) => createHash('sha256').update(data).digest();
const HASH_BYTES = 32;
const MAX_BYTES = 32 * 1024 * 1024;
/** An editor and a command line may run on different versions of Node. */
const MAX_FILES = 4;
