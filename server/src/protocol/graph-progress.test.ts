import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { createMessageConnection } from 'vscode-languageserver-protocol/node';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { parserModules } from '../../../test/parser.js';
import { BOARDS, type BoardList } from '../features/requests.js';
import { startServer } from './server.js';

const BOARD_COUNT = 400;
const DTS = 'linux/arch/arm64/boot/dts/acme';

/** A server over a tree that takes its time, and what it says of its progress. */
async function open(canShowProgress: boolean) {
  const files: Record<string, string> = { [`${DTS}/soc.dtsi`]: '/ { };\n' };
  for (let index = 0; index < BOARD_COUNT; index++) files[`${DTS}/kit${index}.dts`] = '#include "soc.dtsi"\n';
  const quick = memoryLoader(files);
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const loader = {
    ...quick,
    async load(uris: readonly string[]) {
      if (uris.length > 1) await new Promise((resume) => setTimeout(resume, 150));
      return quick.load(uris);
    },
  };
  startServer(server, { loader: () => loader, modules: async () => parserModules() }, '0');
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  onTestFinished(() => {
    client.dispose();
    server.dispose();
  });
  const told: { kind: string; title?: string; percentage?: number }[] = [];
  client.onUnhandledProgress(({ value }) => void told.push(value as (typeof told)[number]));
  let created = 0;
  client.onRequest('window/workDoneProgress/create', () => {
    created++;
    return null;
  });
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { window: { workDoneProgress: canShowProgress } },
  });
  await client.sendNotification('initialized', {});
  const ask = () => client.sendRequest<BoardList>(BOARDS, { textDocument: { uri: uriOf(`${DTS}/soc.dtsi`) } });
  return { ask, told, created: () => created };
}

it('the first reading of a tree is shown, and over when all is known', async () => {
  const { ask, told, created } = await open(true);
  expect((await ask()).boards).toHaveLength(BOARD_COUNT);
  await expect.poll(() => told.at(-1)?.kind).toBe('end');
  expect(told[0]).toMatchObject({ kind: 'begin', title: 'Searching the boards of linux' });
  const percentages = told.flatMap(({ kind, percentage }) =>
    kind === 'report' && percentage !== undefined ? [percentage] : [],
  );
  expect(percentages.length).toBeGreaterThan(1);
  expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
  expect((await ask()).boards).toHaveLength(BOARD_COUNT);
  expect(created()).toBe(1);
});

it('nothing is shown to a client that shows no progress', async () => {
  const { ask, told, created } = await open(false);
  expect((await ask()).boards).toHaveLength(BOARD_COUNT);
  expect({ told, created: created() }).toEqual({ told: [], created: 0 });
});
