import type { ClientCapabilities, Position } from 'vscode-languageserver-protocol';
import type { CheckedContext, CheckingFeature, Feature } from '../server/src/features/feature.js';
import { normalizeUri, type Uri } from '../server/src/text/uri.js';
import { DEFAULT_SETTINGS, type Settings } from '../server/src/workspace/settings.js';
import { createViews, type Views } from '../server/src/workspace/views.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { memoryLoader } from './memory-loader.js';
import { testParser } from './parser.js';

/*
 * Fixtures for requests of editors: several files as in `fixture.ts` (`//- soc.dtsi` begins one; text before the first is
 * `board.dts`), and one `$0`, which is taken out, where the cursor is. The file with the cursor is the one that is asked
 * about, through a board of the fixture, as an editor would.
 */

export interface OpenedFixture {
  readonly context: CheckedContext;
  readonly views: Views;
  readonly uri: Uri;
  readonly position: Position;
  /** The offset of the cursor. */
  readonly offset: number;
  uriOf(file: string): Uri;
}

/** A client that can do everything that features ask for. */
const CLIENT: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } } },
  },
};

export async function openFixture(
  text: string,
  client: ClientCapabilities = CLIENT,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<OpenedFixture> {
  const files: Record<string, string> = {};
  let cursor: { readonly file: string; readonly offset: number } | undefined;
  for (const section of text.replace(/^\n/, '').split(/^(?=\/\/- )/m)) {
    const header = /^\/\/- (\S+)\n/.exec(section);
    const file = header?.[1] ?? 'board.dts';
    const body = header ? section.slice(header[0].length) : section;
    const offset = body.indexOf('$0');
    if (offset >= 0) cursor = { file, offset };
    files[`fixture/${file}`] = offset < 0 ? body : body.slice(0, offset) + body.slice(offset + 2);
  }
  if (!cursor) throw new Error('The fixture has no cursor');
  const views = createViews(createWorkspace(memoryLoader(files), await testParser(), settings));
  const uriOf = (file: string) => normalizeUri(`file:///fixture/${file}`);
  const uri = uriOf(cursor.file);
  const view = await views.checkedViewOf(uri);
  if (!view) throw new Error(`There is no view of ${uri}`);
  return {
    context: { view, uri, client, settings, documentationOf: (code) => `docs:/${code}.md` },
    views,
    uri,
    position: view.file.lines.positionAt(cursor.offset),
    offset: cursor.offset,
    uriOf,
  };
}

/** What a feature that asks about a position answers at the cursor. */
export async function askAtCursor<Result>(
  // biome-ignore lint/suspicious/noExplicitAny: every feature about a position takes these parameters, some take more.
  feature: Feature<any, Result> | CheckingFeature<any, Result>,
  text: string,
  more: object = {},
): Promise<Result> {
  const { context, uri, position } = await openFixture(text);
  return feature.handle(context, { textDocument: { uri }, position, ...more });
}
