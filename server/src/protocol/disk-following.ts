import type { FileChange } from '../workspace/file-store.js';
import { createUnannouncedChanges } from '../workspace/unannounced-changes.js';
import { guarded } from './dispatch.js';
import type { OpenDocuments } from './documents.js';
import { canWatchFiles } from './file-watching.js';
import type { Session } from './session.js';
import { delayed } from './timing.js';

/** Finds out by itself what changed on disk. */
export interface DiskFollowing {
  /** A person is there: it is time to look, as soon as nobody waits for anything. */
  lookSoon(): void;
  /** Takes in what the client told of. */
  told(changes: readonly FileChange[]): void;
}

/**
 * Looks for changes on disk that no client tells of, when somebody has typed or asked and then rests, and now and then while a
 * document is open if the client tells of none; `onChange` runs where there were some.
 */
export function followDisk(session: Session, documents: OpenDocuments, onChange: () => void): DiskFollowing {
  const { workspace, views } = session;
  const unannounced = createUnannouncedChanges(workspace.files, workspace.loader);
  const look = async () => {
    const { changes, isUnsettled } = await unannounced.look();
    if (isUnsettled || (!canWatchFiles(session.params) && documents.uris.length > 0)) lookAt(AGAIN);
    if (changes.length === 0) return;
    views.filesChanged(changes);
    onChange();
  };
  // Nobody has asked for it, and what waits until nobody asks goes on waiting.
  const unasked = { ...session, answered() {} };
  const lookAt = delayed(() => guarded(unasked, 'Looking for changes on disk', undefined, look));
  const lookSoon = () => {
    if (workspace.loader.stampsOf) lookAt(IDLE);
  };
  documents.onChange(lookSoon);
  return { lookSoon, told: unannounced.told };
}

/** How long nobody has typed or asked, in milliseconds. */
const IDLE = 500;

/** In milliseconds: a file that changed a moment ago has a stamp again then. */
const AGAIN = 5000;
