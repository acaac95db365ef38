import type { TextEdit } from '../../server/src/text/finding.js';
import type { BoardState } from './mutable-board.js';

/** The mistake that a rule exists for, as it can be made in the sources of a correct board. */
export interface Mutation {
  /** The rule that must find it. */
  readonly code: string;
  /** What a person did. */
  readonly mistake: string;
  /** Other rules that must speak too where the mistake is made, because it is one for them as well. */
  readonly implied?: readonly string[];
  /** Why the rule offers no fix, or not everywhere; else each finding must have one, and it must restore the board. */
  readonly unfixed?: string;
  /** The beginnings of board names of which at least one each must be tried: those that had the very mistake. */
  readonly historic?: readonly string[];
  /** Makes a board correct that could not have the mistake as it is. */
  prepare?(board: BoardState): readonly TextEdit[];
  /** Every way to make the mistake on this board; none where it has nothing to make it with. */
  ways(board: BoardState): readonly (readonly TextEdit[])[];
}
