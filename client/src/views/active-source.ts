import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FileParams } from '../../../server/src/features/requests.js';

/** The devicetree source of the active editor. */
export function activeSource(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && ['dts', 'devicetree'].includes(document.languageId) ? document : undefined;
}

/** A document as the server's requests name it. */
export function paramsOf(client: BaseLanguageClient, document: vscode.TextDocument): FileParams {
  return { textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) } };
}
