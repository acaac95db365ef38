import type { Position, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { EditorClient, ReceivedMessage } from './editor-client.js';

/** A request that an editor makes about a place in a document. */
export interface PlaceRequest {
  readonly method: string;
  readonly params: object;
}

/** Every request about a place that a server offers, and that these tests know. */
export function requestsAt(capabilities: ServerCapabilities, uri: string, position: Position): readonly PlaceRequest[] {
  const offered = Object.entries(METHODS).filter(([provider]) => provider in capabilities);
  return offered.map(([provider, method]) => ({
    method,
    params: { textDocument: { uri }, position, ...more(provider, position) },
  }));
}

/** What the server logged as an error: a request that fails is answered neutrally, so that only the log tells. */
export function loggedErrors({ received }: EditorClient): string[] {
  return loggedMessages(received, ERROR);
}

/** What the server logged as a warning. */
export function loggedWarnings({ received }: EditorClient): string[] {
  return loggedMessages(received, WARNING);
}

/** Methods by the capability that offers them. */
const METHODS: Readonly<Record<string, string>> = {
  completionProvider: 'textDocument/completion',
  hoverProvider: 'textDocument/hover',
  definitionProvider: 'textDocument/definition',
  referencesProvider: 'textDocument/references',
  documentHighlightProvider: 'textDocument/documentHighlight',
  documentSymbolProvider: 'textDocument/documentSymbol',
  foldingRangeProvider: 'textDocument/foldingRange',
  documentLinkProvider: 'textDocument/documentLink',
  codeActionProvider: 'textDocument/codeAction',
  inlayHintProvider: 'textDocument/inlayHint',
  codeLensProvider: 'textDocument/codeLens',
};

function more(provider: string, position: Position): object {
  if (provider === 'referencesProvider') return { context: { includeDeclaration: true } };
  // Several lines, as if a person had selected them, or sees them.
  const range = { start: position, end: { line: position.line + 40, character: 0 } };
  if (provider === 'inlayHintProvider') return { range };
  return provider === 'codeActionProvider' ? { range, context: { diagnostics: [] } } : {};
}

const ERROR = 1;
const WARNING = 2;

function loggedMessages(received: readonly ReceivedMessage[], level: number): string[] {
  return received
    .filter(({ method, params }) => method === 'window/logMessage' && params.type === level)
    .map(({ params }) => params.message);
}
