import type { FileChange } from '../workspace/file-store.js';
import { createUnannouncedChanges } from '../workspace/unannounced-changes.js';
import { guarded } from './dispatch.js';
import type { OpenDocuments } from './documents.js';
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
 * Looks for changes on disk that no client tells of, when somebody has typed or asked and then rests; `onChange` runs where
 * there were some.
 */
export function followDisk(session: Session, documents: OpenDocuments, onChange: () => void): DiskFollowing {
  const { workspace, views } = session;
  const unannounced = createUnannouncedChanges(workspace.files, workspace.loader);
  const look = async () => {
    const { changes, isUnsettled } = await unannounced.look();
    if (isUnsettled) lookAt(SETTLED);
    if (changes.length === 0) return;
    views.filesChanged(changes);
    onChange();
  };
  const lookAt = delayed(() => guarded(session, 'Looking for changes on disk', undefined, look));
  const lookSoon = () => {
    if (workspace.loader.stampsOf) lookAt(IDLE);
  };
  documents.onChange(lookSoon);
  return { lookSoon, told: unannounced.told };
}

/** How long nobody has typed or asked, in milliseconds. */
const IDLE = 500;

/** When a file that changed a moment ago has a stamp again, in milliseconds. */
const SETTLED = 5000;
