import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { SurveyRun } from './board-survey.js';
import type { CheckedBoard } from './check-plan.js';
import { loadComposite } from './load-composite.js';
import { type GoOn, inSteps } from './steps.js';
import { rangeOfPart } from './suppressions/comment-findings.js';
import { createSuppressionLedger, type SuppressionLedger } from './suppressions/ledger.js';
import { type Suppression, suppressionsOf } from './suppressions/suppress.js';
import type { TranslationUnit } from './translation-unit.js';
import type { Workspace } from './workspace.js';

/** On which boards the findings of files hold: learnt in the background, board by board, and never waited for. */
export interface BoardCounts {
  /** The boards on which a finding of a file holds; `undefined` while that is not known. */
  boardsWith(finding: Finding): readonly Uri[] | undefined;
  /** Whether no board that may read its file contradicts a finding, as one may that needs a suppression. */
  isCertain(finding: Finding): boolean;
  /**
   * Checks each board and takes in what it finds in the files. The boards' answers replace the older ones at the end, unless
   * the work is given up before. `survey` is shown each board, too.
   */
  learn(request: LearnRequest, work: LearnWork, survey?: SurveyRun): Promise<void>;
}

/** Who follows the work, and can end it. */
export interface LearnWork {
  readonly goOn: GoOn;
  /** Is told how many boards have been checked. */
  onBoard?(done: number): void;
}

export interface LearnRequest {
  readonly files: readonly Uri[];
  /** Boards and composites: each counts as one. */
  readonly boards: readonly CheckedBoard[];
  /**
   * Of the files with suppressions, all boards that may read them, more perhaps than are checked: of those of which it is
   * not known, no suppression is ever certain to be of no use.
   */
  readonly reaching: ReadonlyMap<Uri, readonly Uri[]>;
}

export function createBoardCounts(workspace: Workspace): BoardCounts {
  /** By file, then by finding. */
  const known = new Map<Uri, ReadonlyMap<string, readonly Uri[]>>();
  const suppressionCounts = new Map<Uri, SuppressionCount>();
  return {
    boardsWith(finding) {
      const { file } = finding.at.span;
      const boards = known.get(file.uri)?.get(keyOf(finding));
      // Where another board needs a suppression, none has the finding, and that is all there is to learn.
      return boards ?? (isUnused(finding) && isCurrent(suppressionCounts.get(file.uri), file) ? [] : undefined);
    },
    isCertain(finding) {
      const { file } = finding.at.span;
      const part = isUnused(finding) ? partAt(finding) : undefined;
      const count = suppressionCounts.get(file.uri);
      return !part || (isCurrent(count, file) && count.isWhole && !mayBeNeeded(part, count));
    },
    async learn({ files, boards, reaching }, { goOn, onBoard }, survey) {
      const suppressions = createSuppressionLedger();
      const found = new Map(files.map((uri) => [uri, new Map<string, Uri[]>()]));
      const loader = createUnitLoader(workspace, goOn);
      try {
        for (const [done, board] of inOrder(boards).entries()) {
          onBoard?.(done);
          const unit = await loader.load(board);
          if (!(await goOn())) return;
          if (unit) await checkBoard(workspace, unit, board.uri, { found, suppressions, survey, goOn });
          if (!(await goOn())) return;
        }
      } finally {
        loader.close();
      }
      for (const { finding, boards: on } of suppressions.unused())
        found.get(finding.at.span.file.uri)?.set(keyOf(finding), [...on]);
      for (const [uri, findings] of found) {
        known.set(uri, findings);
        const file = workspace.files.read(uri);
        if (typeof file === 'string') continue;
        const isWhole = reaching.get(uri)?.every(suppressions.isClosed) ?? false;
        suppressionCounts.set(uri, { file, codes: codesOf(file), needed: suppressions.neededIn(uri), isWhole });
      }
      if (survey) await inSteps(survey.finish(), goOn);
    },
  };
}

/** What the boards made of the suppressions of a file. */
interface SuppressionCount {
  /** The version of the file that the boards read. */
  readonly file: SourceFile;
  /** Of which suppressions, to notice when there are others. */
  readonly codes: string;
  /** Those that a board needs, or may. */
  readonly needed: readonly Suppression[];
  /** Whether every board was asked that may read the file. */
  readonly isWhole: boolean;
}

const isUnused = ({ code }: Finding) => code === 'unused-suppression';

function isCurrent(count: SuppressionCount | undefined, file: SourceFile): count is SuppressionCount {
  return count?.codes === codesOf(file);
}

/** Of a version that no board has read, which suppression is which cannot be told if several are for one code. */
function mayBeNeeded(part: Suppression, { file, needed }: SuppressionCount): boolean {
  const { start } = rangeOfPart(part);
  const isAsRead = part.comment.span.file.text === file.text;
  return needed.some((each) => (isAsRead ? rangeOfPart(each).start === start : each.named?.code === part.named?.code));
}

function codesOf(file: SourceFile): string {
  return suppressionsOf(file)
    .map(({ comment, named }) => `${comment.kind} ${named?.code ?? ''}`)
    .join();
}

/** The suppression that a finding is about; none for one that is no more than a comment that enables. */
function partAt({ at: { span } }: Finding): Suppression | undefined {
  return suppressionsOf(span.file).find((part) => {
    const { start, end } = rangeOfPart(part);
    return start === span.start && end === span.end;
  });
}

/** What takes in what is found on a board. */
interface CheckSink {
  readonly found: ReadonlyMap<Uri, Map<string, Uri[]>>;
  readonly suppressions: SuppressionLedger;
  readonly survey: SurveyRun | undefined;
  readonly goOn: GoOn;
}

/** Boards of one SoC have names that begin alike, and so do their texts; composites of one base stand together. */
function inOrder(boards: readonly CheckedBoard[]): readonly CheckedBoard[] {
  const keyOfBoard = ({ uri, composite }: CheckedBoard) => (composite ? `1 ${composite.base} ${uri}` : `0 ${uri}`);
  return [...boards].sort((a, b) => (keyOfBoard(a) < keyOfBoard(b) ? -1 : 1));
}

/** Evaluates boards and composites one after the other. */
interface UnitLoader {
  /** `undefined` where a part is missing, or the work is given up. */
  load(board: CheckedBoard): Promise<TranslationUnit | undefined>;
  close(): void;
}

function createUnitLoader(workspace: Workspace, goOn: GoOn): UnitLoader {
  // Each board is parsed as an edit of the one before, and so is each overlay.
  const boards = workspace.parser.open();
  const overlays = workspace.parser.open();
  let base: { readonly uri: Uri; readonly unit: TranslationUnit | undefined } | undefined;
  return {
    async load({ uri, composite }) {
      if (!composite) return workspace.loadUnit(uri, boards, { goOn });
      if (base?.uri !== composite.base)
        base = { uri: composite.base, unit: await workspace.loadUnit(composite.base, boards, { goOn }) };
      return base.unit && loadComposite(workspace, overlays, base.unit, composite, goOn);
    },
    close() {
      boards.close();
      overlays.close();
    },
  };
}

async function checkBoard(
  workspace: Workspace,
  unit: TranslationUnit,
  board: Uri,
  { found, suppressions, survey, goOn }: CheckSink,
): Promise<void> {
  const all = await workspace.check(unit, { asDtc: false, board, suppressions, goOn });
  if (survey) await inSteps(survey.take(board, unit, all), goOn);
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
