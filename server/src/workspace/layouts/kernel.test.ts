import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { planCheck } from '../check-plan.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { findSourceTree } from '../source-tree.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

const DTS = 'linux/arch/arm64/boot/dts';
const BOARD = `${DTS}/acme/kit.dts`;

/** What a kernel before Linux 4.12 holds; nothing in `scripts/dtc` leads to other folders. */
const old = {
  [BOARD]: [
    '/dts-v1/;',
    '#include <dt-bindings/pin.h>',
    '#include <arm/part.dtsi>',
    '#include "skeleton64.dtsi"',
    '#include <testcases.dtsi>',
    '/include/ "soc.dtsi"',
    '/ { pin = <PIN>; };',
    '',
  ].join('\n'),
  [`${DTS}/acme/soc.dtsi`]: '/ { soc { }; };\n',
  [`${DTS}/skeleton64.dtsi`]: '/ { #address-cells = <2>; };\n',
  'linux/arch/arm/boot/dts/part.dtsi': '/ { part { }; };\n',
  'linux/include/dt-bindings/pin.h': '#define PIN 3\n',
  'linux/drivers/of/testcase-data/testcases.dtsi': '/ { testcase-data { }; };\n',
  'linux/scripts/dtc/Makefile': '',
};

const treeOf = (files: Record<string, string>, path = BOARD) => findSourceTree(uriOf(path), false, memoryLoader(files));

describe('a kernel without include-prefixes', () => {
  it('is searched as it is built, and each file has its own name', async () => {
    const workspace = createWorkspace(memoryLoader(old), await testParser(), DEFAULT_SETTINGS);
    const views = createViews(workspace);
    const view = await views.checkedViewOf(uriOf(BOARD));
    expect(view?.findings).toEqual([]);
    expect(view?.unit?.tree.nodes().map(({ path }) => path)).toEqual(['/', '/part', '/testcase-data', '/soc']);
    expect(view?.unit?.expansion.files.map(({ uri }) => uri).sort()).toEqual(
      Object.keys(old)
        .filter((path) => !path.includes('scripts'))
        .map(uriOf)
        .sort(),
    );
    for (const path of ['include/dt-bindings/pin.h', 'arch/arm/boot/dts/part.dtsi'])
      expect(await views.boardsOf(uriOf(`linux/${path}`))).toEqual([uriOf(BOARD)]);
  });

  it('has the boards behind its links counted once', async () => {
    const files = {
      ...old,
      'linux/arch/arm/boot/dts/own.dts': '/dts-v1/;\n#include "part.dtsi"\n',
      [`${DTS}/include/arm/own.dts`]: '/dts-v1/;\n#include "part.dtsi"\n',
      [`${DTS}/include/arm/part.dtsi`]: old['linux/arch/arm/boot/dts/part.dtsi'],
    };
    const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
    const own = uriOf('linux/arch/arm/boot/dts/own.dts');
    const part = uriOf('linux/arch/arm/boot/dts/part.dtsi');
    expect([...(await createViews(workspace).boardsOf(part))].sort()).toEqual([own, uriOf(BOARD)]);
    expect([...(await planCheck(workspace, [uriOf('linux')])).roots.keys()].sort()).toEqual([own, uriOf(BOARD)]);
    expect([...(await planCheck(workspace, [uriOf(DTS)])).roots.keys()]).toEqual([uriOf(BOARD)]);
  });

  it.each([
    [BOARD, ['arm64']],
    ['linux/arch/mips/boot/dts/acme/kit.dts', ['mips']],
    ['linux/drivers/of/testcase-data/testcases.dts', ['arm64', 'arm']],
  ])('has %s searched in folders of %s', async (path, architectures) => {
    const tree = await treeOf({ ...old, [path]: '', 'linux/include/x': '' }, path);
    expect(tree).toMatchObject({ layout: 'kernel', root: uriOf('linux') });
    expect(tree.includePaths(uriOf(path))).toEqual(
      [
        ...architectures.flatMap((name) => [`arch/${name}/boot/dts`, `arch/${name}/boot/dts/include`]),
        'drivers/of/testcase-data',
      ].map((folder) => uriOf(`linux/${folder}`)),
    );
  });

  it.each([
    ['arch/arm/boot/dts/include/dt-bindings/gpio/gpio.h', 'include/dt-bindings/gpio/gpio.h'],
    ['arch/arm/boot/dts/include/arm64/acme/soc.dtsi', 'arch/arm64/boot/dts/acme/soc.dtsi'],
    ['arch/arm64/boot/dts/include/arm/acme.dtsi', 'arch/arm/boot/dts/acme.dtsi'],
    ['arch/mips/boot/dts/include/dt-bindings/input/linux-event-codes.h', 'include/uapi/linux/input-event-codes.h'],
    ['arch/arm64/boot/dts/include/acme/own.h', 'arch/arm64/boot/dts/include/acme/own.h'],
    ['arch/arm64/boot/dts/acme/include/arm/own.h', 'arch/arm64/boot/dts/acme/include/arm/own.h'],
  ])('there %s is the file %s', async (path, real) => {
    expect((await treeOf(old)).canonicalUri(uriOf(`linux/${path}`))).toBe(uriOf(`linux/${real}`));
  });

  it("passes the headers of a vendor's sources, too", async () => {
    const path = `${DTS}/vendor/acme/kit.dts`;
    const tree = await treeOf({ ...old, [path]: '' }, path);
    expect(tree).toMatchObject({ layout: 'vendor', root: uriOf('linux') });
    expect(tree.includePaths(uriOf(path)).at(-1)).toBe(uriOf(`${DTS}/vendor/include`));
  });
});

describe('a kernel with include-prefixes', () => {
  const PREFIXES = 'linux/scripts/dtc/include-prefixes';
  const current = { ...old, [`${PREFIXES}/dt-bindings`]: '' };

  it('is searched there alone', async () => {
    expect((await treeOf(current)).includePaths(uriOf(BOARD))).toEqual([uriOf(PREFIXES)]);
  });

  it('is known by one look more', async () => {
    const loader = memoryLoader(current);
    const listed: string[] = [];
    const list = (folder: string) => {
      listed.push(folder);
      return loader.list(folder);
    };
    await findSourceTree(uriOf(BOARD), false, { ...loader, list });
    expect(listed.filter((folder) => folder.startsWith(uriOf('linux/scripts')))).toEqual([uriOf('linux/scripts/dtc')]);
  });
});

it('a part of a kernel is searched as one with include-prefixes', async () => {
  const tree = await treeOf({ [BOARD]: '', 'linux/scripts/x': '' });
  expect(tree.includePaths(uriOf(BOARD))).toEqual([uriOf('linux/scripts/dtc/include-prefixes')]);
});
