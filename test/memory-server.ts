import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createMessageConnection, type MessageConnection } from 'vscode-languageserver-protocol/node';
import { startServer } from '../server/src/protocol/server.js';
import type { Host } from '../server/src/protocol/session.js';
import type { FileLoader } from '../server/src/workspace/file-loader.js';
import { holdingStream } from './holding-stream.js';
import { parserModules } from './parser.js';

/** A server in the test's own process, until the test is over. */
export interface MemoryServer {
  /** A client's end of the connection, which does not listen before `initialize`. */
  readonly client: MessageConnection;
  initialize(capabilities: ClientCapabilities): Promise<void>;
  /** Keeps what the client sends up to a message with this text; then the server receives it together. */
  holdUntil(text: string): void;
}

export function startMemoryServer(loader: FileLoader, host: Pick<Host, 'tidy'> = {}): MemoryServer {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const { stream, holdUntil } = holdingStream(toServer);
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, { loader: () => loader, modules: async () => parserModules(), ...host }, '0');
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(stream));
  onTestFinished(() => {
    client.dispose();
    server.dispose();
  });
  return {
    client,
    async initialize(capabilities) {
      client.listen();
      await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
      await client.sendNotification('initialized', {});
    },
    holdUntil,
  };
}
