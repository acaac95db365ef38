import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  BOARDS,
  type BoardList,
  type BoardStatus,
  CHECK_ALL_BOARDS,
  SHOW_THROUGH,
  type ShowThroughParams,
  STATUS,
  STATUS_CHANGED,
} from '../../../server/src/features/requests.js';
import { activeSource, paramsOf } from './active-source.js';
import { describeAll, describeBoard } from './board-text.js';
import { describeStatus } from './status-text.js';

/** The item of the status bar that names the board through which the file of the active editor is shown. */
export interface BoardStatusView extends vscode.Disposable {
  /** From now on this client's server is asked. */
  follow(client: BaseLanguageClient): void;
  /** Lets a person choose another board. */
  selectBoard(): Promise<void>;
}

export function createBoardStatus(selectCommand: string, restartCommand: string): BoardStatusView {
  const item = vscode.window.createStatusBarItem('board', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Devicetree Board';
  let client: BaseLanguageClient | undefined;
  let newest = 0;

  const refresh = async () => {
    newest += 1;
    const request = newest;
    const document = activeSource();
    if (!document || !client) return item.hide();
    const status = client.state === State.Running ? await statusOf(client, document) : undefined;
    // Another editor or another answer has come meanwhile.
    if (request !== newest) return;
    const name = document.uri.path.replace(/^.*\//, '');
    const description = describeStatus(name, status ?? (client.state === State.Stopped ? 'stopped' : 'starting'));
    if (!description) return item.hide();
    item.text = description.text;
    item.tooltip = description.tooltip;
    item.command = { select: selectCommand, restart: restartCommand, none: undefined }[description.click];
    item.show();
  };

  const editors = vscode.window.onDidChangeActiveTextEditor(refresh);
  const documents = vscode.workspace.onDidOpenTextDocument(refresh);
  return {
    follow(next) {
      client = next;
      next.onDidChangeState(refresh);
      next.onNotification(STATUS_CHANGED, refresh);
    },
    async selectBoard() {
      const document = activeSource();
      if (document && client?.state === State.Running && (await chooseBoard(client, document))) await refresh();
    },
    dispose: () => vscode.Disposable.from(item, editors, documents).dispose(),
  };
}

/** Asks the server, which may be stopped while it is asked. */
async function statusOf(client: BaseLanguageClient, document: vscode.TextDocument): Promise<BoardStatus | undefined> {
  try {
    return await client.sendRequest<BoardStatus>(STATUS, paramsOf(client, document));
  } catch (error) {
    client.debug('The server did not say through which board a file is shown', error);
    return undefined;
  }
}

/** Whether a person chose one, or all. */
async function chooseBoard(client: BaseLanguageClient, document: vscode.TextDocument): Promise<boolean> {
  const params = paramsOf(client, document);
  const items = client.sendRequest<BoardList>(BOARDS, params).then(boardItems);
  if ((await items).length === 0) {
    vscode.window.showInformationMessage('No board includes this file.');
    return false;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Show this file through a board',
    placeHolder: 'The board that findings, hover and completion see the file in: its name, its SoC or its path',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return false;
  if (chosen.uri === undefined) await client.sendRequest(CHECK_ALL_BOARDS, params);
  else await client.sendRequest(SHOW_THROUGH, { ...params, board: chosen.uri } satisfies ShowThroughParams);
  return true;
}

/** The entries of the picker, the board in use first; one without a URI stands for all. */
function boardItems({ boards, all, shown }: BoardList): readonly BoardItem[] {
  const items: BoardItem[] = boards.map((board) => ({
    ...describeBoard(board),
    uri: board.uri,
    iconPath: new vscode.ThemeIcon(board.uri === shown ? 'check' : 'circuit-board'),
  }));
  items.sort((one, other) => Number(other.uri === shown) - Number(one.uri === shown));
  if (all > 1) items.push({ ...describeAll(all), iconPath: new vscode.ThemeIcon('checklist') });
  return items;
}

interface BoardItem extends vscode.QuickPickItem {
  readonly uri?: string;
}
