import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { FeatureContext } from '../features/feature.js';
import type { InitializationOptions } from '../features/requests.js';
import { createSyntaxParser, type ParserModules } from '../syntax/parser.js';
import { normalizeUri, type Uri } from '../text/uri.js';
import { type BoardCounts, createBoardCounts } from '../workspace/board-counts.js';
import type { FileLoader } from '../workspace/file-loader.js';
import { DEFAULT_SETTINGS } from '../workspace/settings.js';
import { createViews, type Views } from '../workspace/views.js';
import { createWorkspace, type Workspace } from '../workspace/workspace.js';
import { clientLoader } from './client-loader.js';

/** What a server runs on: a process with a disk, or a worker whose files come from the client. */
export interface Host {
  /** The files; `ofClient` reaches those that only the client has, if it serves them. */
  loader(ofClient: FileLoader | undefined): FileLoader;
  modules(options: InitializationOptions): Promise<ParserModules>;
  /** The folder of the pages about codes, as a URI, if the host has one. */
  readonly documentation?: Uri;
}

/** A connection to one client from `initialize` on. */
export interface Session {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly options: InitializationOptions;
  readonly workspace: Workspace;
  readonly views: Views;
  readonly counts: BoardCounts;
  /** What a feature may know about a file, or about a draft of it; `undefined` where there is no such file. */
  contextOf(uri: string, isAboutDraft?: boolean): Promise<FeatureContext | undefined>;
  documentationOf(code: string): string | undefined;
}

export async function openSession(connection: Connection, params: InitializeParams, host: Host): Promise<Session> {
  const options: InitializationOptions = isObject(params.initializationOptions) ? params.initializationOptions : {};
  const parser = await createSyntaxParser(await host.modules(options));
  const workspace = createWorkspace(
    host.loader(options.servesFiles ? clientLoader(connection) : undefined),
    parser,
    DEFAULT_SETTINGS,
  );
  const views = createViews(workspace);
  const counts = createBoardCounts(workspace);
  const pages = options.documentation ?? host.documentation;
  const documentationOf = (code: string) => (pages === undefined ? undefined : `${pages}/${code}.md`);
  const { suggestCommand } = options;
  const shared = {
    client: params.capabilities,
    documentationOf,
    boardsWith: counts.boardsWith,
    ...(suggestCommand !== undefined && { suggestCommand }),
  };
  return {
    connection,
    params,
    options,
    workspace,
    views,
    counts,
    documentationOf,
    async contextOf(spelled, isAboutDraft) {
      const uri = normalizeUri(spelled);
      const view = await (isAboutDraft ? views.draftViewOf(uri) : views.viewOf(uri));
      return view && { ...shared, settings: workspace.settings, view };
    },
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
