import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BOARDS,
  type BoardList,
  type BoardStatus,
  CHECK_ALL_BOARDS,
  SHOW_THROUGH,
  STATUS,
} from '../../server/src/features/requests.js';
import { type EditorOptions, startEditor } from '../editor-client.js';
import { openDocument } from '../editor-document.js';
import { editExamples } from './examples.js';

/* Trees of every layout on a disk, seen by the built server over stdio. `npm test` builds it first. */

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-trees-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a tree and opens an editor in a folder of it. */
async function edit(
  files: Readonly<Record<string, string>>,
  options: Partial<EditorOptions> & { below?: string } = {},
) {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
  const client = await startEditor({ ...options, folder: uriOf(options.below ?? '.') });
  onTestFinished(() => client.kill());
  return { client, uriOf, open: (path: string) => openDocument(client, uriOf(path), files[path]!) };
}

/** How long a busy machine may take, in milliseconds. */
const IN_TIME = { timeout: 20_000 };

const about = ({ uri }: { readonly uri: string }) => ({ textDocument: { uri } });

describe.each<[string, Record<string, string>, string, string, string | undefined]>([
  [
    'u-boot',
    {
      'u/include/own.h': '#define OWN 1\n',
      'u/arch/arm/dts/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
      'u/arch/arm/dts/soc.dtsi': '/ { n: n { }; };\n',
      'u/arch/arm/dts/soc-u-boot.dtsi': '#include <own.h>\n&n { bootph-all; a = <OWN>; };\n&nobody { };\n',
    },
    'u/arch/arm/dts/soc-u-boot.dtsi',
    'arch/arm/dts/kit.dts',
    'unknown-label',
  ],
  [
    'vendor',
    {
      'p/linux/arch/arm64/x': '',
      'p/linux/scripts/x': '',
      'p/linux/include/dt-bindings/pin.h': '#define PIN 1\n',
      'p/acme/devicetree/Makefile': 'dtb-y += kit.dtb\n',
      'p/acme/devicetree/bindings/x.txt': '',
      'p/acme/devicetree/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
      'p/acme/devicetree/soc.dtsi': '#include <dt-bindings/pin.h>\n/ { a = <PIN>; };\n',
    },
    'p/acme/devicetree/soc.dtsi',
    'kit.dts',
    undefined,
  ],
  [
    'barebox',
    {
      'b/include/own.h': '#define OWN 1\n',
      'b/arch/arm/dts/kit.dts': '#include <arm64/acme/kit.dts>\n#include "state.dtsi"\n',
      'b/arch/arm/dts/state.dtsi': '#include <own.h>\n&n { a = <OWN>; };\n&nobody { };\n',
      'b/dts/src/arm64/acme/kit.dts': '/dts-v1/;\n/ { n: n { }; };\n',
    },
    'b/arch/arm/dts/state.dtsi',
    'arch/arm/dts/kit.dts',
    'unknown-label',
  ],
  [
    'zephyr',
    {
      'z/Kconfig.zephyr': '',
      'z/boards/acme/kit/kit.dts': '/dts-v1/;\n#include <acme/soc.dtsi>\n',
      'z/dts/arm/acme/soc.dtsi': '/ { n { }; };\n',
    },
    'z/dts/arm/acme/soc.dtsi',
    'boards/acme/kit/kit.dts',
    undefined,
  ],
  [
    'tf-a',
    {
      't/bl31/x': '',
      't/include/x': '',
      't/plat/acme/fdts/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
      't/fdts/soc.dtsi': '/ { a = <PLATFORM_A PLATFORM_B>; };\n',
    },
    't/fdts/soc.dtsi',
    'plat/acme/fdts/kit.dts',
    'undefined-macro',
  ],
  [
    'folder',
    {
      'f/.git/HEAD': '',
      'f/boards/kit.dts': '/dts-v1/;\n#include "../parts/soc.dtsi"\n',
      'f/parts/soc.dtsi': '/ { n { }; };\n',
    },
    'f/parts/soc.dtsi',
    'boards/kit.dts',
    undefined,
  ],
])('a tree of layout %s', (layout, files, path, board, code) => {
  it.each(['.', dirname(path)])('is seen as it is built, opened at %s', async (below) => {
    const { client, open } = await edit(files, { below });
    const source = open(path);
    expect((await source.diagnostics()).map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code]);
    expect(await client.request(STATUS, about(source))).toMatchObject({
      state: 'through',
      layout,
      board: { path: board },
    });
  });
});

it('a document that is opened through a link is what the link leads to, and counts before it is saved', async () => {
  const soc = '/ { n: n { }; };\n';
  const { client, uriOf, open } = await edit({
    'linux/include/x': '',
    [`${DTS}/soc.dtsi`]: soc,
    [`${DTS}/kit.dts`]: '/dts-v1/;\n#include <arm64/acme/soc.dtsi>\n&n { };\n',
  });
  const prefixes = 'linux/scripts/dtc/include-prefixes';
  mkdirSync(fileURLToPath(uriOf(prefixes)), { recursive: true });
  symlinkSync('../../../arch/arm64/boot/dts', fileURLToPath(uriOf(`${prefixes}/arm64`)));
  const linked = openDocument(client, uriOf(`${prefixes}/arm64/acme/soc.dtsi`), soc);
  const board = open(`${DTS}/kit.dts`);
  expect([await linked.diagnostics(), await board.diagnostics()]).toEqual([[], []]);
  expect(await client.request(STATUS, about(linked))).toMatchObject({ state: 'through', layout: 'kernel' });
  const at = linked.text.indexOf('n: n');
  linked.replace(at, at + 1, 'm');
  const codes = (diagnostics: readonly { readonly code?: unknown }[]) => diagnostics.map(({ code }) => code);
  expect(codes(await board.diagnostics())).toEqual(['unknown-label']);
  expect(codes(await linked.diagnostics())).toEqual([]);
});

const DTS = 'linux/arch/arm64/boot/dts/acme';
const nameOf = (index: number) => `kit${String(index).padStart(3, '0')}`;

/** Boards of one SoC; the last of them lacks a node that the SoC's source refers to. */
function boards(count: number): Record<string, string> {
  const files: Record<string, string> = {
    [`${DTS}/soc.dtsi`]: '/ { n: n { status = "disabled"; p = <&part>; }; };\n',
    [`${DTS}/Makefile`]: 'dtb-$(CONFIG_ARCH_ACME) += kit000.dtb\n',
  };
  for (let index = 0; index < count; index++) {
    const part = index === count - 1 ? '' : '/ { part: part { }; };\n';
    const status = index % 3 === 0 ? '&n { status = "okay"; };\n' : '';
    files[`${DTS}/${nameOf(index)}.dts`] = `/dts-v1/;\n#include "soc.dtsi"\n${part}${status}`;
  }
  return files;
}

describe('a file of many boards', () => {
  const PROGRESS = 'window/workDoneProgress/create';
  const capabilities = { window: { workDoneProgress: true } };

  it('is checked on a few by itself, on all when a person wants it, and on one again', async () => {
    const { client, open, uriOf } = await edit(boards(45), { diagnostics: 'push' });
    const soc = open(`${DTS}/soc.dtsi`);
    const status = () => client.request<BoardStatus>(STATUS, about(soc));
    const codes = () => client.published.get(soc.uri)?.diagnostics.map(({ code, message }) => `${code} ${message}`);
    await expect.poll(async () => (await status()).checked, IN_TIME).toBe(40);
    expect(await status()).toMatchObject({ boards: 45 });
    expect(codes()).toEqual([]);
    await client.request(CHECK_ALL_BOARDS, about(soc));
    const [finding] = await client.waitFor('the finding on the last board', () =>
      codes()?.length ? codes() : undefined,
    );
    expect(finding).toMatch(/^unknown-label .*\(on kit044\)$/);
    await expect.poll(status, IN_TIME).toMatchObject({ checked: 45, seesAll: true });
    const hover = await soc.request<{ contents: { value: string } }>('textDocument/hover', 'status');
    expect(hover.contents.value).toMatch(/By board, of 45:\n\n- `"disabled"` on kit001, .*\n- `"okay"` on kit000, /);
    // A key makes it stale, and the rest of the boards is checked again.
    soc.setText(soc.text.replace('<&part>', '<1>'));
    await client.waitFor('no finding', () => (codes()?.length === 0 ? true : undefined));
    await client.request(SHOW_THROUGH, { ...about(soc), board: uriOf(`${DTS}/kit044.dts`) });
    expect(await status()).not.toHaveProperty('seesAll');
  });

  it.each(['dtso', 'dts'])(
    'is checked on the composites that are made of them, and so is an overlay (.%s)',
    async (kind) => {
      const { client, open } = await edit(
        {
          ...boards(3),
          [`${DTS}/Makefile`]: 'kit000-cam-dtbs := kit000.dtb cam.dtbo\nkit002-cam-dtbs := kit002.dtb cam.dtbo\n',
          [`${DTS}/cam.${kind}`]: '/dts-v1/;\n/plugin/;\n&n { status = "fail"; q = <&part>; };\n',
        },
        { diagnostics: 'push' },
      );
      const soc = open(`${DTS}/soc.dtsi`);
      const overlay = open(`${DTS}/cam.${kind}`);
      const status = (document: typeof soc) => client.request<BoardStatus>(STATUS, about(document));
      await expect.poll(() => status(soc), IN_TIME).toMatchObject({ boards: 5, checked: 5 });
      expect(await status(overlay)).toMatchObject({ state: 'root', boards: 2, checked: 2 });
      const hover = await soc.request<{ contents: { value: string } }>('textDocument/hover', 'status');
      // On the other base the overlay cannot be applied.
      expect(hover.contents.value).toMatch(/- `"fail"` on kit000-cam\.dtb/);
      expect(hover.contents.value).not.toContain('kit002-cam');
      const messages = client.published.get(overlay.uri)?.diagnostics.map(({ message }) => message);
      expect(messages).toEqual([expect.stringMatching(/'part'.*\(on kit002-cam\.dtb\)$/)]);
      expect(await client.request<BoardList>(BOARDS, about(soc))).toMatchObject({ all: 5 });
      expect(await client.request<BoardList>(BOARDS, about(overlay))).toMatchObject({
        boards: [{ name: 'cam', composites: ['kit000-cam', 'kit002-cam'] }],
        all: 2,
      });
      await client.request(CHECK_ALL_BOARDS, about(overlay));
      await expect.poll(() => status(overlay), IN_TIME).toMatchObject({ checked: 2, seesAll: true });
    },
  );

  it('shows how far all boards are, and stops when a person wants that', async () => {
    // So many that a quick machine is still at work when progress is shown.
    const { client, open } = await edit(boards(3000), { diagnostics: 'push', capabilities });
    const soc = open(`${DTS}/soc.dtsi`);
    await client.request(CHECK_ALL_BOARDS, about(soc));
    const created = await client.waitFor('progress', () => client.received.find(({ method }) => method === PROGRESS));
    const { token } = created.params;
    const step = (kind: string) => () =>
      client.received.find(
        ({ method, params }) => method === '$/progress' && params.token === token && params.value.kind === kind,
      );
    expect((await client.waitFor('its beginning', step('begin'))).params.value).toMatchObject({
      title: 'Checking all boards',
      cancellable: true,
    });
    client.notify('window/workDoneProgress/cancel', { token });
    await client.waitFor('its end', step('end'));
    expect(await client.request(STATUS, about(soc))).not.toHaveProperty('seesAll');
  });

  it('offers its boards with what tells them apart', async () => {
    const { client, open } = await edit(boards(45));
    const list = await client.request<BoardList>(BOARDS, about(open(`${DTS}/soc.dtsi`)));
    expect(list.boards).toHaveLength(45);
    expect(list.boards.slice(0, 2)).toMatchObject([
      { name: 'kit000', soc: 'soc', isBuilt: true },
      { name: 'kit001', soc: 'soc', isBuilt: false },
    ]);
  });
});

it('what was learnt of a tree is kept outside of it, and damage does no harm', async () => {
  const cache = temporaryFolder();
  const kept = join(cache, 'dts-analyzer');
  const graphs = () =>
    readdirSync(kept).filter(
      (name) => name.endsWith('.txt') && readFileSync(join(kept, name), 'utf8').startsWith('dts-analyzer includes'),
    );
  const ask = async () => {
    const { client, open } = await editExamples({ cache });
    const list = await client.request<BoardList>(BOARDS, about(open('ac100.dtsi')));
    // Nobody waits for what is kept.
    await vi.waitFor(() => expect(graphs()).toHaveLength(1), IN_TIME);
    await client.stop();
    return list;
  };
  const first = await ask();
  expect(first.boards).toHaveLength(2);
  const [name] = graphs();
  expect(readFileSync(join(kept, name!), 'utf8')).toContain('ac100-evk.dts');
  expect(await ask()).toEqual(first);
  for (const each of readdirSync(kept)) if (each.endsWith('.txt')) writeFileSync(join(kept, each), 'damaged');
  expect(await ask()).toEqual(first);
});
