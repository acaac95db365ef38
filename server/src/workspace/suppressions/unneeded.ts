import { baseNameOf, type Uri } from '../../text/uri.js';
import { isRootName, isSourceName } from '../boards.js';
import { everyBoardThrough } from '../check-plan.js';
import type { Workspace } from '../workspace.js';
import type { SuppressionLedger, UnusedSuppression } from './ledger.js';

/**
 * The suppressions that no board needs: those of no use on the boards that were judged, as far as every board was judged
 * that may read their file, one that the settings leave out included.
 */
export async function unneededSuppressions(
  workspace: Workspace,
  ledger: SuppressionLedger,
): Promise<readonly UnusedSuppression[]> {
  // Files of one SoC have the same boards, and a file may have many such comments.
  const closedRoots = new Map<Uri, Promise<boolean>>();
  const isRootClosed = (root: Uri) =>
    once(closedRoots, root, async () => (await everyBoardThrough(workspace, [root])).every(ledger.isClosed));
  const roots = new Map<string, Promise<readonly Uri[] | undefined>>();
  const isUnneeded = async ({ finding, boards }: UnusedSuppression) => {
    const { uri } = finding.at.span.file;
    const reaching = await once(roots, [uri, ...boards].join('\n'), () => rootsReaching(workspace, uri, boards));
    for (const root of reaching ?? []) if (!(await isRootClosed(root))) return false;
    return reaching !== undefined;
  };
  const unneeded: UnusedSuppression[] = [];
  for (const unused of ledger.unused()) if (await isUnneeded(unused)) unneeded.push(unused);
  return unneeded;
}

/** The root sources that may read a file, of which these boards are known to do so; `undefined` where nobody can tell. */
async function rootsReaching(
  workspace: Workspace,
  file: Uri,
  boards: readonly Uri[],
): Promise<readonly Uri[] | undefined> {
  const name = baseNameOf(file);
  // What headers include, graphs do not know.
  if (!isSourceName(name)) return undefined;
  const own = isRootName(name) ? [file] : [];
  // Hardly a source includes a board: the whole tree is not read to look for one.
  if (own.length > 0) {
    const made = await everyBoardThrough(workspace, own);
    if (boards.every((board) => made.includes(board))) return own;
  }
  const graph = workspace.includeGraphOf(await workspace.treeOf(file));
  return [...own, ...(await graph.boardsReaching(file)), ...(await graph.overlaysReaching(file))];
}

function once<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, compute: () => Promise<Value>): Promise<Value> {
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}
