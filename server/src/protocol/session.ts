import type { Connection, InitializeParams } from 'vscode-languageserver';
import { valueText } from '../features/facts/values.js';
import type { CheckedContext, FeatureContext } from '../features/feature.js';
import type { InitializationOptions } from '../features/requests.js';
import { loadGrammar, type ParserModules, parserWithoutMemory } from '../syntax/parser.js';
import { FEW_BOARDS } from '../syntax/text-memo.js';
import type { Finding } from '../text/finding.js';
import { normalizeUri, type Uri } from '../text/uri.js';
import { type BoardCounts, createBoardCounts } from '../workspace/board-counts.js';
import { type BoardSurvey, createBoardSurvey } from '../workspace/board-survey.js';
import { everyBoardThrough } from '../workspace/check-plan.js';
import type { FileLoader } from '../workspace/file-loader.js';
import type { CheckedView, FileView } from '../workspace/file-view.js';
import { isProjectFile } from '../workspace/project-file.js';
import { DEFAULT_SETTINGS } from '../workspace/settings.js';
import type { SettingsPolicy } from '../workspace/settings-lookup.js';
import { createViews, type Views } from '../workspace/views.js';
import { createWorkspace, type Workspace } from '../workspace/workspace.js';
import { clientLoader } from './client-loader.js';
import { createFailureLog, type FailureLog } from './failure-log.js';
import { type PositionEncoding, positionEncodingFor } from './position-encoding.js';
import { createRequestTimings, type RequestTimings } from './request-timings.js';
import { delayed } from './timing.js';

/** What a server runs on: a process with a disk, or a worker whose files come from the client. */
export interface Host {
  /** The files; `ofClient` reaches those that only the client has, if it serves them. */
  loader(ofClient: FileLoader | undefined): FileLoader;
  modules(options: InitializationOptions): Promise<ParserModules>;
  /** Bytes of memory by what they are for, if the host knows. */
  memory?(): Readonly<Record<string, number>>;
  /** Is called when an answer has been given. */
  answered?(): void;
  /** Clears memory; called when an answer has been given and nobody waits for another. */
  tidy?(): void;
  /** The folder of the pages about codes, as a URI, if the host has one. */
  readonly documentation?: Uri;
}

/** A connection to one client from `initialize` on. */
export interface Session {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly positions: PositionEncoding;
  readonly options: InitializationOptions;
  readonly host: Host;
  readonly version: string;
  readonly timings: RequestTimings;
  readonly failures: FailureLog;
  readonly workspace: Workspace;
  readonly views: Views;
  readonly counts: BoardCounts;
  readonly survey: BoardSurvey;
  /** To be called when an answer has been given. */
  answered(): void;
  /** The open files of which a person wants to see all boards. */
  readonly seesAll: Set<Uri>;
  /** The open files that are of another language, unless a devicetree source includes them. */
  readonly foreign: Set<Uri>;
  /** What a feature may know about a file, or about a draft of it; `undefined` where there is no such file. */
  contextOf(uri: string, isAboutDraft?: boolean): Promise<FeatureContext | undefined>;
  /** The same for one that looks at findings. */
  checkedContextOf(uri: string): Promise<CheckedContext | undefined>;
  documentationOf(code: string): string | undefined;
  boardsWith(finding: Finding): readonly Uri[] | undefined;
}

export async function openSession(
  connection: Connection,
  params: InitializeParams,
  host: Host,
  version: string,
): Promise<Session> {
  const options: InitializationOptions = isObject(params.initializationOptions) ? params.initializationOptions : {};
  // The client is answered meanwhile, and files are read.
  const parser = parserWithoutMemory(host.modules(options).then(loadGrammar), FEW_BOARDS);
  parser.ready.catch((reason) => connection.console.error(`The parser cannot be loaded: ${reason}`));
  const workspace = createWorkspace(
    host.loader(options.servesFiles ? clientLoader(connection) : undefined),
    parser,
    DEFAULT_SETTINGS,
    policyOf(options),
  );
  const views = createViews(workspace);
  const counts = createBoardCounts(workspace);
  const survey = createBoardSurvey(workspace, () => views.structure, valueText);
  const tidy = delayed(async () => host.tidy?.());
  const pages = options.documentation ?? host.documentation;
  const documentationOf = (code: string) => (pages === undefined ? undefined : `${pages}/${code}.md`);
  const { suggestCommand } = options;
  const shared = {
    client: params.capabilities,
    documentationOf,
    boardsWith: counts.boardsWith,
    survey,
    ...(suggestCommand !== undefined && { suggestCommand }),
  };
  const foreign = new Set<Uri>();
  const isOurs = (view: FileView, uri: Uri) => view.unit !== undefined || !foreign.has(uri);
  const fileOf = (uri: Uri) => {
    const file = workspace.files.read(uri);
    return typeof file === 'string' ? undefined : file;
  };
  return {
    connection,
    positions: positionEncodingFor(params.capabilities, fileOf),
    params,
    options,
    host,
    version,
    timings: createRequestTimings(),
    failures: createFailureLog(),
    workspace,
    views,
    counts,
    survey,
    answered() {
      host.answered?.();
      tidy(BREATH);
    },
    seesAll: new Set(),
    foreign,
    documentationOf,
    boardsWith: counts.boardsWith,
    async contextOf(spelled, isAboutDraft) {
      const uri = sourceOf(spelled);
      const view = uri === undefined ? undefined : await (isAboutDraft ? views.draftViewOf(uri) : views.viewOf(uri));
      return view && isOurs(view, uri!) ? { ...shared, settings: workspace.settings, view, uri: spelled } : undefined;
    },
    async checkedContextOf(spelled) {
      const uri = sourceOf(spelled);
      const view = uri === undefined ? undefined : await views.checkedViewOf(uri);
      const settled = view && isOurs(view, uri!) ? await settledView(view, workspace, counts) : undefined;
      return settled && { ...shared, settings: workspace.settings, view: settled, uri: spelled };
    },
  };
}

/** How long nobody has asked, in milliseconds, when memory is cleared: a client asks several things after one key. */
const BREATH = 15;

/** Where settings come from: project files are looked for up to the folder of the workspace that holds a file. */
const policyOf = (options: InitializationOptions): SettingsPolicy => ({
  endsAtFolders: true,
  isUntrusted: options.isTrusted === false,
});

/** Settings are no devicetree source, though the client sends their text as well. */
function sourceOf(spelled: string): Uri | undefined {
  const uri = normalizeUri(spelled);
  return isProjectFile(uri) ? undefined : uri;
}

/** A view without what another board than the one that it is seen through may contradict: that a comment is of no use. */
async function settledView(view: CheckedView, workspace: Workspace, { isCertain }: BoardCounts): Promise<CheckedView> {
  if (view.findings.every(isCertain)) return view;
  const { file, unit } = view;
  // A base and an overlay may be parts of composites.
  const isAlone = async () => (await everyBoardThrough(workspace, [file.uri])).every((board) => board === file.uri);
  if (file === unit?.root && (await isAlone())) return view;
  return { ...view, findings: view.findings.filter(isCertain) };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
