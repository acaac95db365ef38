import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { BOARDS, type BoardList, HEALTH, type Health } from '../../server/src/features/requests.js';
import { startEditor } from '../editor-client.js';
import { openDocument } from '../editor-document.js';
import { codesOf } from './examples.js';

/* What the built server makes of a disk that changes behind an editor which watches no files. `npm test` builds it first. */

const IN_TIME = { timeout: 20_000 };

it('takes in sources and boards that changed, once somebody is there again', IN_TIME, async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dts-analyzer-disk-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const boards = join(root, 'arch/arm64/boot/dts/acme');
  mkdirSync(boards, { recursive: true });
  const kit = '/dts-v1/;\n#include "soc.dtsi"\n&uart { };\n';
  writeFileSync(join(boards, 'kit.dts'), kit);
  writeFileSync(join(boards, 'soc.dtsi'), '/ { uart: uart { }; };\n');
  const client = await startEditor({
    folder: pathToFileURL(root).href,
    capabilities: {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: false }, diagnostics: { refreshSupport: true } },
    },
  });
  onTestFinished(() => client.kill());
  const uriOf = (name: string) => pathToFileURL(join(boards, name)).href;
  const board = openDocument(client, uriOf('kit.dts'), kit);
  const boardsOf = async () => {
    const { boards: listed } = await client.request<BoardList>(BOARDS, { textDocument: { uri: uriOf('soc.dtsi') } });
    return listed.map(({ name, isBuilt }) => `${name} ${isBuilt}`);
  };
  expect(codesOf(await board.diagnostics())).toEqual([]);
  expect(await boardsOf()).toEqual(['kit false']);
  const looks = async () => {
    const health = await client.request<Health>(HEALTH, undefined);
    return health.requests.find(({ name }) => name.startsWith('Looking for changes'))?.count ?? 0;
  };
  /** A person asks something, and the server has looked at the disk when nobody asks any more. */
  const come = async () => {
    const before = await looks();
    await board.request('textDocument/hover', 0);
    while ((await looks()) === before) await new Promise((resume) => setTimeout(resume, 50));
  };
  await come();

  writeFileSync(join(boards, 'soc.dtsi'), '/ { serial: uart { }; };\n');
  writeFileSync(join(boards, 'pro.dts'), '/dts-v1/;\n#include "soc.dtsi"\n');
  writeFileSync(join(boards, 'Makefile'), 'dtb-y += pro.dtb\n');
  await come();
  await client.waitFor('a refresh', () =>
    client.received.find(({ method }) => method === 'workspace/diagnostic/refresh'),
  );
  expect(codesOf(await board.diagnostics())).toEqual(['unknown-label']);
  expect(await boardsOf()).toEqual(['kit false', 'pro true']);
});
