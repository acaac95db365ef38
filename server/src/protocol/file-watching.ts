import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { normalizeUri } from '../text/uri.js';
import type { Session } from './session.js';

/** Learns from the client which files changed on disk; `onChange` runs then. */
export function watchFiles({ connection, params, views }: Session, onChange: () => void): void {
  connection.onInitialized(async () => {
    if (!params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*.{dts,dtsi,dtso,overlay,h,yaml}' }],
    });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    views.filesChanged(changes.map(({ uri }) => normalizeUri(uri)));
    onChange();
  });
}
