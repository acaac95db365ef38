import type { SyntaxProblem } from '../ast.js';

/** A change of a text with a mistake after which it can be understood. Offsets are those of the text. */
export interface Repair {
  readonly start: number;
  readonly end: number;
  /** As long as what it replaces, or put between two tokens. */
  readonly newText: string;
  /** Absent where another repair already tells of the mistake. */
  readonly problem?: SyntaxProblem;
}

/** More mistakes than anybody mends one by one; it bounds the work on hostile text. */
export const MAX_REPAIRS = 100;

/** Brings repairs into the order of the text; of two that overlap the first stays. */
export function inOrder(repairs: readonly Repair[]): Repair[] {
  const sorted = [...repairs].sort((one, other) => one.start - other.start);
  const kept: Repair[] = [];
  for (const repair of sorted) if (repair.start >= (kept.at(-1)?.end ?? 0)) kept.push(repair);
  return kept;
}

/** The text with its repairs, which are in order. */
export function applyRepairs(text: string, repairs: readonly Repair[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, newText } of repairs) {
    parts.push(text.slice(from, start), newText);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
