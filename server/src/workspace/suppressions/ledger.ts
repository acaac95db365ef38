import type { Finding } from '../../text/finding.js';
import type { Uri } from '../../text/uri.js';
import { rangeOfPart, unusedSuppression } from './comment-findings.js';
import type { Suppression } from './suppress.js';

/** What boards made of the suppressions of the files that they share: one that a single board needs is needed. */
export interface SuppressionLedger {
  note(suppression: Suppression, verdict: SuppressionVerdict, board: Uri): void;
  /** Everything that a board reads is known: of a file of which it noted nothing, it needs no suppression. */
  close(board: Uri): void;
  /** Whether that is so of a board. */
  isClosed(board: Uri): boolean;
  /** The suppressions of which a board is certain that they are of no use, and no other noted anything else. */
  unused(): readonly UnusedSuppression[];
  /** The suppressions of a file of which a board noted that it needs them, or may. */
  neededIn(uri: Uri): readonly Suppression[];
}

/** Whether a suppression suppressed something on a board; `uncertain` where what it is for may be there unseen. */
export type SuppressionVerdict = 'used' | 'unused' | 'uncertain';

export interface UnusedSuppression {
  readonly finding: Finding;
  /** The boards on which it is certain. */
  readonly boards: readonly Uri[];
}

export function createSuppressionLedger(): SuppressionLedger {
  /** By their places: a file that is read twice has other objects the second time. */
  const entries = new Map<string, Entry>();
  const closed = new Set<Uri>();
  return {
    note(suppression, verdict, board) {
      const key = keyOf(suppression);
      const entry = entries.get(key) ?? { suppression, isNeeded: false, boards: new Set() };
      entries.set(key, entry);
      if (verdict === 'unused') entry.boards.add(board);
      else entry.isNeeded = true;
    },
    close: (board) => closed.add(board),
    isClosed: (board) => closed.has(board),
    unused: () =>
      [...entries.values()]
        .filter(({ isNeeded }) => !isNeeded)
        .map(({ suppression, boards }) => ({ finding: unusedSuppression(suppression), boards: [...boards] })),
    neededIn: (uri) =>
      [...entries.values()]
        .filter(({ suppression, isNeeded }) => isNeeded && suppression.comment.span.file.uri === uri)
        .map(({ suppression }) => suppression),
  };
}

interface Entry {
  readonly suppression: Suppression;
  /** Whether a board needs it, or may. */
  isNeeded: boolean;
  readonly boards: Set<Uri>;
}

function keyOf(suppression: Suppression): string {
  const { start, end } = rangeOfPart(suppression);
  return `${start} ${end} ${suppression.comment.span.file.uri}`;
}
