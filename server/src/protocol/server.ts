import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { commands, features } from '../features/index.js';
import { STATUS_CHANGED } from '../features/requests.js';
import { workInBackground } from './background.js';
import { serveBoards } from './boards.js';
import { serveCommands } from './commands.js';
import { followConfiguration } from './configuration.js';
import { pullsDiagnostics, serveDiagnostics } from './diagnostics.js';
import { answer } from './dispatch.js';
import { listenToDocuments } from './documents.js';
import { watchFiles } from './file-watching.js';
import { followFolders } from './folders.js';
import { followGraphs } from './graph-progress.js';
import { serveHealth } from './health.js';
import { refreshHints } from './hint-refresh.js';
import { type Host, openSession, type Session } from './session.js';

/** Serves one client over a connection: the same in a process and in a worker. */
export function startServer(connection: Connection, host: Host, version: string): void {
  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    const session = await openSession(connection, params, host, version);
    serve(session);
    return { capabilities: capabilitiesOf(session), serverInfo: { name: 'dts-analyzer', version } };
  });
  connection.listen();
}

function serve(session: Session): void {
  const { connection } = session;
  const documents = listenToDocuments(session);
  const diagnostics = serveDiagnostics(session, documents);
  for (const feature of features) {
    if (feature.capabilities.diagnosticProvider) continue;
    connection.onRequest(feature.request.method, (params, token) => answer(session, feature, params, token));
  }
  const hints = refreshHints(session, documents);
  serveCommands(session);
  const background = workInBackground(session, documents, diagnostics.changed);
  const changed = () => {
    diagnostics.changed();
    hints.changed();
    background.again();
  };
  serveBoards(session, background, changed);
  serveHealth(session);
  followGraphs(session, () => connection.sendNotification(STATUS_CHANGED));
  const whenInitialized = [
    followConfiguration(session, changed),
    followFolders(session, changed),
    watchFiles(session, documents, changed),
  ];
  connection.onShutdown(() => session.views.keep());
  // A connection keeps the last listener only.
  connection.onInitialized(async () => {
    for (const run of whenInitialized) await run();
  });
}

/** What the client may ask: of the features exactly those that are listed, and diagnostics only for a client that pulls them. */
function capabilitiesOf(session: Session): ServerCapabilities {
  const capabilities: ServerCapabilities = {
    positionEncoding: session.positions.kind,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    executeCommandProvider: { commands: commands.map(({ command }) => command) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  for (const feature of features) Object.assign(capabilities, feature.capabilities);
  if (!pullsDiagnostics(session)) delete capabilities.diagnosticProvider;
  return capabilities;
}
