import type { ParseSession } from '../../server/src/syntax/parser.js';
import { createSourceFile } from '../../server/src/text/source-file.js';
import type { Uri } from '../../server/src/text/uri.js';
import { isSourceName } from '../../server/src/workspace/boards.js';
import type { FileView } from '../../server/src/workspace/file-view.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createViews, type Views } from '../../server/src/workspace/views.js';
import { createWorkspace, type Workspace } from '../../server/src/workspace/workspace.js';
import { newParser } from '../parser.js';
import { applyEdit, type Change, type EditedBoard } from './apply-edit.js';
import { unitDifference, viewDifference } from './difference.js';
import { createEditedTree, type EditedTree } from './edited-tree.js';
import type { Edit } from './edits.js';

/** What a list of edits left, told when a difference is found or nothing more is to be done. */
export interface CheckedEdits {
  /** How many edits did something and were compared. */
  readonly compared: number;
}

/** After an edit something is not as it is when computed from nothing. */
export class StaleError extends Error {
  constructor(
    message: string,
    /** The texts that an editor or the disk had by then, where they are not the original ones. */
    readonly texts: ReadonlyMap<Uri, string | undefined>,
  ) {
    super(message);
  }
}

/**
 * Makes edits of a board and its files one after the other, and compares after each the expansion, the syntax, the tree
 * and the findings with those that are computed from nothing. Throws a {@link StaleError} at the first difference.
 */
export async function checkEdits(board: Uri, edits: readonly Edit[], isPrompt: boolean): Promise<CheckedEdits> {
  const tree = createEditedTree();
  const kept = await openViews(tree, isPrompt);
  let compared = 0;
  try {
    const edited = await openBoard(tree, board, kept.views);
    for (const [index, edit] of edits.entries()) {
      const change = applyEdit(edited, edit);
      if (!change) continue;
      take(kept.views, change, index + 2);
      const fresh = await openViews(tree, isPrompt);
      try {
        const found = await compare(kept, fresh, edited, change);
        if (found !== undefined) throw new StaleError(`edit ${index}, ${describe(edit)}: ${found}`, textsOf(edited));
      } catch (error) {
        if (error instanceof StaleError) throw error;
        throw new StaleError(`edit ${index}, ${describe(edit)}: ${(error as Error).stack}`, textsOf(edited));
      } finally {
        fresh.close();
      }
      compared++;
    }
  } finally {
    kept.close();
  }
  return { compared };
}

interface OpenedViews {
  readonly workspace: Workspace;
  readonly views: Views;
  close(): void;
}

/** Views that know nothing yet but what is open. */
async function openViews(tree: EditedTree, isPrompt: boolean): Promise<OpenedViews> {
  const parser = await newParser();
  const sessions: ParseSession[] = [];
  const open = () => {
    const session = parser.open();
    sessions.push(session);
    return session;
  };
  const workspace = createWorkspace(tree.loader(isPrompt), { ...parser, open }, DEFAULT_SETTINGS);
  const views = createViews(workspace);
  for (const [uri, text] of tree.open) views.setOpen(uri, createSourceFile(uri, 1, text));
  return {
    workspace,
    views,
    close() {
      for (const session of sessions) session.close();
    },
  };
}

async function openBoard(tree: EditedTree, board: Uri, views: Views): Promise<EditedBoard> {
  const text = tree.textOf(board);
  if (text === undefined) throw new Error(`There is no ${board}`);
  tree.setOpen(board, text);
  views.setOpen(board, createSourceFile(board, 1, text));
  const files = (await views.checkedViewOf(board))?.unit?.expansion.files ?? [];
  const bySize = [...files].filter(({ uri }) => uri !== board).sort((a, b) => b.text.length - a.text.length);
  const soc = bySize.find(({ uri }) => isSourceName(uri)) ?? files[0]!;
  const header = bySize.find((file) => file !== soc && /^#define \w+ /m.test(file.text)) ?? soc;
  return {
    tree,
    board,
    soc: soc.uri,
    header: header.uri,
    files: files.map(({ uri }) => uri),
    histories: new Map(),
    lastEdits: new Map(),
  };
}

function take(views: Views, change: Change, version: number): void {
  if (change.kind === 'disk') views.filesChanged(change.changes);
  else if (change.kind === 'text') {
    const { uri, text } = change;
    views.setOpen(uri, text === undefined ? undefined : createSourceFile(uri, version, text));
  }
}

async function compare(
  kept: OpenedViews,
  fresh: OpenedViews,
  edited: EditedBoard,
  change: Change,
): Promise<string | undefined> {
  const one = await kept.views.checkedViewOf(edited.board);
  const other = await fresh.views.checkedViewOf(edited.board);
  const found = unitDifference(one?.unit, other?.unit) ?? viewDifference(one, other);
  if (found !== undefined || !one?.unit || !other?.unit) return found;
  edited.files = one.unit.expansion.files.map(({ uri }) => uri);
  const all = await findingsOf(kept, one);
  const anew = await findingsOf(fresh, other);
  const judged = viewDifference({ ...one, findings: all }, { ...other, findings: anew });
  if (judged !== undefined || change.kind === 'disk' || !edited.files.includes(change.uri)) return judged;
  const shown = await kept.views.checkedViewOf(change.uri);
  const shownAnew = await fresh.views.checkedViewOf(change.uri);
  const seen = viewDifference(shown, shownAnew);
  if (seen !== undefined || change.kind !== 'draft') return seen;
  return unitDifference(shown?.evaluateWith(change.text), shownAnew?.evaluateWith(change.text));
}

const findingsOf = ({ workspace }: OpenedViews, { unit }: FileView) => workspace.check(unit!);

function textsOf({ tree }: EditedBoard): ReadonlyMap<Uri, string | undefined> {
  return new Map([...tree.changedOnDisk, ...tree.open.keys()].map((uri) => [uri, tree.textOf(uri)]));
}

const describe = (edit: Edit) => JSON.stringify(edit);
