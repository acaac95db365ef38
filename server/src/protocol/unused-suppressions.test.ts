import { describe, expect, it } from 'vitest';
import type { DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { startMemoryServer } from '../../../test/memory-server.js';
import { suppressedBase } from '../../../test/suppressed-base.js';
import { STATUS_CHANGED } from '../features/requests.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';

/** The codes that are told of a file after the background has looked at its boards, as often as it tells that it has. */
async function codesOf(shown: string, files: Record<string, string>, looks: number) {
  const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${DTS}/${name}`, text]));
  const { client, initialize } = startMemoryServer(memoryLoader(all));
  let told = 0;
  client.onNotification(STATUS_CHANGED, () => void told++);
  await initialize({ textDocument: { diagnostic: {} } });
  const uri = uriOf(`${DTS}/${shown}`);
  const textDocument = { uri, languageId: 'dts', version: 1, text: files[shown] };
  await client.sendNotification('textDocument/didOpen', { textDocument });
  const ask = async () => {
    const report: DocumentDiagnosticReport = await client.sendRequest('textDocument/diagnostic', { textDocument });
    return report.kind === 'full' ? report.items.map(({ code }) => code) : [];
  };
  const before = await ask();
  await expect.poll(() => told, { timeout: 5000 }).toBeGreaterThanOrEqual(looks);
  return { before, after: await ask() };
}

const UNUSED = { before: [], after: ['unused-suppression'] };
const NOTHING = { before: [], after: [] };

describe('an unused suppression of a shared file', () => {
  const board = (text = '', first = '') => `/dts-v1/;\n${first}#include "soc.dtsi"\n/ { ${text} };\n`;
  const uart = 'uart: serial { };';
  const soc = '// dts-analyzer-disable-file unknown-label\n/ { x = <&uart>; };\n';
  const files = { 'soc.dtsi': soc, 'one.dts': board(uart), 'two.dts': board(uart) };

  it.each([
    ['is told once no board needs it', {}, UNUSED],
    ['is not while a file is missing for one of them', { 'two.dts': board('', '#include "gone.h"\n') }, NOTHING],
    [
      'is not while the settings leave one of them out',
      { 'two.dts': board(), '.dts-analyzer.json': '{ "exclude": ["two.dts"] }' },
      NOTHING,
    ],
  ])('%s', async (_, others, expected) => {
    expect(await codesOf('soc.dtsi', { ...files, ...others }, 3)).toEqual(expected);
  });
});

describe('an unused suppression of a base', () => {
  const filesWith = (code: string) => ({
    ...suppressedBase(code),
    Makefile: 'evk-off-dtbs := evk.dtb off.dtbo\n',
  });

  it('is told once no composite needs it', async () => {
    expect(await codesOf('evk.dts', filesWith('bad-number'), 2)).toEqual(UNUSED);
    expect(await codesOf('evk.dts', filesWith('hwlock-provider-disabled'), 2)).toEqual(NOTHING);
  });

  it('is not while the settings leave a composite out', async () => {
    const exclude = { '.dts-analyzer.json': '{ "exclude": ["off.dtso"] }' };
    expect(await codesOf('evk.dts', { ...filesWith('bad-number'), ...exclude }, 1)).toEqual(NOTHING);
  });
});
