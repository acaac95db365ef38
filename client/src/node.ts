import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activate as activateWith, NAME } from './extension.js';

/* On a desktop, and where the editor is remote: the server is a process. */

/** Called by the editor. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist/server.cjs').fsPath;
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6012'] } };
  return activateWith(context, {
    createClient: (options) => new LanguageClient(NAME, NAME, { run, debug }, options),
  });
}
