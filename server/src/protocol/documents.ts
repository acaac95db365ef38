import { type TextDocumentContentChangeEvent, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createSourceFile, MAX_SOURCE_BYTES, type SourceFile } from '../text/source-file.js';
import { normalizeUri, type Uri } from '../text/uri.js';
import type { PositionEncoding } from './position-encoding.js';
import type { Session } from './session.js';

/** The documents that the client has open, which stand in place of the files on disk. */
export interface OpenDocuments {
  readonly uris: readonly OpenDocument[];
  /** Calls back after a document was opened, changed or closed. */
  onChange(listener: DocumentListener): void;
}

/** `spelled` is the document's URI as the client has it. */
export type DocumentListener = (uri: Uri, kind: 'opened' | 'changed' | 'closed', spelled: string) => void;

export interface OpenDocument {
  readonly uri: Uri;
  /** As the client spells it. */
  readonly spelled: string;
  readonly version: number;
}

export function listenToDocuments({ connection, views, positions, foreign }: Session): OpenDocuments {
  const documents = new TextDocuments({
    create: TextDocument.create,
    update(document, changes, version) {
      // Each change is about the text that the one before has left.
      for (const change of changes) TextDocument.update(document, [decoded(change, document, positions)], version);
      return document;
    },
  });
  const listeners: DocumentListener[] = [];
  const known = new Set<string>();
  const latest = new WeakMap<TextDocument, SourceFile>();
  documents.onDidChangeContent(({ document }) => {
    const uri = normalizeUri(document.uri);
    const text = document.getText();
    // UTF-16 code units, of which each is at least a byte: what is larger would not be read from disk either.
    const tooLarge = text.length > MAX_SOURCE_BYTES;
    const file = tooLarge
      ? createSourceFile(uri, document.version, '', { defect: { kind: 'too-large', bytes: text.length } })
      : createSourceFile(uri, document.version, text, { previous: latest.get(document) });
    latest.set(document, file);
    if (isForeign(document)) foreign.add(uri);
    else foreign.delete(uri);
    views.setOpen(uri, file);
    const kind = known.has(document.uri) ? 'changed' : 'opened';
    known.add(document.uri);
    for (const listener of listeners) listener(uri, kind, document.uri);
  });
  documents.onDidClose(({ document }) => {
    const uri = normalizeUri(document.uri);
    known.delete(document.uri);
    foreign.delete(uri);
    // An editor may have it open by another spelling of its name, too.
    const other = documents.all().find((each) => normalizeUri(each.uri) === uri);
    views.setOpen(uri, other && latest.get(other));
    for (const listener of listeners) listener(uri, 'closed', document.uri);
  });
  documents.listen(connection);
  return {
    get uris() {
      return documents.all().map(({ uri, version }) => ({ uri: normalizeUri(uri), spelled: uri, version }));
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** Some clients tell of every document, or of headers, which are C in general; what a person calls plain text may be anything. */
const isForeign = ({ uri, languageId }: TextDocument) =>
  !/\.(dts|dtsi|dtso|overlay)$/.test(uri) && !/^(dts|device|plain|text|$)/i.test(languageId);

function decoded(
  change: TextDocumentContentChangeEvent,
  document: TextDocument,
  { decodeIn }: PositionEncoding,
): TextDocumentContentChangeEvent {
  if (!('range' in change)) return change;
  const lineOf = (line: number) =>
    document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/[\r\n]+$/, '');
  const { start, end } = change.range;
  return { text: change.text, range: { start: decodeIn(start, lineOf), end: decodeIn(end, lineOf) } };
}
