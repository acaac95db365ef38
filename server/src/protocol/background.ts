import { STATUS_CHANGED } from '../features/requests.js';
import { baseNameOf, type Uri } from '../text/uri.js';
import { isRootName } from '../workspace/boards.js';
import { isProjectFile } from '../workspace/project-file.js';
import { guarded } from './dispatch.js';
import type { OpenDocuments } from './documents.js';
import type { Session } from './session.js';
import { delayed, pause } from './timing.js';

/**
 * What is done when nobody types: the boards of the tree are searched, and the findings of shared files are checked on
 * the other boards that include them. `onResult` runs when more is known than before.
 */
export function workInBackground(session: Session, documents: OpenDocuments, onResult: () => void): void {
  const { connection, views, counts } = session;
  const run = delayed(() => guarded(session, 'Background', undefined, work));
  documents.onChange(() => run(IDLE));

  async function work(): Promise<void> {
    const { revision } = views;
    const shared = documents.uris
      .map(({ uri }) => uri)
      .filter((uri) => !isRootName(baseNameOf(uri)) && !isProjectFile(uri));
    const unknown: Uri[] = [];
    const boards = new Set<Uri>();
    for (const uri of shared) {
      const reaching = await views.boardsOf(uri);
      const findings = (await views.viewOf(uri))?.findings ?? [];
      if (findings.every((finding) => counts.boardsWith(finding))) continue;
      unknown.push(uri);
      for (const board of reaching) boards.add(board);
    }
    // The search may have found more boards than were known when the status was asked for.
    if (shared.length > 0) connection.sendNotification(STATUS_CHANGED);
    if (unknown.length === 0) return;
    await counts.learn(unknown, [...boards], async () => {
      await pause(BETWEEN_BOARDS);
      return views.revision === revision;
    });
    if (views.revision === revision) onResult();
  }
}

/** How long nobody has typed when the work begins, in milliseconds. */
const IDLE = 800;

/** The time between two boards in which requests are answered, in milliseconds. */
const BETWEEN_BOARDS = 5;
