import { CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';
import { guarded } from './dispatch.js';
import type { OpenDocuments } from './documents.js';
import type { Session } from './session.js';
import { delayed } from './timing.js';

/** Has the client ask again for what it shows among the lines: it does so by itself only for the document that it edits. */
export function refreshHints(session: Session, documents: OpenDocuments): { changed(): void } {
  const { connection, params } = session;
  const { inlayHint, codeLens } = params.capabilities.workspace ?? {};
  const refresh = delayed(() =>
    guarded(session, 'Refreshing hints', undefined, async () => {
      if (inlayHint?.refreshSupport) await connection.sendRequest(InlayHintRefreshRequest.type);
      if (codeLens?.refreshSupport) await connection.sendRequest(CodeLensRefreshRequest.type);
    }),
  );
  documents.onChange(() => {
    // What is said in one document may follow from another.
    if (documents.uris.length > 1) refresh(REFRESH_DELAY);
  });
  return { changed: () => refresh(0) };
}

/** How long nobody has typed, in milliseconds. */
const REFRESH_DELAY = 800;
