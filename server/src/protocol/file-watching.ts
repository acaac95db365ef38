import { DidChangeWatchedFilesNotification, FileChangeType, type InitializeParams } from 'vscode-languageserver';
import { normalizeUri } from '../text/uri.js';
import type { FileChange } from '../workspace/file-store.js';
import { PROJECT_FILE } from '../workspace/project-file.js';
import type { DiskFollowing } from './disk-following.js';
import type { Session } from './session.js';

/**
 * Learns from the client which files changed on disk; `onChange` runs then. What it returns is to run when the client is
 * initialized.
 */
export function watchFiles(
  { connection, params, views }: Session,
  disk: DiskFollowing,
  onChange: () => void,
): () => Promise<void> {
  connection.onDidChangeWatchedFiles(({ changes: events }) => {
    const changes = events.map(({ uri, type }) => ({ uri: normalizeUri(uri), kind: KIND[type] }));
    disk.told(changes);
    views.filesChanged(changes);
    onChange();
  });
  return async () => {
    if (!canWatchFiles(params)) return;
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        { globPattern: '**/*.{dts,dtsi,dtso,overlay,h,yaml}' },
        { globPattern: '**/{dts,devicetree,devicetrees}/**/{Makefile,Kbuild}' },
        { globPattern: '**/.config' },
        { globPattern: `**/${PROJECT_FILE}` },
      ],
    });
  };
}

/** Whether a client can be asked to tell what changes on disk. */
export const canWatchFiles = ({ capabilities }: InitializeParams): boolean =>
  capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;

const KIND: Readonly<Record<FileChangeType, FileChange['kind']>> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};
