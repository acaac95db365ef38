import type { Session } from './session.js';
import { pause } from './timing.js';

/** How far something is that takes its time, as the client shows it; nothing, where it shows none. */
export interface Progress {
  report(done: number, total: number): void;
  done(): void;
}

/**
 * Shows the client that something is being done, once it has taken a moment. `onCancel`, where given, runs when a person
 * wants it stopped.
 */
export function showProgress(
  { connection, params }: Pick<Session, 'connection' | 'params'>,
  title: string,
  onCancel?: () => void,
): Progress {
  let isOver = false;
  let now: { readonly done: number; readonly total: number } | undefined;
  let shown: Awaited<ReturnType<typeof connection.window.createWorkDoneProgress>> | undefined;
  let last = -1;
  const percentage = () => (now && now.total > 0 ? Math.floor((100 * now.done) / now.total) : 0);
  const show = async () => {
    await pause(PATIENCE);
    if (isOver) return;
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin(title, percentage(), undefined, onCancel !== undefined);
    // It was over while the client answered.
    if (isOver) progress.done();
    else shown = progress;
    if (onCancel) progress.token.onCancellationRequested(onCancel);
  };
  // A client that refuses shows none.
  if (params.capabilities.window?.workDoneProgress) show().catch(() => {});
  return {
    report(done, total) {
      now = { done, total };
      if (!shown || percentage() === last) return;
      last = percentage();
      shown.report(last, `${done} of ${total}`);
    },
    done() {
      isOver = true;
      shown?.done();
    },
  };
}

/** What is over sooner is not shown, in milliseconds. */
const PATIENCE = 250;
