import type { ParseSession } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { Uri } from '../text/uri.js';
import type { SurveyRun } from './board-survey.js';
import type { Workspace } from './workspace.js';

/** On which boards the findings of files hold: learnt in the background, board by board, and never waited for. */
export interface BoardCounts {
  /** The boards on which a finding of a file holds; `undefined` while that is not known. */
  boardsWith(finding: Finding): readonly Uri[] | undefined;
  /**
   * Checks each board and takes in what it finds in `files`. The boards' answers replace the older ones at the end, unless
   * `goOn`, which is asked between boards, gives `false` before. `survey` is shown each board, too.
   */
  learn(files: readonly Uri[], boards: readonly Uri[], goOn: () => Promise<boolean>, survey?: SurveyRun): Promise<void>;
}

export function createBoardCounts(workspace: Workspace): BoardCounts {
  /** By file, then by finding. */
  const known = new Map<Uri, ReadonlyMap<string, readonly Uri[]>>();
  return {
    boardsWith: (finding) => known.get(finding.at.span.file.uri)?.get(keyOf(finding)),
    async learn(files, boards, goOn, survey) {
      const found = new Map(files.map((uri) => [uri, new Map<string, Uri[]>()]));
      // Boards of one SoC begin with the same text, so each is parsed as an edit of the one before.
      const session = workspace.parser.open();
      try {
        for (const board of boards) {
          if (!(await goOn())) return;
          await checkBoard(workspace, session, board, found, survey);
        }
      } finally {
        session.close();
      }
      for (const [uri, findings] of found) known.set(uri, findings);
      survey?.finish();
    },
  };
}

async function checkBoard(
  workspace: Workspace,
  session: ParseSession,
  board: Uri,
  found: ReadonlyMap<Uri, Map<string, Uri[]>>,
  survey: SurveyRun | undefined,
): Promise<void> {
  const unit = await workspace.loadUnit(board, session);
  if (!unit) return;
  const all = await workspace.check(unit);
  survey?.take(board, unit, all);
  for (const finding of all) {
    const findings = found.get(finding.at.span.file.uri);
    const boards = findings?.get(keyOf(finding));
    if (boards?.at(-1) === board) continue;
    if (boards) boards.push(board);
    else findings?.set(keyOf(finding), [board]);
  }
}

/** What stays the same of a finding while the text around it is edited: its place does not. */
function keyOf({ code, message, nodes = [] }: Finding): string {
  return [code, message, ...nodes].join('\0');
}
