import { baseNameOf, type Uri } from '../text/uri.js';
import { type Progress, showProgress } from './progress.js';
import type { Session } from './session.js';

/** Shows the client how far the reading of source trees is. `onRead` runs when one has been read. */
export function followGraphs(session: Session, onRead: () => void): void {
  const shown = new Map<Uri, Progress>();
  session.workspace.watchGraphs(({ root }, done, total) => {
    const progress = shown.get(root) ?? showProgress(session, `Searching the boards of ${baseNameOf(root)}`);
    shown.set(root, progress);
    progress.report(done, total);
    if (done < total) return;
    progress.done();
    shown.delete(root);
    onRead();
  });
}
