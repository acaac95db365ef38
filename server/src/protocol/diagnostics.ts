import {
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver';
import { diagnosticOf, diagnosticsOf } from '../features/diagnostics.js';
import { normalizeUri, type Uri } from '../text/uri.js';
import { isProjectFile, readProject } from '../workspace/project-file.js';
import { guarded, told, unlessCancelled } from './dispatch.js';
import type { OpenDocuments } from './documents.js';
import type { Session } from './session.js';
import { delayed } from './timing.js';

/** Gives the client the findings of its documents: it pulls them if it can, else they are pushed; never both. */
export interface DiagnosticsService {
  /** Something changed that may change findings in any document. */
  changed(): void;
}

export const pullsDiagnostics = ({ params }: Session): boolean =>
  params.capabilities.textDocument?.diagnostic !== undefined;

export function serveDiagnostics(session: Session, documents: OpenDocuments): DiagnosticsService {
  return pullsDiagnostics(session) ? servePulled(session, documents) : servePushed(session, documents);
}

/** The answers so far, so that an unchanged one is not sent again and a client is told when one is out of date. */
function servePulled(session: Session, documents: OpenDocuments): DiagnosticsService {
  const { connection, params } = session;
  const canRefresh = params.capabilities.workspace?.diagnostics?.refreshSupport === true;
  const answered = new Map<Uri, { readonly id: string; readonly content: string }>();
  let count = 0;
  connection.languages.diagnostics.on((request, token) =>
    guarded<DocumentDiagnosticReport>(session, DocumentDiagnosticRequest.method, NOTHING, async () => {
      const items = await unlessCancelled(token, () => itemsOf(session, request.textDocument.uri));
      const uri = normalizeUri(request.textDocument.uri);
      const content = JSON.stringify(items);
      const last = answered.get(uri);
      if (last && last.id === request.previousResultId && last.content === content) {
        return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.id };
      }
      const id = last?.content === content ? last.id : String(++count);
      answered.set(uri, { id, content });
      return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
    }),
  );
  /** A client asks again for the document that it edits, and perhaps for others; it is told if that was not enough. */
  const refreshIfStale = quietly(session, async () => {
    for (const { uri, spelled } of documents.uris) {
      const last = answered.get(uri);
      if (!last || JSON.stringify(await itemsOf(session, spelled)) === last.content) continue;
      await connection.languages.diagnostics.refresh();
      return;
    }
  });
  documents.onChange((uri, kind) => {
    if (kind === 'closed') answered.delete(uri);
    if (canRefresh) refreshIfStale(REFRESH_DELAY);
  });
  return { changed: () => canRefresh && refreshIfStale(0) };
}

function servePushed(session: Session, documents: OpenDocuments): DiagnosticsService {
  const { connection } = session;
  /** By documents as the client spells them: it may have one open by two names. */
  const sent = new Map<string, string>();
  const publish = quietly(session, async () => {
    for (const { spelled } of documents.uris) {
      const diagnostics = await itemsOf(session, spelled);
      // The document may have been changed or closed while its include files were read.
      const now = documents.uris.find((document) => document.spelled === spelled);
      if (!now) continue;
      const content = `${now.version} ${JSON.stringify(diagnostics)}`;
      if (sent.get(spelled) === content) continue;
      sent.set(spelled, content);
      connection.sendDiagnostics({ uri: spelled, version: now.version, diagnostics });
    }
  });
  documents.onChange((_, kind, spelled) => {
    if (kind === 'closed') {
      sent.delete(spelled);
      connection.sendDiagnostics({ uri: spelled, diagnostics: [] });
    }
    publish(0);
  });
  return { changed: () => publish(0) };
}

const NOTHING: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

/** How long the client has to ask again by itself, in milliseconds. */
const REFRESH_DELAY = 400;

async function itemsOf(session: Session, uri: string): Promise<Diagnostic[]> {
  if (isProjectFile(normalizeUri(uri))) {
    const file = await session.workspace.readFile(normalizeUri(uri));
    const problems = file ? await session.workspace.judgeProblems(readProject(file).problems) : [];
    return session.positions.encode(
      problems.map((problem) => diagnosticOf(problem, session)),
      uri,
    );
  }
  const context = await session.checkedContextOf(uri);
  return context ? told(session, diagnosticsOf(context), uri, context.view.file) : [];
}

/** Runs once after the last call, guarded. */
function quietly(session: Session, run: () => Promise<void>): (delay: number) => void {
  return delayed(() => guarded(session, 'Diagnostics', undefined, run));
}
