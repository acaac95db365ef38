import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { startMemoryServer } from '../../../test/memory-server.js';

it('the settings that were asked for last count, in whichever order the client answers', async () => {
  const loader = memoryLoader({ 'a/board.dts': '/dts-v1/;\n/ { p = <&nobody>; };\n' });
  const { client, initialize } = startMemoryServer(loader);
  const questions: ((rules: object) => void)[] = [];
  const asked = async (count: number) => {
    while (questions.length < count) await new Promise((resume) => setTimeout(resume, 1));
  };
  client.onRequest('workspace/configuration', () => {
    return new Promise((resolve) => questions.push((rules) => resolve([{ rules }])));
  });
  await initialize({ textDocument: { diagnostic: {} }, workspace: { configuration: true } });
  await asked(1);
  questions[0]!({});
  for (const count of [2, 3]) {
    await client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await asked(count);
  }
  questions[2]!({ 'unknown-label': 'off' });
  await new Promise((resume) => setTimeout(resume, 10));
  questions[1]!({ 'unknown-label': 'hint' });
  await new Promise((resume) => setTimeout(resume, 10));
  const params = { textDocument: { uri: uriOf('a/board.dts') } };
  expect(await client.sendRequest('textDocument/diagnostic', params)).toMatchObject({ items: [] });
});
