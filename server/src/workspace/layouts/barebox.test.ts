import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { findSourceTree } from '../source-tree.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

const BOARD = 'barebox/arch/arm/dts/acme-kit.dts';
const SOC = 'barebox/dts/src/arm64/acme/ac100.dtsi';
const barebox = {
  [BOARD]: [
    '#include <arm64/acme/ac100-kit.dts>',
    '#include <own.h>',
    '#include <dt-bindings/barebox.h>',
    '#include "state.dtsi"',
    '/ { OWN; BAREBOX; };',
    '',
  ].join('\n'),
  'barebox/arch/arm/dts/state.dtsi': '/ { state { }; };\n',
  'barebox/arch/arm/dts/include/own.h': '#define OWN own\n',
  'barebox/include/dt-bindings/barebox.h': '#define BAREBOX barebox\n',
  'barebox/dts/include/dt-bindings/linux.h': '#define LINUX 3\n',
  'barebox/dts/src/arm64/acme/ac100-kit.dts': '/dts-v1/;\n#include "ac100.dtsi"\n',
  [SOC]: '#include <dt-bindings/linux.h>\n/ { soc { a = <LINUX>; }; };\n',
  'barebox/dts/Bindings/x.yaml': '',
  'barebox/scripts/Makefile.lib': '',
};

const treeOf = (path: string, files: Record<string, string> = barebox) =>
  findSourceTree(uriOf(path), false, memoryLoader({ [path]: '', ...files }));

describe('a tree of barebox', () => {
  it.each([
    BOARD,
    SOC,
    'barebox/dts/include/dt-bindings/linux.h',
    'barebox/include/dt-bindings/barebox.h',
    'barebox/x',
  ])('is known from %s', async (path) => {
    const tree = await treeOf(path);
    expect(tree).toMatchObject({ layout: 'barebox', root: uriOf('barebox') });
    expect(tree.bindings).toBe(uriOf('barebox/dts/Bindings'));
  });

  it('compiles its boards, which include those of Linux', async () => {
    const workspace = createWorkspace(memoryLoader(barebox), await testParser(), DEFAULT_SETTINGS);
    const views = createViews(workspace);
    const view = await views.checkedViewOf(uriOf(BOARD));
    expect(view?.findings).toEqual([]);
    expect(view?.unit?.tree.nodes().map(({ path }) => path)).toEqual(['/', '/soc', '/state']);
    expect(view?.unit?.tree.root.properties.size).toBe(2);
    expect(await views.boardsOf(uriOf('barebox/arch/arm/dts/state.dtsi'))).toEqual([uriOf(BOARD)]);
    expect([...(await views.boardsOf(uriOf(SOC)))].sort()).toEqual([
      uriOf(BOARD),
      uriOf('barebox/dts/src/arm64/acme/ac100-kit.dts'),
    ]);
  });

  it.each([
    [BOARD, 'arm'],
    [SOC, 'arm'],
    ['barebox/dts/src/riscv/acme/kit.dts', 'riscv'],
  ])('has %s searched in the folders of %s', async (path, architecture) => {
    expect((await treeOf(path)).includePaths(uriOf(path))).toEqual(
      [`arch/${architecture}/dts/include`, 'include', 'dts/include', 'dts/src'].map((name) => uriOf(`barebox/${name}`)),
    );
  });

  it.each([
    ['CONFIG_OF_OVERLAY_LIVE=y\n', true],
    ['# CONFIG_OF_OVERLAY_LIVE is not set\n', false],
  ])('configured with %o has labels in its blobs: %s', async (config, hasSymbols) => {
    const { dtcFlags } = await treeOf(BOARD, { ...barebox, 'barebox/.config': config });
    expect(dtcFlags).toContain('-Wno-interrupt_provider');
    expect(dtcFlags?.includes('-@')).toBe(hasSymbols);
  });

  it.each([
    ['dts/upstream/src/arm64/acme/ac100.dtsi', 'a copy of Linux in U-Boot'],
    ['dts/Makefile', 'no copy of Linux'],
  ])('is not what holds %s: %s', async (path) => {
    const files = { 'u/arch/arm/dts/kit.dts': '', 'u/include/x': '', [`u/${path}`]: '' };
    expect(await treeOf('u/arch/arm/dts/kit.dts', files)).toMatchObject({ layout: 'u-boot' });
  });
});
