import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { findSourceTree } from '../source-tree.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

const zephyr = {
  'zephyr/Kconfig.zephyr': '',
  'zephyr/boards/acme/kit/kit.dts': '/dts-v1/;\n#include <acme/ac100.dtsi>\n',
  'zephyr/dts/arm/acme/ac100.dtsi':
    '#include <mem.h>\n#include <dt-bindings/gpio.h>\n/ { n { a = <DT_SIZE_K(1) PIN>; }; };\n',
  'zephyr/dts/common/mem.h': '#define DT_SIZE_K(x) 1024\n',
  'zephyr/dts/bindings/x.yaml': 'compatible: x\n',
  'zephyr/include/zephyr/dt-bindings/gpio.h': '#define PIN 3\n',
};

it('a tree of Zephyr is known, and its boards find what they include', async () => {
  const workspace = createWorkspace(memoryLoader(zephyr), await testParser(), DEFAULT_SETTINGS);
  const soc = uriOf('zephyr/dts/arm/acme/ac100.dtsi');
  const view = await createViews(workspace).checkedViewOf(soc);
  expect(view?.sourceTree).toMatchObject({ layout: 'zephyr', root: uriOf('zephyr') });
  expect(view?.unit?.root.uri).toBe(uriOf('zephyr/boards/acme/kit/kit.dts'));
  expect(view?.findings).toEqual([]);
  expect(view?.unit?.expansion.text).toContain('<1024 3>');
});

it('a module of Zephyr is known by what says so in it', async () => {
  const board = 'module/boards/acme/kit/kit.dts';
  const files = { [board]: '', 'module/zephyr/module.yml': '', 'module/dts/riscv/x': '' };
  const tree = await findSourceTree(uriOf(board), false, memoryLoader(files));
  expect(tree).toMatchObject({ layout: 'zephyr', root: uriOf('module') });
  expect(tree.includePaths(uriOf(board))).toContain(uriOf('module/dts/riscv'));
});

it('a board of Zephyr includes what a module of its workspace has, and a board of a module what Zephyr has', async () => {
  const files = {
    'ws/zephyr/Kconfig.zephyr': '',
    'ws/zephyr/boards/acme/kit/kit.dts': '/dts-v1/;\n#include <ac100.dtsi>\n#include <acme/pins.dtsi>\n',
    'ws/zephyr/dts/arm/ac100.dtsi': '/ { n { }; };\n',
    'ws/modules/hal/acme/zephyr/module.yml': '',
    'ws/modules/hal/acme/dts/acme/pins.dtsi': '/ { pins { }; };\n',
    'ws/modules/hal/acme/boards/other.dts': '/dts-v1/;\n#include <ac100.dtsi>\n',
    'ws/modules/lib/own/zephyr/module.yml': '',
    'ws/modules/lib/own/boards/third.dts': '/dts-v1/;\n#include <ac100.dtsi>\n#include <acme/pins.dtsi>\n',
  };
  const views = createViews(createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS));
  for (const board of ['zephyr/boards/acme/kit/kit', 'modules/hal/acme/boards/other', 'modules/lib/own/boards/third'])
    expect((await views.checkedViewOf(uriOf(`ws/${board}.dts`)))?.findings).toEqual([]);
});

it('another checkout of Zephyr beside it is no part of it', async () => {
  const board = 'ws/mine/boards/acme/kit.dts';
  const files = { [board]: '', 'ws/mine/Kconfig.zephyr': '', 'ws/mine/dts/arm/x': '' };
  const other = { 'ws/zephyr/Kconfig.zephyr': '', 'ws/zephyr/boards/x': '', 'ws/zephyr/dts/arm/x': '' };
  const tree = await findSourceTree(uriOf(board), false, memoryLoader({ ...files, ...other }));
  expect(tree).toMatchObject({ root: uriOf('ws/mine'), besides: [] });
});
