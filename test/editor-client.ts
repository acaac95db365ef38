import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CancellationToken,
  type ClientCapabilities,
  createMessageConnection,
  type InitializeParams,
  type InitializeResult,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { holdingStream } from './holding-stream.js';

/* An editor as a server sees one, for tests and benchmarks. It knows the protocol and nothing of this server. */

/** How an editor behaves, and what it starts. */
export interface EditorOptions {
  /** The workspace's folder, as a URI. */
  readonly folder: string;
  /** The program and its arguments; without it the built server. */
  readonly command?: readonly [string, ...string[]];
  /** Whether it pulls diagnostics, or can only have them pushed. */
  readonly diagnostics?: 'pull' | 'push';
  /** What it answers when the server asks for a section of its settings; without it the server cannot ask. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the server may ask it that it answers with an error. */
  readonly refuses?: readonly string[];
  /** Put over the capabilities that follow from the other members. */
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Where the server keeps things from one start to the next; without it, where no other test looks. */
  readonly cache?: string;
}

/** A message from the server that asks for no answer, or that was answered. */
export interface ReceivedMessage {
  readonly kind: 'notification' | 'request';
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what it holds depends on the method; a test says what it expects.
  readonly params: any;
}

/** A started server with an editor at its other end. */
export interface EditorClient {
  readonly initialized: InitializeResult;
  readonly processId: number;
  /** All that the server said by itself, in its order. */
  readonly received: readonly ReceivedMessage[];
  /** The last diagnostics that were pushed for each document. */
  readonly published: ReadonlyMap<string, PublishDiagnosticsParams>;
  /** Asks, and fails when there is no answer in time or the answer is an error. */
  request<Result>(method: string, params: unknown, token?: CancellationToken): Promise<Result>;
  notify(method: string, params: unknown): void;
  /** Keeps what it sends up to a message with this text; then the server receives it together. */
  holdUntil(text: string): void;
  /** Takes other settings, and tells the server that they changed. */
  configure(settings: Readonly<Record<string, unknown>>): void;
  /** Waits until `find` finds something, which it is asked after each message from the server. */
  waitFor<Found>(what: string, find: () => Found | undefined): Promise<Found>;
  /** Ends the server as the protocol wants it, and gives its exit status. */
  stop(): Promise<number | null>;
  /** Ends the server at once. */
  kill(): void;
}

/** Starts a server and goes with it through `initialize` and `initialized`. */
export async function startEditor(options: EditorOptions): Promise<EditorClient> {
  const [command, ...args] = options.command ?? [process.execPath, builtServer, '--stdio'];
  const cache = options.cache ?? join(tmpdir(), `dts-analyzer-cache-${process.pid}`);
  const env = { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    child.on('error', () => resolve(null));
  });
  const { stream, holdUntil } = holdingStream(child.stdin);
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(stream));
  // A server that ends takes its side of the connection with it; requests fail then by their time-out or by `ended`.
  connection.onError(() => {});
  child.stdin.on('error', () => {});
  stream.on('error', () => {});

  let settings = options.settings ?? {};
  const received: ReceivedMessage[] = [];
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  const take = (message: ReceivedMessage) => {
    received.push(message);
    if (message.method === 'textDocument/publishDiagnostics') published.set(message.params.uri, message.params);
    for (const look of [...waiting]) look();
  };
  connection.onNotification((method, params) => take({ kind: 'notification', method, params }));
  connection.onUnhandledProgress((params) => take({ kind: 'notification', method: '$/progress', params }));
  connection.onRequest((method, params) => {
    take({ kind: 'request', method, params });
    if (options.refuses?.includes(method)) throw new Error(`The editor refuses ${method}`);
    return answerTo(method, params, settings);
  });
  connection.listen();

  /** Rejects when the server ends first or the time is over. */
  const inTime = async <Result>(what: string, promise: Promise<Result>): Promise<Result> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: no answer within ${TIME_OUT} ms\n${errors}`)), TIME_OUT);
    });
    const gone = ended.then((status) => {
      throw new Error(`${what}: the server ended with status ${status}\n${errors}`);
    });
    try {
      return await Promise.race([promise, late, gone]);
    } finally {
      clearTimeout(timer);
    }
  };
  const request = <Result>(method: string, params: unknown, token?: CancellationToken) => {
    const answer = inTime<Result>(
      method,
      connection.sendRequest<Result>(method, params, token ?? CancellationToken.None),
    );
    // When a test ends early, its connection ends with what was asked and is not waited for any more.
    answer.catch(() => {});
    return answer;
  };
  const notify = (method: string, params: unknown) => {
    connection.sendNotification(method, params).catch(() => {});
  };

  const initialized = await request<InitializeResult>('initialize', initializeParams(options));
  notify('initialized', {});
  return {
    initialized,
    processId: child.pid!,
    received,
    published,
    request,
    notify,
    holdUntil,
    configure(changed) {
      settings = changed;
      notify('workspace/didChangeConfiguration', { settings: changed });
    },
    waitFor(what, find) {
      let look = () => {};
      const found = new Promise<NonNullable<ReturnType<typeof find>>>((resolve) => {
        look = () => {
          const result = find();
          if (result !== undefined) resolve(result as NonNullable<typeof result>);
        };
        waiting.add(look);
        look();
      });
      return inTime(what, found).finally(() => waiting.delete(look));
    },
    async stop() {
      await request('shutdown', undefined);
      notify('exit', undefined);
      const status = await Promise.race([ended, new Promise<null>((resolve) => setTimeout(resolve, TIME_OUT, null))]);
      child.kill('SIGKILL');
      connection.dispose();
      return status;
    },
    kill() {
      child.kill('SIGKILL');
      connection.dispose();
    },
  };
}

const builtServer = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Longer than any answer may take on a busy machine, in milliseconds. */
const TIME_OUT = 30_000;

function initializeParams(options: EditorOptions): InitializeParams {
  const { folder, initializationOptions, diagnostics = 'pull' } = options;
  const pulls = diagnostics === 'pull';
  const capabilities: ClientCapabilities = {
    workspace: {
      configuration: options.settings !== undefined,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
      ...(pulls && { diagnostics: { refreshSupport: true } }),
    },
    textDocument: {
      synchronization: { dynamicRegistration: false },
      publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
      ...(pulls && { diagnostic: { relatedDocumentSupport: false } }),
      completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
      hover: { contentFormat: ['markdown', 'plaintext'] },
      definition: { linkSupport: true },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } } },
    },
    window: { showMessage: {}, showDocument: { support: true } },
    ...options.capabilities,
  };
  return {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: 'test' }],
    capabilities,
    ...(initializationOptions !== undefined && { initializationOptions }),
  } as InitializeParams;
}

/** What an editor answers to the server. */
// biome-ignore lint/suspicious/noExplicitAny: what the parameters hold depends on the method.
function answerTo(method: string, params: any, settings: Readonly<Record<string, unknown>>): unknown {
  if (method === 'workspace/configuration') {
    return params.items.map(({ section }: { section?: string }) => (section ? settings[section] : settings) ?? null);
  }
  return method === 'window/showDocument' ? { success: true } : null;
}
