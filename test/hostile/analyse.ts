import { readFdt } from '../../server/src/fdt/read.js';
import { features } from '../../server/src/features/index.js';
import type { SyntaxParser } from '../../server/src/syntax/parser.js';
import type { Finding } from '../../server/src/text/finding.js';
import { createSourceFile, decodeSourceFile, type SourceFile } from '../../server/src/text/source-file.js';
import { normalizeUri, type Uri } from '../../server/src/text/uri.js';
import { buildBlob } from '../../server/src/workspace/build.js';
import type { FileLoader } from '../../server/src/workspace/file-loader.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createViews } from '../../server/src/workspace/views.js';
import { createWorkspace } from '../../server/src/workspace/workspace.js';
import type { Choices, HostileInput } from './input.js';

/** Does with an input all that a person can ask for, and throws where something is not as it must be, whatever the input. */
export async function analyse(input: HostileInput, parser: SyntaxParser, choices: Choices): Promise<void> {
  const opened: { close(): void }[] = [];
  const open = () => {
    const session = parser.open();
    opened.push(session);
    return session;
  };
  const workspace = createWorkspace(loaderOf(input), { ...parser, open }, DEFAULT_SETTINGS);
  const views = createViews(workspace);
  try {
    const names = Object.keys(input.files);
    for (const uri of names.slice(0, MOST_VIEWS).map(uriOf)) {
      const view = await views.checkedViewOf(uri);
      if (!view) throw new Error(`There is no view of ${uri}`);
      view.findings.forEach(checkPlace);
      for (let count = 0; count < PLACES; count++) askEverything(view, choices);
      const lines = view.file.text.split('\n');
      lines[choices.number(lines.length)] = '';
      view.evaluateWith(lines.join('\n'));
    }
    const built = await buildBlob(workspace, BOARD, open(), { symbols: choices.chance(0.5) });
    built?.findings.forEach(checkPlace);
    if (built?.blob) readBack(built.blob, choices);
  } finally {
    for (const session of opened) session.close();
  }
}

/** At so many places of each file every feature is asked. */
const PLACES = 2;

/** Of an input of very many files the first will do. */
const MOST_VIEWS = 4;

type View = NonNullable<Awaited<ReturnType<ReturnType<typeof createViews>['checkedViewOf']>>>;

function askEverything(view: View, choices: Choices): void {
  const context = {
    view,
    uri: view.file.uri,
    client: CLIENT,
    settings: DEFAULT_SETTINGS,
    documentationOf: (code: string) => `docs:/${code}.md`,
  };
  const { lines, text } = view.file;
  const position = lines.positionAt(choices.number(text.length + 1));
  const end = lines.positionAt(choices.number(text.length + 1));
  const params = {
    textDocument: { uri: view.file.uri },
    position,
    range: { start: position, end },
    context: { includeDeclaration: true, diagnostics: [] },
  };
  // An answer goes over a wire.
  for (const feature of features) JSON.stringify(feature.handle(context, params));
}

const CLIENT = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    definition: { linkSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
};

function checkPlace({ code, message, at }: Finding): void {
  const { file, start, end } = at.span;
  if (!(start >= 0 && start <= end && end <= file.text.length))
    throw new Error(`${code} is at ${start}-${end} of a text of ${file.text.length} characters`);
  if (message.length > LONGEST_MESSAGE) throw new Error(`${code} says it in ${message.length} characters`);
}

/** A message is read by a person. */
const LONGEST_MESSAGE = 5000;

/** A blob that was written is one, and what becomes of it by damage is read or refused. */
function readBack(blob: Uint8Array, choices: Choices): void {
  const read = readFdt(blob);
  // The reader knows a bound for names that dtc does not.
  if ('error' in read && read.error.message !== 'A name is too long')
    throw new Error(`The blob that was written is none: ${read.error.message}`);
  for (let times = 0; times < 3; times++) {
    const damaged = blob.slice(0, choices.chance(0.5) ? undefined : choices.number(blob.length));
    for (let bytes = choices.number(8); bytes > 0; bytes--)
      damaged[choices.number(damaged.length)] = choices.number(256);
    readFdt(damaged);
  }
}

const uriOf = (path: string): Uri => normalizeUri(`file:///hostile/${path}`);
const BOARD = uriOf('board.dts');

function loaderOf({ files }: HostileInput): FileLoader {
  const sources = new Map<Uri, SourceFile>();
  for (const [path, content] of Object.entries(files)) {
    const uri = uriOf(path);
    sources.set(
      uri,
      typeof content === 'string' ? createSourceFile(uri, 1, content) : decodeSourceFile(uri, 1, content),
    );
  }
  const entries = [...sources.keys()].map((uri) => ({ name: uri.slice(uriOf('').length), kind: 'file' as const }));
  return {
    load: async (uris) => new Map(uris.map((uri) => [uri, sources.get(uri) ?? 'absent'])),
    loadNow: (uri) => sources.get(uri) ?? 'absent',
    loadBytes: async (uri) => {
      if (`${uri}/` !== uriOf('') && !uri.startsWith(uriOf(''))) throw new Error(`${uri} was to be read`);
      const source = sources.get(uri);
      return source && new TextEncoder().encode(source.text);
    },
    list: async (folder) => (folder === 'file:///hostile' ? entries : undefined),
  };
}
