import type { Connection } from 'vscode-languageserver/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskLoader } from './disk/disk-loader.js';
import { mixedLoader } from './disk/mixed-loader.js';
import { readParserModules } from './disk/parser-modules.js';
import { version } from './disk/version.js';
import { startServer } from './protocol/server.js';
import { normalizeUri } from './text/uri.js';

/*
 * The server as a process: an editor starts it with `--node-ipc` or `--stdio`, and it reads the files of its disk.
 */

const connection: Connection = createConnection(ProposedFeatures.all);
startServer(
  connection,
  {
    loader: (ofClient) => (ofClient ? mixedLoader(ofClient) : diskLoader),
    modules: async () => readParserModules(),
    documentation: normalizeUri(new URL('./rules', import.meta.url).href),
  },
  version,
);
