import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Connection } from 'vscode-languageserver/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { cacheFolder } from './disk/cache-folder.js';
import { diskCache } from './disk/disk-cache.js';
import { diskLoader } from './disk/disk-loader.js';
import { mixedLoader } from './disk/mixed-loader.js';
import { readParserModules } from './disk/parser-modules.js';
import { buildOfProgram, version } from './disk/version.js';
import { startServer } from './protocol/server.js';
import { normalizeUri } from './text/uri.js';

/*
 * The server as a process: an editor starts it with `--node-ipc` or `--stdio`, and it reads the files of its disk. How its
 * memory is collected is told V8, whose own choices are those of a program that never waits, while this one waits for a key
 * nearly all the time.
 */

/** In bytes. An answer about a board after a key leaves more. */
const WORTH_COLLECTING = 1024 * 1024;

let collect: Collect | undefined;

let tell: () => void;

/** Comes about when the first answer has been given. */
export const answered = new Promise<void>((resolve) => {
  tell = resolve;
});

boundHeapGrowth();
const optimizeSoon = startWithoutOptimizing();

const connection: Connection = createConnection(ProposedFeatures.all);
startServer(
  connection,
  {
    loader: (ofClient) => ({
      ...(ofClient ? mixedLoader(ofClient) : diskLoader),
      cache: diskCache(cacheFolder(), buildOfProgram()),
    }),
    modules: async () => readParserModules(),
    memory() {
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      return { process: rss, 'heap in use': heapUsed, heap: heapTotal, 'WebAssembly and buffers': external };
    },
    answered() {
      optimizeSoon();
      tell();
    },
    tidy() {
      collectYoung();
      restLater();
    },
    documentation: normalizeUri(new URL('./rules', import.meta.url).href),
  },
  version,
);

/** Has the heap grow less before it is collected. At the start that would cost time, which matters more then. */
function boundHeapGrowth(): void {
  // Left alone, V8 lets it grow to several times what is in use. Less than this costs more than it saves: a full collection
  // for every few keys (`npm run bench -- editor` shows both sides, the memory and the time of a key).
  setTimeout(() => setFlagsFromString('--heap-growing-percent=60'), 10_000).unref();
}

/**
 * Has V8 optimize nothing before the first answers have been given. A start runs little of the program often, and what V8 makes
 * of that beside it takes a processor and time from it, of which it gets nothing back (`npm run bench -- editor` shows the
 * starts and the keys). The function that is returned is called with each answer.
 */
function startWithoutOptimizing(): () => void {
  setFlagsFromString('--no-opt');
  let isPutOff = true;
  const optimize = () => {
    if (isPutOff) setFlagsFromString('--opt');
    isPutOff = false;
  };
  // Of a client that asks nothing; and what is kept of the program's code for the next start counts under these flags only.
  setTimeout(optimize, 10_000).unref();
  process.once('exit', optimize);
  let isAnswered = false;
  return () => {
    if (!isAnswered) setTimeout(optimize, FIRST_ANSWERS).unref();
    isAnswered = true;
  };
}

/** An editor that has opened a file asks several questions about it at once; all are answered in so many milliseconds. */
const FIRST_ANSWERS = 500;

/**
 * Clears away what an answer left behind, while nobody waits: else a later key would wait for it. What is in use stays young,
 * since most of it is replaced after the next key.
 */
function collectYoung(): void {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (!young || young.space_used_size < WORTH_COLLECTING) return;
  collect ??= collector();
  collect({ type: 'minor' });
}

/** How long nobody has asked for anything when a person is taken to do something else, in milliseconds. */
const REST = 30_000;

let resting: NodeJS.Timeout | undefined;

/**
 * Has the whole heap collected once nobody has asked for a while. It has grown with the garbage of many keys, none of which V8
 * gives back to the system while nothing runs. A few keys later it grows again, which costs these a few milliseconds each.
 */
function restLater(): void {
  resting ??= setTimeout(() => {
    resting = undefined;
    collect ??= collector();
    collect({ type: 'major' });
  }, REST).unref();
  resting.refresh();
}

type Collect = (options: { readonly type: 'minor' | 'major' }) => void;

/** V8's own function, which is there only where a flag says so; a context made after that has it. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const exposed: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  setFlagsFromString('--no-expose-gc');
  return typeof exposed === 'function' ? (exposed as Collect) : () => {};
}
