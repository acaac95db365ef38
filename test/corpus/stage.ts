import type { KernelTree } from '../../scripts/kernel.js';
import type { BoardFacts } from './oracle/board-facts.js';

/** One comparison of the analyser with another tool, over the boards or files of a kernel tree. */
export interface Stage {
  readonly name: string;
  run(context: StageContext): Promise<StageResult>;
}

export interface StageContext {
  readonly kernel: KernelTree;
  /** The boards of this run, as paths from the root of the tree. */
  readonly boards: readonly string[];
  /** The run was narrowed to some of the boards; a stage over other files narrows itself likewise. */
  readonly partial: boolean;
  /** What the kernel's own tools say of a board; rejects when they refuse it. */
  oracleFacts(board: string): Promise<BoardFacts>;
  /** The .dtb that the kernel's own tools make of a board; rejects when they refuse it. */
  dtb(board: string): Promise<Buffer>;
  /** Tell the reader how far the stage is. */
  progress(done: number, total: number): void;
}

export interface StageResult {
  /** How many boards (or files) were compared: each passes or fails as a whole. */
  readonly compared: number;
  /** How many single things were compared in them: facts, lines, nodes. Known differences are measured against it. */
  readonly rows: number;
  readonly differences: readonly Difference[];
  /** Whether the stage compared all that it ever compares, though the run was narrowed to some boards. */
  readonly isWhole?: boolean;
  /** Lines about what was seen, for the reader. */
  readonly counts: readonly string[];
}

export interface Difference {
  /** The board, or the file where a stage compares files; as a path from the root of the tree. */
  readonly board: string;
  /** The same words in each run, for the list of known differences names it by them. */
  readonly what: string;
}
