import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createViews } from './views.js';
import { createWorkspace } from './workspace.js';

const KERNEL = 'linux/arch/arm64/boot/dts/acme';
const files = {
  [`${KERNEL}/ac100.dtsi`]: '#include <dt-bindings/pin.h>\n/ { soc { a = <PIN>; }; };\n',
  [`${KERNEL}/orphan.dtsi`]: '/ { orphan { }; };\n',
  'linux/include/dt-bindings/pin.h': '#define PIN 1\n',
  'project/.git/HEAD': '',
  'project/boards/kit.dts':
    '/dts-v1/;\n#include "../parts/part.dtsi"\n#include "../../linux/arch/arm64/boot/dts/acme/orphan.dtsi"\n',
  'project/parts/part.dtsi': '#include <shared.h>\n/ { part { a = <SHARED>; }; };\n',
  'project/include/shared.h': '#define SHARED 2\n',
  'u-boot/arch/arm/dts/kit.dts': '/dts-v1/;\n#include "ac100.dtsi"\n',
  'u-boot/arch/arm/dts/ac100.dtsi': '/ { soc { }; };\n',
  'u-boot/include/x': '',
  [`${KERNEL}/evk.dts`]: '/dts-v1/;\n#include "ac100.dtsi"\n',
};

async function open() {
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  return { workspace, views: createViews(workspace) };
}

describe('several trees', () => {
  it('are each seen as their own, whatever their files are called', async () => {
    const { views } = await open();
    const shown = async (path: string) => (await views.viewOf(uriOf(path)))?.unit?.root.uri;
    expect(await shown(`${KERNEL}/ac100.dtsi`)).toBe(uriOf(`${KERNEL}/evk.dts`));
    expect(await shown('u-boot/arch/arm/dts/ac100.dtsi')).toBe(uriOf('u-boot/arch/arm/dts/kit.dts'));
    expect(await shown(`${KERNEL}/ac100.dtsi`)).toBe(uriOf(`${KERNEL}/evk.dts`));
  });

  it('a loose folder reaches as far as its repository, and finds the headers in its `include`', async () => {
    const { views } = await open();
    const view = await views.checkedViewOf(uriOf('project/parts/part.dtsi'));
    expect(view?.sourceTree).toMatchObject({ layout: 'folder', root: uriOf('project') });
    expect(view?.unit?.root.uri).toBe(uriOf('project/boards/kit.dts'));
    expect(view?.findings).toEqual([]);
  });

  it('a loose folder without a repository is the one that a person works in', async () => {
    const loose = {
      'loose/boards/kit.dts': '/dts-v1/;\n#include "../parts/part.dtsi"\n',
      'loose/parts/part.dtsi': '#include <shared.h>\n/ { part { a = <SHARED>; }; };\n',
      'loose/include/shared.h': '#define SHARED 2\n',
      'loose/parts/.git/HEAD': '',
    };
    const { 'loose/parts/.git/HEAD': _, ...plain } = loose;
    const part = uriOf('loose/parts/part.dtsi');
    const rootOf = async (given: Record<string, string>, folders: readonly string[]) => {
      const workspace = createWorkspace(memoryLoader(given), await testParser(), DEFAULT_SETTINGS);
      const views = createViews(workspace);
      await views.checkedViewOf(part);
      workspace.setFolders(folders.map(uriOf));
      views.settingsChanged();
      const view = await views.checkedViewOf(part);
      return [view?.sourceTree.root, view?.unit?.root.uri, view?.findings.map(({ code }) => code)];
    };
    const whole = [uriOf('loose'), uriOf('loose/boards/kit.dts'), []];
    expect(await rootOf(plain, ['loose'])).toEqual(whole);
    // Of folders within each other, the one around all.
    expect(await rootOf(plain, ['loose/parts', 'loose'])).toEqual(whole);
    expect((await rootOf(plain, []))[0]).toBe(uriOf('loose/parts'));
    expect((await rootOf(loose, ['loose']))[0]).toBe(uriOf('loose/parts'));
  });

  it('a file of one tree is shown through a board of another that includes it', async () => {
    const { workspace, views } = await open();
    // A source may name what is in the folders that are open.
    workspace.setFolders([uriOf('linux'), uriOf('project')]);
    const orphan = uriOf(`${KERNEL}/orphan.dtsi`);
    expect((await views.viewOf(orphan))?.unit).toBeUndefined();
    await views.checkedViewOf(uriOf('project/parts/part.dtsi'));
    await views.boardsOf(uriOf('project/parts/part.dtsi'));
    expect((await views.viewOf(orphan))?.unit?.root.uri).toBe(uriOf('project/boards/kit.dts'));
    expect(await views.boardsOf(orphan)).toEqual([uriOf('project/boards/kit.dts')]);
  });
});

it('a text that nobody has saved counts in a graph that is read anew', async () => {
  const { workspace, views } = await open();
  const orphan = uriOf(`${KERNEL}/orphan.dtsi`);
  const evk = uriOf(`${KERNEL}/evk.dts`);
  views.setOpen(evk, createSourceFile(evk, 2, '/dts-v1/;\n#include "orphan.dtsi"\n'));
  expect(await views.boardsOf(orphan)).toEqual([evk]);
  workspace.configure({ ...DEFAULT_SETTINGS, includePaths: [uriOf('elsewhere')] });
  views.settingsChanged();
  expect(await views.boardsOf(orphan)).toEqual([evk]);
});

it('globs of an editor without a folder are paths in the tree of each file', async () => {
  const settings = { ...DEFAULT_SETTINGS, exclude: ['arch/arm64/**', 'boards'] };
  const broken = '/dts-v1/;\n/ { a = <NOWHERE>; };\n';
  const texts = { [`${KERNEL}/evk.dts`]: broken, 'u-boot/arch/arm/dts/kit.dts': broken, 'u-boot/include/x': '' };
  const views = createViews(createWorkspace(memoryLoader(texts), await testParser(), settings));
  expect((await views.checkedViewOf(uriOf(`${KERNEL}/evk.dts`)))?.findings).toEqual([]);
  expect((await views.checkedViewOf(uriOf('u-boot/arch/arm/dts/kit.dts')))?.findings).toHaveLength(1);
});

it('the board of a file is among those to choose from, though no graph knows of it', async () => {
  const header = {
    ...files,
    [`${KERNEL}/parts.h`]: '#include "ac100.dtsi"\n',
    [`${KERNEL}/pro.dts`]: '/dts-v1/;\n#include "parts.h"\n',
  };
  const views = createViews(createWorkspace(memoryLoader(header), await testParser(), DEFAULT_SETTINGS));
  const [soc, pro, evk] = ['ac100.dtsi', 'pro.dts', 'evk.dts'].map((name) => uriOf(`${KERNEL}/${name}`)) as [
    string,
    string,
    string,
  ];
  views.setOpen(pro, createSourceFile(pro, 1, header[`${KERNEL}/pro.dts`]!));
  expect((await views.viewOf(soc))?.unit?.root.uri).toBe(pro);
  expect(await views.boardsOf(soc)).toEqual([evk, pro]);
  views.setOpen(pro, createSourceFile(pro, 2, '/dts-v1/;\n/ { };\n'));
  expect((await views.viewOf(soc))?.unit?.root.uri).toBe(evk);
  expect(await views.boardsOf(soc)).toEqual([evk]);
});
