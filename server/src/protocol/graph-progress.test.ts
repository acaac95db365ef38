import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { startMemoryServer } from '../../../test/memory-server.js';
import { BOARDS, type BoardList } from '../features/requests.js';

const BOARD_COUNT = 400;
const DTS = 'linux/arch/arm64/boot/dts/acme';

/** A server over a tree that takes its time, and what it says of its progress. */
async function open(canShowProgress: boolean) {
  const files: Record<string, string> = { [`${DTS}/soc.dtsi`]: '/ { };\n' };
  for (let index = 0; index < BOARD_COUNT; index++) files[`${DTS}/kit${index}.dts`] = '#include "soc.dtsi"\n';
  const quick = memoryLoader(files);
  const { client, initialize } = startMemoryServer({
    ...quick,
    async load(uris: readonly string[]) {
      if (uris.length > 1) await new Promise((resume) => setTimeout(resume, 150));
      return quick.load(uris);
    },
  });
  const told: { kind: string; title?: string; percentage?: number }[] = [];
  client.onUnhandledProgress(({ value }) => void told.push(value as (typeof told)[number]));
  let created = 0;
  client.onRequest('window/workDoneProgress/create', () => {
    created++;
    return null;
  });
  await initialize({ window: { workDoneProgress: canShowProgress } });
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
