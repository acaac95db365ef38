import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import type { FileLoader } from './file-loader.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createViews } from './views.js';
import { createWorkspace } from './workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';
const soc = uriOf(`${DTS}/soc.dtsi`);
const board = uriOf(`${DTS}/kit.dts`);
const FILES = {
  'linux/include/x': '',
  'linux/scripts/x': '',
  [`${DTS}/soc.dtsi`]: '/ { uart: serial { }; };\n',
  [`${DTS}/kit.dts`]: '/dts-v1/;\n#include <arm64/acme/soc.dtsi>\n&uart { };\n',
};

const viewsOf = async (loader: FileLoader) =>
  createViews(createWorkspace(loader, await testParser(), DEFAULT_SETTINGS));

describe('a file that is opened by a name that leads through a link', () => {
  const named = uriOf('linux/scripts/dtc/include-prefixes/arm64/acme/soc.dtsi');

  it('is shown as what it is, with its text and its boards', async () => {
    const views = await viewsOf(memoryLoader(FILES));
    views.setOpen(named, createSourceFile(named, 1, FILES[`${DTS}/soc.dtsi`]!));
    const view = await views.checkedViewOf(named);
    expect(view?.file.uri).toBe(soc);
    expect(view?.unit?.root.uri).toBe(board);
    expect(view?.findings).toEqual([]);
    expect(await views.boardsOf(named)).toEqual([board]);
    expect(await views.rootsOf(named)).toEqual([board]);
    expect((await views.viewOf(named))?.unit).toBe(view?.unit);
    expect((await views.draftViewOf(named))?.unit).toBe(view?.unit);
  });

  it('counts before it is saved, under all its names', async () => {
    const views = await viewsOf(memoryLoader(FILES));
    views.setOpen(named, createSourceFile(named, 1, FILES[`${DTS}/soc.dtsi`]!));
    await views.viewOf(named);
    views.setOpen(named, createSourceFile(named, 2, '/ { uart0: serial { }; };\n&gone { };\n'));
    const codesOf = async (uri: string) => (await views.checkedViewOf(uri))?.findings.map(({ code }) => code);
    expect(await codesOf(named)).toEqual(['unknown-label']);
    expect(await codesOf(soc)).toEqual(['unknown-label']);
    expect(await codesOf(board)).toEqual(['unknown-label']);
    views.setOpen(named, undefined);
    expect(await codesOf(board)).toEqual([]);
  });

  it('changes which boards reach what it includes', async () => {
    const views = await viewsOf(memoryLoader({ ...FILES, [`${DTS}/part.dtsi`]: '/ { };\n' }));
    expect(await views.boardsOf(uriOf(`${DTS}/part.dtsi`))).toEqual([]);
    views.setOpen(named, createSourceFile(named, 1, '#include "part.dtsi"\n'));
    expect(await views.boardsOf(uriOf(`${DTS}/part.dtsi`))).toEqual([board]);
  });
});

it('a file that is included by a link follows the unsaved text of what the link leads to', async () => {
  const files = {
    'tree/soc.dtsi': '/ { uart: serial { }; };\n',
    'tree/link.dtsi': '/ { uart: serial { }; };\n',
    'tree/kit.dts': '/dts-v1/;\n#include "link.dtsi"\n&uart { };\n',
  };
  const realUri = (uri: string) => uri.replace('link.dtsi', 'soc.dtsi');
  const views = await viewsOf({ ...memoryLoader(files), realUri });
  const codes = async () => (await views.checkedViewOf(uriOf('tree/kit.dts')))?.findings.map(({ code }) => code);
  expect(await codes()).toEqual([]);
  const target = uriOf('tree/soc.dtsi');
  views.setOpen(target, createSourceFile(target, 2, '/ { uart0: serial { }; };\n'));
  expect(await codes()).toEqual(['unknown-label']);
});
