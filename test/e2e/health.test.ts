import { expect, it } from 'vitest';
import { type Explanation, HEALTH, type Health } from '../../server/src/features/requests.js';
import { editExamples } from './examples.js';

/* How the built server tells of itself. `npm test` builds it first. */

it('the health has times, memory, boards and caches', async () => {
  const { client, open } = await editExamples();
  await open('ac100-evk.dts').diagnostics();
  const health = await client.request<Health>(HEALTH, undefined);
  const pulled = health.requests.find(({ name }) => name === 'textDocument/diagnostic');
  expect(pulled?.count).toBe(1);
  expect(pulled?.p50).toBeGreaterThan(0);
  expect(health.memory.process).toBeGreaterThan(1_000_000);
  expect(health.boards).toEqual(['arch/arm64/boot/dts/acme/ac100-evk.dts']);
  expect(health.caches.boards).toBe(1);
  expect(health.caches.files).toBeGreaterThan(1);
  const page = await client.request<Explanation>('workspace/executeCommand', { command: 'dts-analyzer.showHealth' });
  expect(page.markdown).toContain('| textDocument/diagnostic | 1 |');
});

it('names boards by the folders that are open now', async () => {
  const capabilities = { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } };
  const { client, open, uriOf } = await editExamples({ capabilities });
  await open('ac100-evk.dts').diagnostics();
  const folder = (path: string) => ({ uri: uriOf(path).replace(/\/$/, ''), name: 'test' });
  const change = (added: object[], removed: object[]) =>
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
  const boards = async () => (await client.request<Health>(HEALTH, undefined)).boards;
  change([folder('arch/arm64')], [folder('./')]);
  expect(await boards()).toEqual(['boot/dts/acme/ac100-evk.dts']);
  change([], [folder('arch/arm64')]);
  expect(await boards()).toEqual(['…/ac100-evk.dts']);
});

it('debug information has what a report needs, and nothing of files and folders', async () => {
  const { client, open, pathOf } = await editExamples({
    copy: true,
    initializationOptions: { settings: { includePaths: ['/home/somebody/secret/include'] } },
  });
  const board = open('ac100-evk.dts', '/dts-v1/;\n/ { model = "Unreleased"; };\n');
  await board.diagnostics();
  const page = await client.request<Explanation>('workspace/executeCommand', {
    command: 'dts-analyzer.collectDebugInformation',
    arguments: [],
  });
  expect(page.markdown).toMatch(/- Version: \d+\.\d+\.\d+\n/);
  expect(page.markdown).toContain('- Source trees: kernel at .\n');
  expect(page.markdown).toContain('- `arch/arm64/boot/dts/acme/ac100-evk.dts`');
  expect(page.markdown).toContain('…/include');
  for (const secret of [pathOf('').replace(/\/arch.*$/, ''), 'Unreleased', 'somebody', 'secret'])
    expect(page.markdown).not.toContain(secret);
});
