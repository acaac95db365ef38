import type { Diagnostic, DocumentDiagnosticReport, Position } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { EditorClient } from './editor-client.js';

/** A document that an editor has open; each change of it is told to the server as the range that it replaces. */
export interface EditorDocument {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  /** Puts `text` in place of what lies between two offsets. */
  replace(start: number, end: number, text: string): void;
  /** Makes the text `text` by replacing the part in which it differs. */
  setText(text: string): void;
  /** The position of an offset, or of the end of the only occurrence of a text. */
  positionOf(place: number | string): Position;
  /** Pulls the document's diagnostics. */
  pull(previousResultId?: string): Promise<DocumentDiagnosticReport>;
  /** Pulls the document's diagnostics, which nobody has pulled before. */
  diagnostics(): Promise<readonly Diagnostic[]>;
  /** Makes any request about the document, or with `place` about a position in it. */
  request<Result>(method: string, place?: number | string, more?: object): Promise<Result>;
  close(): void;
}

/** Opens a document in an editor. */
export function openDocument(client: EditorClient, uri: string, text: string): EditorDocument {
  let document = TextDocument.create(uri, 'dts', 1, text);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'dts', version: 1, text } });
  const replace = (start: number, end: number, replacement: string) => {
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const contentChanges = [{ range, text: replacement }];
    const version = document.version + 1;
    client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    document = TextDocument.update(document, contentChanges, version);
  };
  const positionOf = (place: number | string) =>
    document.positionAt(typeof place === 'number' ? place : endOf(place, document.getText()));
  const pull = (previousResultId?: string) =>
    client.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  return {
    uri,
    get text() {
      return document.getText();
    },
    get version() {
      return document.version;
    },
    replace,
    setText(changed) {
      const before = document.getText();
      if (before === changed) return;
      const start = commonStart(before, changed);
      const end = commonEnd(before, changed, start);
      replace(start, before.length - end, changed.slice(start, changed.length - end));
    },
    positionOf,
    pull,
    async diagnostics() {
      const report = await pull();
      if (report.kind !== 'full') throw new Error('A report without a previous one was not full');
      return report.items;
    },
    request: (method, place, more = {}) =>
      client.request(method, {
        textDocument: { uri },
        ...(place !== undefined && { position: positionOf(place) }),
        ...more,
      }),
    close() {
      client.notify('textDocument/didClose', { textDocument: { uri } });
    },
  };
}

/** The offset behind the only occurrence of `place` in `text`. */
export function endOf(place: string, text: string): number {
  const at = text.indexOf(place);
  if (at < 0 || text.indexOf(place, at + 1) >= 0) throw new Error(`'${place}' does not occur exactly once`);
  return at + place.length;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  // A position cannot stand between the two characters of one end of a line.
  return a[length - 1] === '\r' ? length - 1 : length;
}

function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return a[a.length - length] === '\n' ? Math.max(0, length - 1) : length;
}
