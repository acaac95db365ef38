import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { IPC_MAP, type IpcMapAnswer } from '../../server/src/features/requests.js';
import { loggedErrors, loggedWarnings, requestsAt } from '../editor-requests.js';
import { codesOf, editExamples } from './examples.js';

/* The built server over stdio, as any editor has it. `npm test` builds it first. */

describe('the server', () => {
  it('starts and ends as the protocol wants it', async () => {
    const { client } = await editExamples();
    expect(client.initialized).toMatchObject({
      serverInfo: { name: 'dts-analyzer', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
      capabilities: {
        textDocumentSync: { openClose: true, change: 2 },
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      },
    });
    expect(await client.stop()).toBe(0);
  });

  it('answers every request that it offers, also about a file that nobody has', async () => {
    const { client, open, uriOf } = await editExamples();
    const board = open('ac100-evk.dts');
    const position = board.positionOf('&remoteproc_adsp');
    for (const uri of [board.uri, uriOf('nowhere.dtsi'), 'untitled:Untitled-1', 'file:///nowhere.dtsi']) {
      for (const { method, params } of requestsAt(client.initialized.capabilities, uri, position)) {
        const answer = await client.request<unknown>(method, params);
        if (uri !== board.uri) expect([null, [], { isIncomplete: false, items: [] }], method).toContainEqual(answer);
      }
    }
    const report = await client.request('textDocument/diagnostic', { textDocument: { uri: uriOf('nowhere.dtsi') } });
    expect(report).toMatchObject({ kind: 'full', items: [] });
    expect(loggedErrors(client)).toEqual([]);
  });

  it('gives the IPC map of a board as data and as text, and none for what no board reaches', async () => {
    const { client, open, uriOf } = await editExamples();
    const ask = (uri: string, format?: string) =>
      client.request<IpcMapAnswer | null>(IPC_MAP, { textDocument: { uri }, ...(format && { format }) });
    const { uri } = open('ac100-evk.dts');
    expect(await ask(uri, 'mermaid')).toMatchObject({
      map: { version: 1, board: 'arch/arm64/boot/dts/acme/ac100-evk.dts' },
      text: expect.stringMatching(/^flowchart LR\n/),
    });
    expect(await ask(uriOf('nowhere.dts'))).toBeNull();
    expect(loggedErrors(client)).toEqual([]);
  });

  it('shows names beside numbers, unless a setting turns them off', async () => {
    const { client, open } = await editExamples();
    const { uri } = open('ac100.dtsi');
    const range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
    const hints = () => client.request<{ label: string }[]>('textDocument/inlayHint', { textDocument: { uri }, range });
    const lenses = () =>
      client.request<{ command: { title: string } }[]>('textDocument/codeLens', { textDocument: { uri } });
    expect((await hints()).map(({ label }) => label)).toContain('fatal');
    expect((await lenses()).map(({ command }) => command.title)).toContainEqual(
      expect.stringMatching(/3: SMEM.*free$/),
    );
    client.notify('workspace/didChangeConfiguration', {
      settings: { 'dts-analyzer': { inlayHints: { interruptBits: false }, codeLens: { lockBanks: false } } },
    });
    expect((await hints()).map(({ label }) => label)).not.toContain('fatal');
    expect(await lenses()).toEqual([]);
  });

  it('has a client that can ask again for hints and lenses when settings change, or another document', async () => {
    const refreshSupport = { refreshSupport: true };
    const capabilities = { workspace: { inlayHint: refreshSupport, codeLens: refreshSupport } };
    const { client, open } = await editExamples({ capabilities });
    const asked = (method: string, times: number) => () =>
      client.received.filter((message) => message.method === method).length >= times || undefined;
    client.notify('workspace/didChangeConfiguration', {
      settings: { 'dts-analyzer': { inlayHints: { hosts: false } } },
    });
    await client.waitFor('hints to be asked for', asked('workspace/inlayHint/refresh', 1));
    await client.waitFor('lenses to be asked for', asked('workspace/codeLens/refresh', 1));
    open('ac100-evk.dts');
    const soc = open('ac100.dtsi');
    soc.replace(0, 0, '\n');
    await client.waitFor('hints to be asked for again', asked('workspace/inlayHint/refresh', 2));
  });

  it('outlives garbage', async () => {
    const { client, open } = await editExamples();
    const soc = open('ac100.dtsi');
    for (const params of [
      null,
      7,
      {},
      { textDocument: 5 },
      { textDocument: { uri: 7 } },
      { textDocument: { uri: '%' } },
    ])
      for (const method of ['textDocument/diagnostic', 'dts-analyzer/status', 'textDocument/hover', 'nonsense/request'])
        await client.request(method, params).catch(() => {});
    await client.request('workspace/executeCommand', { command: 'nonsense', arguments: [{}] }).catch(() => {});
    for (const method of ['textDocument/didChange', 'textDocument/didOpen', 'nonsense/notification'])
      client.notify(method, { textDocument: {} });
    client.notify('textDocument/didChange', {
      textDocument: { uri: soc.uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 1e6, character: -1 }, end: { line: 1e9, character: 1e9 } }, text: '' },
      ],
    });
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 7, type: 9 }] });
    expect(codesOf(await soc.diagnostics())).toEqual(['remoteproc-missing-hwlocks', 'remoteproc-missing-hwlocks']);
    expect(await client.stop()).toBe(0);
  });

  it('answers requests that were cancelled as cancelled, and the others', async () => {
    const { client, open } = await editExamples();
    const soc = open('ac100.dtsi');
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: soc.uri } };
    // However busy the machine is, the server does not answer before the cancellation has come.
    client.holdUntil('$/cancelRequest');
    const cancelled = client.request('textDocument/diagnostic', params, source.token);
    source.cancel();
    const other = soc.diagnostics();
    await expect(cancelled).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(await other).toHaveLength(2);
  });
});

describe('settings', () => {
  const off = { rules: { 'remoteproc-missing-hwlocks': 'off' } };

  it('that the server asks for change findings without a restart', async () => {
    const { client, open } = await editExamples({ settings: { 'dts-analyzer': off } });
    const soc = open('ac100.dtsi');
    await client.waitFor('the question', () => client.received.find(isConfiguration));
    expect(await soc.diagnostics()).toEqual([]);
    client.configure({ 'dts-analyzer': { rules: { 'remoteproc-missing-hwlocks': 'error' } } });
    await client.waitFor('a refresh', () => client.received.find(({ method }) => method === REFRESH));
    expect((await soc.diagnostics()).map(({ severity }) => severity)).toEqual([1, 1]);
  });

  it('that the editor can only push count as well', async () => {
    const { client, open } = await editExamples();
    const soc = open('ac100.dtsi');
    expect(await soc.diagnostics()).toHaveLength(2);
    client.configure({ 'dts-analyzer': off });
    expect(await soc.diagnostics()).toEqual([]);
  });

  it('that do not exist are logged, and the others count', async () => {
    const settings = { ...off, colour: 'green', includePaths: 7 };
    const { client, open } = await editExamples({ settings: { 'dts-analyzer': settings } });
    const soc = open('ac100.dtsi');
    const warning = await client.waitFor('a warning', () => loggedWarnings(client)[0]);
    expect(warning).toContain("dts-analyzer.colour: There is no setting 'colour'.");
    expect(warning).toContain('dts-analyzer.includePaths: This is not a list.');
    expect(await soc.diagnostics()).toEqual([]);
  });
});

const REFRESH = 'workspace/diagnostic/refresh';
const isConfiguration = ({ method }: { method: string }) => method === 'workspace/configuration';
