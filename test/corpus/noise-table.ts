import { SEVERITIES, type Severity } from '../../server/src/text/finding.js';
import type { Uri } from '../../server/src/text/uri.js';
import type { MergedFinding } from '../../server/src/workspace/merge.js';

/** What a run over many boards tells a person by itself: how much of it, of which codes, on how many boards. */
export interface Noise {
  /** The findings of each code, those at most places first. */
  readonly codes: readonly CodeNoise[];
  /** The findings on each board that are counted as problems, and the boards that have none; those with most first. */
  readonly boards: readonly BoardNoise[];
  /** Of the problems of all boards; zero where there is no board. */
  readonly median: number;
}

export interface CodeNoise {
  readonly code: string;
  readonly severities: readonly Severity[];
  /** A place is a code, a file, a range in it and a message: what many boards have of a shared file is one. */
  readonly places: number;
  readonly boards: number;
}

export interface BoardNoise {
  readonly board: Uri;
  readonly problems: number;
}

/** Counts the findings of `boards`; those of the `expected` codes are no problems of a board, but have their line in the table. */
export function noiseOf(
  findings: readonly MergedFinding[],
  boards: readonly Uri[],
  expected: ReadonlySet<string>,
): Noise {
  const byCode = new Map<string, MergedFinding[]>();
  const problems = new Map(boards.map((board) => [board, 0]));
  for (const finding of findings) {
    byCode.set(finding.code, [...(byCode.get(finding.code) ?? []), finding]);
    if (expected.has(finding.code)) continue;
    for (const board of finding.boards) problems.set(board, (problems.get(board) ?? 0) + 1);
  }
  const codes = [...byCode].map(([code, all]) => ({
    code,
    severities: SEVERITIES.filter((severity) => all.some((finding) => finding.severity === severity)),
    places: all.length,
    boards: new Set(all.flatMap((finding) => finding.boards)).size,
  }));
  const byBoard = [...problems].map(([board, count]) => ({ board, problems: count }));
  return {
    codes: codes.sort((a, b) => b.places - a.places || (a.code < b.code ? -1 : 1)),
    boards: byBoard.sort((a, b) => b.problems - a.problems || (a.board < b.board ? -1 : 1)),
    median: medianOf([...problems.values()]),
  };
}

/** The lines that a person reads. `nameOf` writes a board. */
export function noiseTable({ codes, boards, median }: Noise, nameOf: (board: Uri) => string): readonly string[] {
  const width = Math.max(...codes.map(({ code }) => code.length), 'code'.length);
  const row = (code: string, places: string, on: string, severities: string) =>
    `${code.padEnd(width)}${places.padStart(8)}${on.padStart(8)}  ${severities}`;
  const having = (least: number, most: number) =>
    boards.filter(({ problems }) => problems >= least && problems <= most).length;
  return [
    row('code', 'places', 'boards', 'severity'),
    ...codes.map(({ code, places, boards: on, severities }) => row(code, `${places}`, `${on}`, severities.join(', '))),
    `boards by problems: ${having(0, 0)} with none, ${having(1, FEW)} with 1 to ${FEW}, ${having(FEW + 1, Number.POSITIVE_INFINITY)} with more; median ${median}`,
    ...boards
      .slice(0, SHOWN)
      .filter(({ problems }) => problems > 0)
      .map(({ board, problems }) => `  ${`${problems}`.padStart(4)} on ${nameOf(board)}`),
  ];
}

/** As many as a person reads through when a board is opened for the first time. */
export const FEW = 5;

/** How many of the boards with most problems are named. */
const SHOWN = 10;

function medianOf(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}
