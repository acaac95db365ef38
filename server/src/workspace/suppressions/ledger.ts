import type { Finding } from '../../text/finding.js';
import type { Uri } from '../../text/uri.js';
import { unusedSuppression } from './comment-findings.js';
import type { Suppression } from './suppress.js';

/** What boards made of the suppressions of the files that they share: one that a single board needs is needed. */
export interface SuppressionLedger {
  /** On a board, a suppression suppressed something, or it is certain that it did not. */
  note(suppression: Suppression, wasUsed: boolean, board: Uri): void;
  /** The suppressions that no board used, with the boards on which that is certain. */
  unused(): readonly { readonly finding: Finding; readonly boards: readonly Uri[] }[];
  /** The codes that suppressions of a file suppressed; `undefined` stands for one that names none. */
  usedCodes(uri: Uri): ReadonlySet<string | undefined>;
}

export function createSuppressionLedger(): SuppressionLedger {
  const used = new Set<Suppression>();
  const unused = new Map<Suppression, Uri[]>();
  return {
    note(suppression, wasUsed, board) {
      const boards = unused.get(suppression);
      if (wasUsed) used.add(suppression);
      else if (boards) boards.push(board);
      else unused.set(suppression, [board]);
    },
    unused: () =>
      [...unused]
        .filter(([suppression]) => !used.has(suppression))
        .map(([suppression, boards]) => ({ finding: unusedSuppression(suppression), boards: [...boards] })),
    usedCodes: (uri) =>
      new Set([...used].filter(({ comment }) => comment.span.file.uri === uri).map(({ named }) => named?.code)),
  };
}
