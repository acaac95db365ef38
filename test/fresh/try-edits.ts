import fc from 'fast-check';
import type { Uri } from '../../server/src/text/uri.js';
import { checkEdits, StaleError } from './check-edits.js';
import { type Edit, editLists } from './edits.js';

/** What came of one list of edits. */
export interface Trial {
  /** How many edits were made and compared; those of the attempts to shorten a failing list are not counted. */
  readonly compared: number;
  readonly failure?: TrialFailure;
}

export interface TrialFailure {
  readonly message: string;
  /** The fewest and simplest edits that were found to fail. */
  readonly edits: readonly Edit[];
  /** The texts at the moment of the difference, where they are not the original ones. */
  readonly texts: ReadonlyMap<Uri, string | undefined>;
}

/** Tries the list of edits that a seed stands for on a board; a list that fails is shortened as far as that goes in time. */
export async function tryEdits(board: Uri, seed: number): Promise<Trial> {
  let first: number | undefined;
  let failure: TrialFailure | undefined;
  const property = fc.asyncProperty(editLists(LONGEST), fc.nat(7), async (edits, host) => {
    try {
      // One host in eight reads nothing at once: its files come in rounds, as in a browser.
      const { compared } = await checkEdits(board, edits, host > 0);
      first ??= compared;
    } catch (error) {
      first ??= edits.length;
      if (error instanceof StaleError) failure = { message: error.message, edits, texts: error.texts };
      throw error;
    }
  });
  const outcome = await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: MOST_MILLISECONDS });
  if (!outcome.failed) return { compared: first ?? 0 };
  return {
    compared: first ?? 0,
    failure: failure ?? { message: String(outcome.errorInstance), edits: [], texts: new Map() },
  };
}

/** So many edits follow each other on one board. */
const LONGEST = 40;

/** How long a failing list is shortened. */
const MOST_MILLISECONDS = 300_000;
