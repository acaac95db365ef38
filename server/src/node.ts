import { setFlagsFromString } from 'node:v8';
import type { Connection } from 'vscode-languageserver/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskCache } from './disk/disk-cache.js';
import { diskLoader } from './disk/disk-loader.js';
import { mixedLoader } from './disk/mixed-loader.js';
import { readParserModules } from './disk/parser-modules.js';
import { version } from './disk/version.js';
import { startServer } from './protocol/server.js';
import { normalizeUri } from './text/uri.js';

/*
 * The server as a process: an editor starts it with `--node-ipc` or `--stdio`, and it reads the files of its disk.
 */

// Left alone, V8 lets the heap grow to several times what is in use before it collects: 207 MiB after 200 keys in an SoC file
// in place of 170, for a twentieth of the time of a key. Less than this costs more: at 30 percent, 145 MiB and a quarter of
// that time (measured). At the start that time matters more.
setTimeout(() => setFlagsFromString('--heap-growing-percent=60'), 10_000).unref();

const connection: Connection = createConnection(ProposedFeatures.all);
startServer(
  connection,
  {
    loader: (ofClient) => ({ ...(ofClient ? mixedLoader(ofClient) : diskLoader), cache: diskCache() }),
    modules: async () => readParserModules(),
    memory() {
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      return { process: rss, 'heap in use': heapUsed, heap: heapTotal, 'WebAssembly and buffers': external };
    },
    documentation: normalizeUri(new URL('./rules', import.meta.url).href),
  },
  version,
);
