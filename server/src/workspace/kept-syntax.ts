import type { ParseSession } from '../syntax/parser.js';
import type { Uri } from '../text/uri.js';
import type { TextCache } from './text-cache.js';

/** What starts keep for each other of the texts of boards: where what stands in them, which spares parsing them. */
export interface KeptSyntax {
  /** Has a session look for its first text among those of which an earlier start has kept something. */
  resume(session: ParseSession): void;
  /** What is worth doing while nobody waits: a change of a board is made ready for, and each is kept once. */
  rest(sessions: Sessions): Promise<void>;
  /** Keeps boards as they are now, but for those with mistakes. */
  keep(sessions: Sessions): Promise<void>;
}

type Sessions = Iterable<readonly [root: Uri, session: ParseSession]>;

export function createKeptSyntax(cache: TextCache | undefined): KeptSyntax {
  const kept = new Set<Uri>();
  const keep = async (root: Uri, session: ParseSession) => {
    const { text, kept: syntax } = (cache && session.keep()) ?? {};
    if (text === undefined || syntax === undefined) return;
    kept.add(root);
    await cache?.set(keyOf(text), syntax);
  };
  return {
    resume(session) {
      if (cache) session.resume((text) => cache.getNow(keyOf(text)));
    },
    async rest(sessions) {
      for (const [root, session] of sessions) {
        session.parseAhead();
        if (!kept.has(root)) await keep(root, session);
      }
    },
    async keep(sessions) {
      for (const [root, session] of sessions) await keep(root, session);
    },
  };
}

/** A host makes a name of the key, from which nobody learns the text. */
const keyOf = (text: string) => `syntax\n${text}`;
