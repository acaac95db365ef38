import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, type Uri } from '../text/uri.js';
import { inOrderOfBeginnings } from './board-order.js';
import { isMakefileName } from './boards.js';
import { checkComposites } from './check-composites.js';
import { type PlannedComposite, planCheck, type Scope } from './check-plan.js';
import { collectFindings, type FindingCollection, type MergedFinding } from './merge.js';
import { createSuppressionLedger } from './suppressions/ledger.js';
import { unneededSuppressions } from './suppressions/unneeded.js';
import type { CheckOptions, Workspace } from './workspace.js';

export interface CheckResult {
  readonly findings: readonly MergedFinding[];
  /** What was checked: root sources, and composites by their blobs. */
  readonly boards: readonly Uri[];
  /** Paths asked for that are neither a file nor a folder. */
  readonly unreadable: readonly Uri[];
  /** Files asked for that the settings leave out. */
  readonly excluded: readonly Uri[];
  /** What was not checked with a folder, because it is another tree's and this one does not build it. */
  readonly unbuilt: readonly Uri[];
  /** What was not checked with a folder, because it is a link that leads out of the tree. */
  readonly outside: readonly Uri[];
}

/**
 * Checks what each path names: a board with the composites that are made of it; an overlay through the composites that
 * apply it, else alone; a folder, by all of these below it; any other source through those that include it, of which only
 * what is found in that file is told.
 */
export async function checkPaths(
  workspace: Workspace,
  paths: readonly Uri[],
  onProgress: (done: number, total: number) => void,
  options: CheckOptions = { asDtc: false },
): Promise<CheckResult> {
  const plan = await planCheck(workspace, paths);
  const collection = collectFindings();
  const suppressions = createSuppressionLedger();
  const checkOptions = { ...options, suppressions };
  const read = new Set<Uri>();
  const total = plan.roots.size + plan.composites.size;
  let done = 0;
  // Each is parsed as an edit of the one before.
  const session = workspace.parser.open();
  for (const root of await inOrderOfBeginnings(workspace, [...plan.roots.keys()])) {
    const scope = plan.roots.get(root);
    for (const uri of await checkRoot(workspace, session, root, scope, collection, checkOptions)) read.add(uri);
    // Hardly a source includes a board.
    workspace.files.forget([root]);
    onProgress(++done, total);
  }
  await checkComposites(workspace, session, plan.composites.values(), collection, checkOptions, {
    onFile: (uri) => read.add(uri),
    onDone: () => onProgress(++done, total),
  });
  if (options.asDtc)
    for (const [overlay, scope] of overlaysOf(plan.composites.values()))
      if (!plan.roots.has(overlay))
        await checkRoot(workspace, session, overlay, scope, collection, { ...checkOptions, onlyDtc: true });
  session.close();
  for (const file of plan.sources) if (!read.has(file)) await checkUnreached(workspace, file, collection);
  for (const { finding, boards } of await unneededSuppressions(workspace, suppressions)) {
    const { file } = finding.at.span;
    // A base is judged for its composites, too, without anybody having asked for it.
    const asked = boards.filter((board) => plan.composites.has(board) || plan.roots.has(board));
    const isWanted = asked.some((board) => {
      const { scope } = plan.composites.get(board) ?? { scope: plan.roots.get(board) };
      return !scope || scope.has(file.uri);
    });
    for (const left of isWanted ? await workspace.judgeFile(file, [finding]) : [])
      for (const board of asked) collection.add(left, board);
  }
  for (const finding of await workspace.judgeProblems(workspace.lookup.problems())) collection.add(finding, undefined);
  return {
    findings: collection.result(),
    boards: [...plan.roots.keys(), ...plan.composites.keys()],
    unreadable: plan.unreadable,
    excluded: plan.excluded,
    unbuilt: plan.unbuilt,
    outside: plan.outside,
  };
}

/** The overlays of some composites, which dtc reads by themselves, with the files whose findings are wanted. */
function overlaysOf(composites: Iterable<PlannedComposite>): ReadonlyMap<Uri, Scope> {
  const scopes = new Map<Uri, Scope>();
  for (const { composite, scope } of composites)
    for (const { source } of composite.overlays) {
      const known = scopes.get(source);
      const isAll = !scope || (scopes.has(source) && !known);
      scopes.set(source, isAll ? undefined : new Set([...(known ?? []), ...scope]));
    }
  return scopes;
}

/** Adds what is found on one root; gives the files that it is made of. */
async function checkRoot(
  workspace: Workspace,
  session: ParseSession,
  root: Uri,
  scope: Scope,
  collection: FindingCollection,
  options: CheckOptions,
): Promise<readonly Uri[]> {
  const unit = await workspace.loadUnit(root, session);
  if (!unit) return [];
  for (const finding of await workspace.check(unit, options)) {
    if (!scope || scope.has(finding.at.span.file.uri)) collection.add(finding, root);
  }
  return unit.expansion.files.map((file) => file.uri);
}

async function checkUnreached(workspace: Workspace, uri: Uri, collection: FindingCollection): Promise<void> {
  const file = await workspace.readFile(uri);
  if (!file) return;
  for (const finding of await checkSyntax(workspace, file, [unreachedNote(file)])) collection.add(finding, undefined);
}

/** What is said of a source that no board includes. */
export function unreachedNote(file: SourceFile): Finding {
  return {
    code: 'unreached-file',
    severity: 'information',
    at: { span: { file, start: 0, end: Math.min(file.lines.endOf(0), file.text.length) }, via: [] },
    message: 'No board of this source tree includes this file: only its syntax was checked',
  };
}

/**
 * What can be said of a file without a board, with `notes`: there are no macros and no labels, so only the syntax can be
 * judged.
 */
export async function checkSyntax(
  workspace: Workspace,
  file: SourceFile,
  notes: readonly Finding[] = [],
): Promise<readonly Finding[]> {
  const errors = isMakefileName(baseNameOf(file.uri)) ? [] : workspace.parser.findErrors(file.text);
  const findings = errors.map(({ code, start, end, message }): Finding => {
    return { code, severity: 'error', at: { span: { file, start, end }, via: [] }, message };
  });
  return workspace.judgeFile(file, [...notes, ...findings]);
}
