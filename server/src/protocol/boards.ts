import {
  BOARDS,
  type Board,
  type BoardList,
  type BoardStatus,
  CHECK_ALL_BOARDS,
  type FileParams,
  type ListedBoard,
  SHOW_THROUGH,
  type ShowThroughParams,
  STATUS,
  STATUS_CHANGED,
} from '../features/requests.js';
import { baseNameOf, normalizeUri, relativePath, type Uri } from '../text/uri.js';
import { factsOf } from '../workspace/board-facts.js';
import { isBoardName, isRootName } from '../workspace/boards.js';
import { boardsThrough } from '../workspace/check-plan.js';
import type { FileView } from '../workspace/file-view.js';
import type { SourceTree } from '../workspace/source-tree.js';
import { isOverlayUnit } from '../workspace/translation-unit.js';
import type { BackgroundWork } from './background.js';
import { guarded, unlessCancelled } from './dispatch.js';
import type { Session } from './session.js';

/** Answers through which board a file is shown, and lets a person choose another, or all. `onChoice` runs after a choice. */
export function serveBoards(session: Session, background: BackgroundWork, onChoice: () => void): void {
  const { connection, views } = session;
  connection.onRequest(STATUS, ({ textDocument }: FileParams, token) =>
    guarded<BoardStatus>(session, STATUS, { state: 'unknown', boards: 0 }, () =>
      unlessCancelled(token, () => statusOf(session, textDocument.uri)),
    ),
  );
  connection.onRequest(BOARDS, ({ textDocument }: FileParams, token) =>
    guarded<BoardList>(session, BOARDS, { boards: [], all: 0 }, () =>
      unlessCancelled(token, () => boardsOf(session, textDocument.uri)),
    ),
  );
  connection.onRequest(SHOW_THROUGH, ({ board, textDocument }: ShowThroughParams) =>
    guarded(session, SHOW_THROUGH, null, async () => {
      views.use(normalizeUri(board));
      background.seeOne(normalizeUri(textDocument.uri));
      onChoice();
      connection.sendNotification(STATUS_CHANGED);
      return null;
    }),
  );
  connection.onRequest(CHECK_ALL_BOARDS, ({ textDocument }: FileParams) =>
    guarded(session, CHECK_ALL_BOARDS, null, async () => {
      background.seeAll(normalizeUri(textDocument.uri));
      connection.sendNotification(STATUS_CHANGED);
      return null;
    }),
  );
}

async function statusOf({ workspace, views, survey, seesAll }: Session, spelled: string): Promise<BoardStatus> {
  const uri = normalizeUri(spelled);
  const view = await views.viewOf(uri);
  if (!view) return { state: 'unknown', boards: 0 };
  const tree = view.sourceTree;
  if (!view.unit) return { state: 'unreached', boards: 0, layout: tree.layout };
  const board = boardAt(view.unit.root.uri, tree);
  const isRoot = isRootName(baseNameOf(uri));
  if (isPlainBoard(view)) return { state: 'root', board, boards: 1, layout: tree.layout };
  // The whole tree is read in the background; until then one board is what is known.
  const isKnown = isRoot || workspace.includeGraphOf(tree).complete;
  const boards = isKnown ? Math.max(1, (await boardsThrough(workspace, await views.rootsOf(uri))).length) : 1;
  const checked = survey.of(uri)?.boards.length;
  return {
    state: isRoot ? 'root' : 'through',
    board,
    boards,
    ...(checked !== undefined && { checked }),
    ...(seesAll.has(uri) && { seesAll: true }),
    layout: tree.layout,
  };
}

async function boardsOf({ workspace, views }: Session, spelled: string): Promise<BoardList> {
  const uri = normalizeUri(spelled);
  const boards: ListedBoard[] = [];
  for (const board of await views.boardsOf(uri)) {
    const tree = await workspace.treeOf(board);
    boards.push({ ...boardAt(board, tree), ...(await factsOf(workspace, tree, board)) });
  }
  const view = await views.viewOf(uri);
  const shown = view?.unit?.root.uri;
  const all = view && isPlainBoard(view) ? 1 : (await boardsThrough(workspace, await views.rootsOf(uri))).length;
  return { boards, all, ...(shown !== undefined && { shown }) };
}

/** Whether a view is that of a board, which is shown by itself, and not of an overlay. */
export const isPlainBoard = ({ file, unit }: FileView): boolean =>
  isBoardName(baseNameOf(file.uri)) && (unit === undefined || !isOverlayUnit(unit));

function boardAt(uri: Uri, tree: SourceTree): Board {
  const name = baseNameOf(uri);
  return { uri, name: name.replace(/\.dtso?$/, ''), path: relativePath(uri, tree.root) ?? uri };
}
