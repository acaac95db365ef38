import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import { normalizeUri } from '../text/uri.js';
import { compareWithDisk } from '../workspace/disk-comparison.js';
import type { FileChange } from '../workspace/file-store.js';
import { PROJECT_FILE } from '../workspace/project-file.js';
import type { OpenDocuments } from './documents.js';
import type { Session } from './session.js';
import { delayed } from './timing.js';

/**
 * Learns from the client which files changed on disk, and looks by itself at those that are known; `onChange` runs then. What it
 * returns is to run when the client is initialized.
 */
export function watchFiles(session: Session, documents: OpenDocuments, onChange: () => void): () => Promise<void> {
  const { connection, params, views } = session;
  lookAtDisk(session, documents, onChange);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    views.filesChanged(changes.map(({ uri, type }) => ({ uri: normalizeUri(uri), kind: KIND[type] })));
    onChange();
  });
  return async () => {
    if (!params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
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

/**
 * Looks now and then, while a document is open, which known files are others on disk. Many clients watch no files; those that
 * do may not tell of a folder's when the folder goes, nor of what lies outside of their own folders or has an unusual name.
 */
function lookAtDisk(session: Session, documents: OpenDocuments, onChange: () => void): void {
  const { workspace, views } = session;
  const compare = compareWithDisk(workspace.files, workspace.loader);
  if (!compare) return;
  const look = delayed(async () => {
    if (documents.uris.length === 0) return;
    const start = performance.now();
    try {
      const changes = await compare();
      if (changes.length > 0) {
        views.filesChanged(changes);
        onChange();
      }
    } catch (error) {
      session.failures.record('Looking at the disk', error);
    }
    // A disk at the other end of a network is looked at less often.
    look(Math.max(LOOK_EVERY, PART_OF_TIME * (performance.now() - start)));
  });
  documents.onChange((_, kind) => {
    if (kind === 'opened') look(LOOK_EVERY);
  });
}

/** In milliseconds. A look at a board's files costs one of them, or two. */
const LOOK_EVERY = 3000;

/** For each moment of looking so many pass without. */
const PART_OF_TIME = 50;

const KIND: Readonly<Record<FileChangeType, FileChange['kind']>> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

// It exists in Node and in workers, but not in the ES library that the core is compiled against.
declare const performance: { now(): number };
