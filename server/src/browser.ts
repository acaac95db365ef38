import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './protocol/server.js';

/* The server as a worker: files and WebAssembly modules come from the client. */

declare const self: DedicatedWorkerGlobalScope;
/** Written in by the build. */
declare const DTS_ANALYZER_VERSION: string;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
startServer(
  connection,
  {
    loader(ofClient) {
      if (!ofClient) throw new Error('The client does not serve files');
      return ofClient;
    },
    async modules({ modules }) {
      if (!modules) throw new Error('The client did not pass the WebAssembly modules');
      return { runtime: bytesOf(modules.runtime), grammar: bytesOf(modules.grammar) };
    },
  },
  DTS_ANALYZER_VERSION,
);

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
