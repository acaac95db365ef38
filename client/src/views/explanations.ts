import * as vscode from 'vscode';
import type { ExecuteCommandSignature } from 'vscode-languageclient';
import {
  COLLECT_DEBUG_INFORMATION_COMMAND,
  type Explanation,
  OPEN_DOCUMENTATION_COMMAND,
} from '../../../server/src/features/requests.js';
import { pageOf, withoutSchemes } from './explanation-page.js';

/** Shows as a rendered page, beside the source, what commands of the server answer. */
export interface Explanations extends vscode.Disposable {
  /** The middleware around the server's commands. */
  executeCommand(this: void, command: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown>;
}

/** `openCommand` is the name of the command behind a link of the page; it is registered here. */
export function createExplanations(openCommand: string): Explanations {
  let panel: vscode.WebviewPanel | undefined;
  const registration = vscode.commands.registerCommand(openCommand, openPlace);
  const show = async ({ title, markdown }: Explanation) => {
    const { text, addresses } = withoutSchemes(markdown);
    const body = await vscode.commands.executeCommand<string>('markdown.api.render', text);
    // A new one, because a page that takes the place of another begins where that one was scrolled to.
    panel?.dispose();
    panel = createPanel(title, openCommand);
    panel.webview.html = pageOf(body, addresses, openCommand);
  };
  const showOrPrint = async (explanation: Explanation) => {
    try {
      await show(explanation);
    } catch {
      // Markdown is rendered by an extension, too, which may be disabled.
      await open(explanation);
    }
  };
  const open = async ({ markdown }: Explanation) => {
    const document = { language: 'markdown', content: markdown };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(document));
  };
  return {
    async executeCommand(command, args, next) {
      const result: unknown = await next(command, args);
      // What is to be pasted elsewhere is shown as it is.
      if (command === COLLECT_DEBUG_INFORMATION_COMMAND && isExplanation(result)) await open(result);
      else if (isExplanation(result)) await showOrPrint(result);
      else if (command === OPEN_DOCUMENTATION_COMMAND && typeof result === 'string')
        await showOrPrint(await documentationAt(result));
      return result;
    },
    dispose() {
      registration.dispose();
      panel?.dispose();
    },
  };
}

function createPanel(title: string, openCommand: string): vscode.WebviewPanel {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel('dts-analyzer.explanation', title, place, {
    // No script, no file, and this one command.
    enableCommandUris: [openCommand],
    localResourceRoots: [],
    enableFindWidget: true,
  });
}

/** Follows a link to a place, whose fragment is `L` and the line, perhaps with a comma and the column, counted from one. */
async function openPlace(address: string): Promise<void> {
  const uri = vscode.Uri.parse(address, true);
  const [, line = '1', column = '1'] = /^L(\d+)(?:,(\d+))?/.exec(uri.fragment) ?? [];
  const at = new vscode.Position(Math.max(Number(line) - 1, 0), Math.max(Number(column) - 1, 0));
  const file = uri.with({ fragment: '' });
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === file.toString());
  await vscode.window.showTextDocument(file, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(at, at),
  });
}

async function documentationAt(address: string): Promise<Explanation> {
  const uri = vscode.Uri.parse(address, true);
  const markdown = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return { title: uri.path.replace(/^.*\/|\.md$/g, ''), markdown };
}

function isExplanation(value: unknown): value is Explanation {
  if (typeof value !== 'object' || value === null) return false;
  const { title, markdown } = value as Partial<Explanation>;
  return typeof title === 'string' && typeof markdown === 'string';
}
