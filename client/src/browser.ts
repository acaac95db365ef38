import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { activate as activateWith, NAME } from './extension.js';
import { base64Of } from './files.js';

/* In a browser: the server is a worker, which reads nothing itself. */

/** Called by the editor. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', name));
  const [script, runtime, grammar] = await Promise.all([
    read('server-browser.js'),
    read('web-tree-sitter.wasm'),
    read('devicetree.wasm'),
  ]);
  // An extension that a server delivers may not start a worker from its own address, but from an object's. The address
  // stays: the host may start the worker through another one, later.
  const address = URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' }));
  let worker: Worker | undefined;
  const start = async (): Promise<MessageTransports> => {
    // A server that was told to exit leaves its worker to whoever started it.
    worker?.terminate();
    worker = new Worker(address, { name: NAME });
    // Not the worker itself: the client does not take the one that the editor's host makes for one.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({
    dispose() {
      worker?.terminate();
      URL.revokeObjectURL(address);
    },
  });
  await activateWith(context, {
    createClient: (options) => new LanguageClient(NAME, NAME, start, options),
    modules: { runtime: base64Of(runtime), grammar: base64Of(grammar) },
  });
}
