import type { StageResult } from './stage.js';

/** A difference that is known and explained. It is asserted, not skipped: when it vanishes, its line has to go. */
export interface KnownDifference {
  readonly stage: string;
  readonly board: string;
  readonly what: string;
  /** Why the two differ, with the line of the other tool that causes it. */
  readonly reason: string;
}

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** What is to be printed: one line for each failure. */
  readonly failures: readonly string[];
}

/** What a whole run may list at most, as a part of the rows that it compared. */
const listedAtMost = 0.001;

/** Hold a stage's differences against those that are known for it. A board passes when the two are the same. */
export function judge(
  stage: string,
  result: StageResult,
  known: readonly KnownDifference[],
  wasCompared: (board: string) => boolean,
): Verdict {
  const expected = known.filter((entry) => entry.stage === stage && wasCompared(entry.board));
  const isSame = (left: { board: string; what: string }) => (right: { board: string; what: string }) =>
    left.board === right.board && left.what === right.what;
  const unexpected = result.differences.filter((difference) => !expected.some(isSame(difference)));
  const vanished = expected.filter((entry) => !result.differences.some(isSame(entry)));
  const failed = new Set([...unexpected, ...vanished].map(({ board }) => board)).size;
  return {
    passed: Math.max(0, result.compared - failed),
    failed,
    failures: [
      ...unexpected.map(({ board, what }) => `${board}: ${what}`),
      ...vanished.map(({ board, what }) => `${board}: no longer differs, take it off the list: ${what}`),
    ],
  };
}

/** Why the list itself is refused, if it is. A part of the boards says nothing about the list's share, so only whole runs ask. */
export function refusal(known: readonly KnownDifference[], rows: number): string | undefined {
  if (known.length <= rows * listedAtMost) return undefined;
  return `${known.length} known differences are more than ${listedAtMost * 100} % of ${rows} rows`;
}
