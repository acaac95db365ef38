import { describe, expect, it, vi } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { startMemoryServer } from '../../../test/memory-server.js';
import { features } from '../features/index.js';
import { BOARDS, STATUS } from '../features/requests.js';

const LINE = { line: 0, character: 0 };

/** A server over one board, which it has to read for any answer about it. */
async function open(host?: { tidy(): void }) {
  const loader = memoryLoader({ 'a/board.dts': '/dts-v1/;\n/ { p = <&nobody>; };\n' });
  const { client, initialize, holdUntil } = startMemoryServer(loader, host);
  await initialize({ textDocument: { diagnostic: {} } });
  const params = {
    textDocument: { uri: uriOf('a/board.dts') },
    position: LINE,
    range: { start: LINE, end: LINE },
    context: { includeDeclaration: true, diagnostics: [] },
  };
  return { client, holdUntil, loader, params };
}

describe('a request that its client cancels', () => {
  const methods = [...features.map(({ request }) => request.method), STATUS, BOARDS];
  const cancellation = { code: LSPErrorCodes.RequestCancelled };

  it.each(methods)('%s is not begun where the cancellation has come with it', async (method) => {
    const { client, holdUntil, loader, params } = await open();
    const source = new CancellationTokenSource();
    holdUntil('$/cancelRequest');
    const cancelled = client.sendRequest(method, params, source.token);
    source.cancel();
    await expect(cancelled).rejects.toMatchObject(cancellation);
    expect(loader.loaded).toEqual([]);
    await client.sendRequest(method, params);
    expect(loader.loaded).toContain(params.textDocument.uri);
  });

  it.each(methods)('%s is not answered where it is cancelled while files are read', async (method) => {
    const { client, loader, params } = await open();
    const source = new CancellationTokenSource();
    const { load } = loader;
    loader.load = async (uris) => {
      source.cancel();
      await new Promise((resume) => setTimeout(resume, 20));
      return load(uris);
    };
    await expect(client.sendRequest(method, params, source.token)).rejects.toMatchObject(cancellation);
  });
});

describe('the host', () => {
  it('clears memory once, when all is answered', async () => {
    const told: string[] = [];
    const { client, params } = await open({ tidy: () => told.push('tidy') });
    const ask = async () => {
      await client.sendRequest('textDocument/hover', params);
      told.push('answered');
    };
    for (let request = 0; request < 3; request++) await ask();
    await vi.waitFor(() => expect(told.at(-1)).toBe('tidy'));
    expect(told).toEqual(['answered', 'answered', 'answered', 'tidy']);
  });
});
