import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, type Uri } from '../text/uri.js';
import { filesBelow, isBoardName, isRootName } from './boards.js';
import { applySettings } from './check-tree.js';
import { collectFindings, type FindingCollection, type MergedFinding } from './merge.js';
import type { Workspace } from './workspace.js';

export interface CheckResult {
  readonly findings: readonly MergedFinding[];
  /** The root sources that were evaluated. */
  readonly boards: readonly Uri[];
  /** Paths asked for that are neither a file nor a folder. */
  readonly unreadable: readonly Uri[];
}

/**
 * Checks what each path names: a root source; a folder, by every board below it; any other source, through the boards
 * that include it, of which only what is found in that file is told.
 */
export async function checkPaths(
  workspace: Workspace,
  paths: readonly Uri[],
  onProgress: (done: number, total: number) => void,
): Promise<CheckResult> {
  const plan = await planCheck(workspace, paths);
  const collection = collectFindings();
  const read = new Set<Uri>();
  let done = 0;
  // Boards of one SoC begin with the same text, so each is parsed as an edit of the one before.
  const session = workspace.parser.open();
  for (const [board, scope] of plan.boards) {
    for (const uri of await checkBoard(workspace, session, board, scope, collection)) read.add(uri);
    onProgress(++done, plan.boards.size);
  }
  session.close();
  for (const file of plan.sources) if (!read.has(file)) await checkUnreached(workspace, file, collection);
  return { findings: collection.result(), boards: [...plan.boards.keys()], unreadable: plan.unreadable };
}

interface Plan {
  /** The roots to evaluate, each with the files whose findings are wanted; without a set, all are. */
  readonly boards: ReadonlyMap<Uri, ReadonlySet<Uri> | undefined>;
  /** The files asked for that are not roots. */
  readonly sources: readonly Uri[];
  readonly unreadable: readonly Uri[];
}

async function planCheck(workspace: Workspace, paths: readonly Uri[]): Promise<Plan> {
  const { loader } = workspace;
  const boards = new Map<Uri, Set<Uri> | undefined>();
  const sources: Uri[] = [];
  const unreadable: Uri[] = [];
  for (const path of paths) {
    if ((await loader.list(path)) !== undefined) {
      const reach = await workspace.reachBelow(path);
      for (const board of await filesBelow(path, loader, reach, isBoardName)) boards.set(board, undefined);
      continue;
    }
    if (!(await workspace.readFile(path))) {
      unreadable.push(path);
    } else if (isRootName(baseNameOf(path))) {
      boards.set(path, undefined);
    } else {
      sources.push(path);
      for (const board of await workspace.includeGraphOf(await workspace.treeOf(path)).boardsReaching(path)) {
        const scope = boards.has(board) ? boards.get(board) : new Set<Uri>();
        scope?.add(path);
        boards.set(board, scope);
      }
    }
  }
  return { boards, sources, unreadable };
}

/** Adds what is found on one board; gives the files that the board is made of. */
async function checkBoard(
  workspace: Workspace,
  session: ParseSession,
  board: Uri,
  scope: ReadonlySet<Uri> | undefined,
  collection: FindingCollection,
): Promise<readonly Uri[]> {
  const unit = await workspace.loadUnit(board, session);
  if (!unit) return [];
  for (const finding of await workspace.check(unit)) {
    if (!scope || scope.has(finding.at.span.file.uri)) collection.add(finding, board);
  }
  return unit.expansion.files.map((file) => file.uri);
}

async function checkUnreached(workspace: Workspace, uri: Uri, collection: FindingCollection): Promise<void> {
  const file = await workspace.readFile(uri);
  if (!file) return;
  const note: Finding = {
    code: 'unreached-file',
    severity: 'information',
    at: { span: { file, start: 0, end: Math.min(file.lines.endOf(0), file.text.length) }, via: [] },
    message: 'No board of this source tree includes this file: only its syntax was checked',
  };
  for (const finding of applySettings([note], workspace.settings)) collection.add(finding, undefined);
  for (const finding of checkSyntax(workspace, file)) collection.add(finding, undefined);
}

/** What can be said of a file without a board: there are no macros and no labels, so only the syntax can be judged. */
export function checkSyntax(workspace: Workspace, file: SourceFile): readonly Finding[] {
  const findings = workspace.parser.findErrors(file.text).map(({ code, start, end, message }): Finding => {
    return { code, severity: 'error', at: { span: { file, start, end }, via: [] }, message };
  });
  return applySettings(findings, workspace.settings);
}
