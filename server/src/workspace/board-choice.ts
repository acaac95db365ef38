import { baseNameOf, folderOf, type Uri } from '../text/uri.js';
import { builtAmong } from './board-facts.js';
import type { Workspace } from './workspace.js';

/**
 * The boards through which a file may be shown, the best first, as {@link rankBoards} has them. Last are those that the
 * settings leave out: nobody wants to know what is so on them. `recent` holds the boards in use, the last first.
 */
export async function bestBoards(
  workspace: Workspace,
  file: Uri,
  boards: readonly Uri[],
  recent: readonly Uri[],
): Promise<readonly Uri[]> {
  const { lookup } = workspace;
  const ranked = rankBoards(file, boards, recent, await builtAmong(workspace, boards));
  await lookup.load(ranked);
  const counts = (board: Uri) => lookup.of(board).isIncluded;
  return ranked.every(counts) ? ranked : [...ranked.filter(counts), ...ranked.filter((board) => !counts(board))];
}

/**
 * Boards used last come first, then those that are built, and of these those whose names are nearest to the file's, then
 * the others by name.
 */
export function rankBoards(
  file: Uri,
  boards: readonly Uri[],
  recent: readonly Uri[],
  built: ReadonlySet<Uri> = new Set(),
): Uri[] {
  const rank = new Map(
    boards.map((board) => {
      const used = recent.indexOf(board);
      const order = [used < 0 ? recent.length : used, built.has(board) ? 0 : 1, -likeness(file, board), board.length];
      return [board, order] as const;
    }),
  );
  return [...boards].sort((a, b) => {
    const [left, right] = [rank.get(a)!, rank.get(b)!];
    const difference = left.map((value, index) => value - right[index]!).find((value) => value !== 0);
    return difference ?? (a < b ? -1 : 1);
  });
}

/** How much two files' names have in common: their longest common part; a little more in the same folder. */
function likeness(file: Uri, board: Uri): number {
  const common = longestCommonPart(stemOf(file), stemOf(board));
  return common + (folderOf(file) === folderOf(board) ? 0.5 : 0);
}

/** A file's name without what stands behind the last dot. */
const stemOf = (uri: Uri) => baseNameOf(uri).replace(/\.[^.]*$/, '');

function longestCommonPart(a: string, b: string): number {
  let longest = 0;
  let above = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue;
      row[j + 1] = above[j]! + 1;
      longest = Math.max(longest, row[j + 1]!);
    }
    above = row;
  }
  return longest;
}
