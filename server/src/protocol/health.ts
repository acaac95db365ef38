import { HEALTH, type Health } from '../features/requests.js';
import { guarded } from './dispatch.js';
import { healthOf } from './server-facts.js';
import type { Session } from './session.js';

/** Answers how the server is. */
export function serveHealth(session: Session): void {
  const nothing: Health = { requests: [], memory: {}, boards: [], caches: {} };
  session.connection.onRequest(HEALTH, () => guarded(session, HEALTH, nothing, async () => healthOf(session)));
}
