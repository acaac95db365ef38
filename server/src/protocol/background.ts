import { STATUS_CHANGED } from '../features/requests.js';
import { baseNameOf, type Uri } from '../text/uri.js';
import { bestBoards } from '../workspace/board-choice.js';
import type { LearnRequest } from '../workspace/board-counts.js';
import { isBoardName, isSourceName } from '../workspace/boards.js';
import { boardsThrough, type CheckedBoard, everyBoardThrough } from '../workspace/check-plan.js';
import { isProjectFile } from '../workspace/project-file.js';
import { suppressionsOf } from '../workspace/suppressions/suppress.js';
import { isPlainBoard } from './boards.js';
import { guarded } from './dispatch.js';
import type { OpenDocuments } from './documents.js';
import { showProgress } from './progress.js';
import type { Session } from './session.js';
import { delayed, withPauses } from './timing.js';

/** Work that is done when nobody types. */
export interface BackgroundWork {
  /** Has what is known looked at again, because something changed. */
  again(): void;
  /** Has all boards and composites that reach a file looked at, however many there are, until {@link seeOne}. */
  seeAll(uri: Uri): void;
  /** Takes {@link seeAll} back. */
  seeOne(uri: Uri): void;
}

/**
 * What is done when nobody types: the boards of the tree are searched, and shared files are checked on the other boards
 * that include them, and on the composites that are made of these. `onResult` runs when more is known than before.
 */
export function workInBackground(session: Session, documents: OpenDocuments, onResult: () => void): BackgroundWork {
  const { connection, views, counts, survey, seesAll } = session;
  const run = delayed(() => guarded(session, 'Background', undefined, work));
  documents.onChange((uri, kind) => {
    if (kind === 'closed') seesAll.delete(uri);
    run(IDLE);
  });

  async function work(): Promise<void> {
    await views.rest();
    const { revision } = views;
    const shared: Uri[] = [];
    for (const { uri } of documents.uris) if (!isProjectFile(uri) && (await isShared(uri))) shared.push(uri);
    const unknown: Uri[] = [];
    const boards = new Map<Uri, CheckedBoard>();
    const every = new Map<Uri, readonly Uri[]>();
    for (const uri of shared) {
      const roots = await views.rootsOf(uri);
      const reaching = await boardsThrough(session.workspace, roots);
      // By itself an overlay is checked whenever it is shown.
      const isAlone = reaching.every((board) => board.uri === uri);
      const wanted = isAlone ? [] : await boardsToSee(uri, reaching);
      const { asked } = survey.of(uri) ?? {};
      if (isAlone || (asked && wanted.every((board) => asked.has(board.uri)))) continue;
      unknown.push(uri);
      if (await mayTellUnused(uri)) every.set(uri, await everyBoardThrough(session.workspace, roots));
      for (const board of wanted) boards.set(board.uri, board);
    }
    // The search may have found more boards than were known when the status was asked for.
    if (shared.length > 0) connection.sendNotification(STATUS_CHANGED);
    if (boards.size === 0) return;
    await look({ files: unknown, boards: [...boards.values()], reaching: every }, revision);
  }

  /** An overlay is shared by the composites that apply it, and a board with suppressions by those that may need them. */
  async function isShared(uri: Uri): Promise<boolean> {
    const view = isBoardName(baseNameOf(uri)) ? await views.viewOf(uri) : undefined;
    return view === undefined || !isPlainBoard(view) || (await mayTellUnused(uri));
  }

  /** Whether there are suppressions, and all that includes the file can be known: what headers include, graphs do not know. */
  async function mayTellUnused(uri: Uri): Promise<boolean> {
    const file = isSourceName(baseNameOf(uri)) ? await session.workspace.readFile(uri) : undefined;
    return file !== undefined && suppressionsOf(file).length > 0;
  }

  async function look(request: LearnRequest, revision: number): Promise<void> {
    const { files, boards } = request;
    const all = files.filter((uri) => seesAll.has(uri));
    const cancel = () => {
      for (const uri of all) seesAll.delete(uri);
    };
    const progress = all.length > 0 ? showProgress(session, 'Checking all boards', cancel) : undefined;
    const isWanted = () => views.revision === revision && all.every((uri) => seesAll.has(uri));
    const work = { goOn: withPauses(isWanted), onBoard: (done: number) => progress?.report(done, boards.length) };
    const uris = boards.map(({ uri }) => uri);
    try {
      await counts.learn(request, work, survey.begin(files, uris));
    } finally {
      progress?.done();
    }
    if (views.revision !== revision) return;
    onResult();
    connection.sendNotification(STATUS_CHANGED);
  }

  async function boardsToSee(uri: Uri, reaching: readonly CheckedBoard[]): Promise<readonly CheckedBoard[]> {
    if (seesAll.has(uri) || reaching.length <= MAX_BOARDS) return reaching;
    const shown = (await views.viewOf(uri))?.unit?.root.uri;
    const uris = reaching.map((board) => board.uri);
    const best = await bestBoards(session.workspace, uri, uris, shown === undefined ? [] : [shown]);
    const wanted = new Set(best.slice(0, MAX_BOARDS));
    return reaching.filter((board) => wanted.has(board.uri));
  }

  return {
    again: () => run(IDLE),
    seeAll(uri) {
      seesAll.add(uri);
      run(0);
    },
    seeOne(uri) {
      seesAll.delete(uri);
      run(IDLE);
    },
  };
}

/** How long nobody has typed when the work begins, in milliseconds. */
const IDLE = 800;

/** A file of a whole architecture would keep the machine busy for minutes after each key; a person may want that. */
const MAX_BOARDS = 40;
