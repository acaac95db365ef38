import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/features/requests.js';
import { answerFileRequests } from './files.js';
import { createBoardStatus } from './views/board-status.js';
import { createExplanations, type Explanations } from './views/explanations.js';
import { showIpcMap } from './views/ipc-map.js';

/** What differs between the desktop and the web: how the server is started, and what it cannot read itself. */
export interface Host {
  createClient(options: LanguageClientOptions): BaseLanguageClient;
  readonly modules?: NonNullable<InitializationOptions['modules']>;
}

/** The name under which settings, commands and messages of the extension go. */
export const NAME = 'dts-analyzer';

/** Starts the server, and starts it anew whenever a person asks for that. */
export async function activate(context: vscode.ExtensionContext, host: Host): Promise<void> {
  const output = vscode.window.createOutputChannel(NAME, { log: true });
  const explanations = createExplanations(`${NAME}.openPlace`);
  const status = createBoardStatus(`${NAME}.selectBoard`, `${NAME}.restart`);
  let client: BaseLanguageClient | undefined;
  let ready = Promise.resolve();
  const restart = () => {
    // One after the other, however often it is asked for.
    ready = ready.then(async () => {
      await client?.dispose().catch((error: unknown) => output.error('The server did not stop as it should', error));
      client = host.createClient(optionsOf(context, host, output, explanations));
      answerFileRequests(client);
      status.follow(client);
      // The client tells the person; without this line the extension could not be restarted.
      await client.start().catch((error: unknown) => output.error('The server did not start', error));
    });
    return ready;
  };
  context.subscriptions.push(
    output,
    explanations,
    status,
    { dispose: () => client?.dispose() },
    // The server learns at its start whom it may believe.
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.commands.registerCommand(`${NAME}.restart`, restart),
    vscode.commands.registerCommand(`${NAME}.showOutput`, () => output.show()),
    vscode.commands.registerCommand(`${NAME}.selectBoard`, () => status.selectBoard()),
    vscode.commands.registerCommand(`${NAME}.showIpcMap`, () => showIpcMap(client)),
  );
  await restart();
}

function optionsOf(
  context: vscode.ExtensionContext,
  { modules }: Host,
  output: vscode.LogOutputChannel,
  explanations: Explanations,
): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    documentation: vscode.Uri.joinPath(context.extensionUri, 'dist/rules').toString(),
    showsExplanations: true,
    servesFiles: true,
    isTrusted: vscode.workspace.isTrusted,
    suggestCommand: 'editor.action.triggerSuggest',
    ...(modules && { modules }),
  };
  return {
    documentSelector: documentSelector(),
    outputChannel: output,
    initializationOptions,
    middleware: { executeCommand: explanations.executeCommand },
  };
}

/**
 * Sources and project files wherever the workspace has them, sources also as the language of another extension, but not
 * their copies that have no place in a source tree: the old side of a comparison, what an output or a chat shows.
 */
function documentSelector(): ({ language: string; scheme: string } | { pattern: string; scheme: string })[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  const schemes = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', ...folders]);
  return [...schemes].flatMap((scheme) => [
    ...['dts', 'devicetree'].map((language) => ({ language, scheme })),
    { pattern: '**/.dts-analyzer.json', scheme },
  ]);
}
