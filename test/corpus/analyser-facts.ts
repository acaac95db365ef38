import type { BoardFacts } from './oracle/board-facts.js';

/** What the analyser says of one board. */
export interface AnalysedBoard {
  readonly board: string;
  readonly facts: BoardFacts;
  readonly findings: readonly AnalysedFinding[];
}

export interface AnalysedFinding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  /** As a path from the root of the tree. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The analyser's own reading of boards, to be compared with the oracle's. */
export function analyserFacts(_kernelRoot: string, _boards: readonly string[]): AsyncIterable<AnalysedBoard> {
  throw new Error('the analyser is not connected to the corpus run yet');
}
