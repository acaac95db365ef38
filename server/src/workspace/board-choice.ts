import { baseNameOf, folderOf, type Uri } from '../text/uri.js';
import type { SettingsLookup } from './settings-lookup.js';

/**
 * The boards through which a file may be shown, the best first: those used last, then those whose names are nearest to
 * the file's, then the others by name. `recent` holds the boards in use, the last first.
 */
export function rankBoards(file: Uri, boards: readonly Uri[], recent: readonly Uri[]): Uri[] {
  const rank = new Map(
    boards.map((board) => {
      const used = recent.indexOf(board);
      return [board, [used < 0 ? recent.length : used, -likeness(file, board), board.length] as const];
    }),
  );
  return [...boards].sort((a, b) => {
    const [left, right] = [rank.get(a)!, rank.get(b)!];
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2] || (a < b ? -1 : 1);
  });
}

/** The same boards, those last that the settings leave out: nobody wants to know what is so on them. */
export async function countingFirst(boards: readonly Uri[], lookup: SettingsLookup): Promise<readonly Uri[]> {
  await lookup.load(boards);
  const counts = (board: Uri) => lookup.of(board).isIncluded;
  return boards.every(counts) ? boards : [...boards.filter(counts), ...boards.filter((board) => !counts(board))];
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
