import type { TextEdit as ProtocolEdit, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { TextEdit } from '../../text/finding.js';
import type { SourceFile } from '../../text/source-file.js';
import type { FeatureContext } from '../feature.js';
import { rangeOf } from '../positions.js';

/** Edits as the client can read them: for a document of a known version where it can, else by file. */
export function workspaceEditOf(edits: readonly TextEdit[], { client, view, uri }: FeatureContext): WorkspaceEdit {
  const nameOf = (file: SourceFile) => (file === view.file ? uri : file.uri);
  const byFile = new Map<SourceFile, ProtocolEdit[]>();
  for (const { span, newText } of edits) {
    const known = byFile.get(span.file) ?? [];
    known.push({ range: rangeOf(span), newText });
    byFile.set(span.file, known);
  }
  if (client.workspace?.workspaceEdit?.documentChanges) {
    const documentChanges = [...byFile].map(([file, fileEdits]): TextDocumentEdit => {
      // Of the files that the client does not ask about, one cannot know whether it has them open.
      const version = file === view.file ? file.version : null;
      return { textDocument: { uri: nameOf(file), version }, edits: fileEdits };
    });
    return { documentChanges };
  }
  return { changes: Object.fromEntries([...byFile].map(([file, fileEdits]) => [nameOf(file), fileEdits])) };
}
