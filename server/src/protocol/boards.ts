import {
  BOARDS,
  type Board,
  type BoardList,
  type BoardStatus,
  type FileParams,
  SHOW_THROUGH,
  type ShowThroughParams,
  STATUS,
  STATUS_CHANGED,
} from '../features/requests.js';
import { baseNameOf, normalizeUri, relativePath, type Uri } from '../text/uri.js';
import { isRootName } from '../workspace/boards.js';
import type { SourceTree } from '../workspace/source-tree.js';
import { guarded } from './dispatch.js';
import type { Session } from './session.js';

/** Answers through which board a file is shown, and lets a person choose another. `onChoice` runs after a choice. */
export function serveBoards(session: Session, onChoice: () => void): void {
  const { connection, views } = session;
  connection.onRequest(STATUS, ({ textDocument }: FileParams) =>
    guarded<BoardStatus>(session, STATUS, { state: 'unknown', boards: 0 }, () => statusOf(session, textDocument.uri)),
  );
  connection.onRequest(BOARDS, ({ textDocument }: FileParams) =>
    guarded<BoardList>(session, BOARDS, { boards: [] }, () => boardsOf(session, textDocument.uri)),
  );
  connection.onRequest(SHOW_THROUGH, ({ board }: ShowThroughParams) =>
    guarded(session, SHOW_THROUGH, null, async () => {
      views.use(normalizeUri(board));
      onChoice();
      connection.sendNotification(STATUS_CHANGED);
      return null;
    }),
  );
}

async function statusOf({ workspace, views }: Session, spelled: string): Promise<BoardStatus> {
  const uri = normalizeUri(spelled);
  const view = await views.viewOf(uri);
  if (!view) return { state: 'unknown', boards: 0 };
  const tree = view.sourceTree;
  if (!view.unit) return { state: 'unreached', boards: 0, layout: tree.layout };
  const board = boardAt(view.unit.root.uri, tree);
  if (isRootName(baseNameOf(uri))) return { state: 'root', board, boards: 1, layout: tree.layout };
  const graph = workspace.includeGraphOf(tree);
  // The whole tree is read in the background; until then one board is what is known.
  const boards = graph.complete ? (await graph.boardsReaching(uri)).length : 1;
  return { state: 'through', board, boards, layout: tree.layout };
}

async function boardsOf({ workspace, views }: Session, spelled: string): Promise<BoardList> {
  const uri = normalizeUri(spelled);
  const tree = await workspace.treeOf(uri);
  const boards = (await views.boardsOf(uri)).map((board) => boardAt(board, tree));
  const shown = (await views.viewOf(uri))?.unit?.root.uri;
  return { boards, ...(shown !== undefined && { shown }) };
}

function boardAt(uri: Uri, tree: SourceTree): Board {
  const name = baseNameOf(uri);
  return { uri, name: name.replace(/\.dtso?$/, ''), path: relativePath(uri, tree.root) ?? name };
}
