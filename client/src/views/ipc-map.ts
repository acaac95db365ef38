import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { IPC_MAP, type IpcMapAnswer, type IpcMapParams } from '../../../server/src/features/requests.js';
import { activeSource, paramsOf } from './active-source.js';
import { documentOf, FORMATS } from './ipc-map-document.js';

/** Shows how the processors of the board talk to each other through which the active file is shown, as a new document. */
export async function showIpcMap(client: BaseLanguageClient | undefined): Promise<void> {
  const source = activeSource();
  if (!source || client?.state !== State.Running) return;
  const chosen = await vscode.window.showQuickPick(FORMATS, { title: 'Show the IPC map of this board as' });
  if (!chosen) return;
  const params: IpcMapParams = { ...paramsOf(client, source), format: chosen.format };
  const answer = await client.sendRequest<IpcMapAnswer | null>(IPC_MAP, params);
  if (!answer) {
    vscode.window.showInformationMessage('No board includes this file.');
    return;
  }
  const document = await vscode.workspace.openTextDocument(documentOf(chosen.format, answer));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
