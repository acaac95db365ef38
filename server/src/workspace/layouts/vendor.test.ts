import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { findSourceTree } from '../source-tree.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

const treeOf = (files: Record<string, string>, path: string) => findSourceTree(uriOf(path), false, memoryLoader(files));

describe("a vendor's tree", () => {
  it('within a kernel is a part of it', async () => {
    const path = 'linux/arch/arm64/boot/dts/vendor/qcom/kit.dts';
    const tree = await treeOf({ [path]: '' }, path);
    expect(tree).toMatchObject({ layout: 'vendor', root: uriOf('linux') });
    expect(tree.includePaths(uriOf(path))).toEqual(
      ['scripts/dtc/include-prefixes', 'arch/arm64/boot/dts/vendor/include'].map((name) => uriOf(`linux/${name}`)),
    );
  });

  const platform = {
    'platform/common/arch/arm64/x': '',
    'platform/common/include/dt-bindings/clock.h': '#define WRONG\n',
    'platform/common/scripts/x': '',
    'platform/msm/arch/arm64/boot/dts/vendor/x': '',
    'platform/msm/include/dt-bindings/clock.h': '#define CLOCK 7\n',
    'platform/msm/scripts/x': '',
    'platform/vendor/acme/devicetree/Makefile': 'dtb-y += kit.dtb\n',
    'platform/vendor/acme/devicetree/bindings/x.txt': '',
    'platform/vendor/acme/devicetree/acme/soc.dtsi':
      '#include <dt-bindings/clock.h>\n/ { soc { clock-frequency = <CLOCK>; }; };\n',
    'platform/vendor/acme/devicetree/acme/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
  };
  const KIT = 'platform/vendor/acme/devicetree/acme/kit.dts';

  it('of its own is known by its bindings and its Makefile', async () => {
    const tree = await treeOf(platform, KIT);
    expect(tree).toMatchObject({ layout: 'vendor', root: uriOf('platform/vendor/acme/devicetree') });
    expect(tree.bindings).toBe(uriOf('platform/msm/Documentation/devicetree/bindings'));
  });

  it('of its own is built with the kernel beside it into which it is linked', async () => {
    const workspace = createWorkspace(memoryLoader(platform), await testParser(), DEFAULT_SETTINGS);
    const views = createViews(workspace);
    const soc = uriOf('platform/vendor/acme/devicetree/acme/soc.dtsi');
    const view = await views.checkedViewOf(soc);
    expect(view?.unit?.root.uri).toBe(uriOf(KIT));
    expect(view?.findings).toEqual([]);
    expect(view?.unit?.expansion.text).toContain('clock-frequency = <7>');
    expect(await views.boardsOf(soc)).toEqual([uriOf(KIT)]);
  });

  it('of its own is built with a kernel in a folder beside it, and with no boot loader', async () => {
    const files = Object.fromEntries(
      Object.entries(platform).map(([path, text]) => [
        path.replace(/(?<=^platform)(?=\/(?:common|msm)\/)/, '/kernels'),
        text,
      ]),
    );
    for (const name of ['arch', 'include', 'scripts', 'dts', 'board']) files[`platform/a-loader/${name}/x`] = '';
    const tree = await treeOf(files, KIT);
    expect(tree).toMatchObject({ layout: 'vendor', root: uriOf('platform/vendor/acme/devicetree') });
    expect(tree.bindings).toBe(uriOf('platform/kernels/msm/Documentation/devicetree/bindings'));
  });

  it('of its own stands alone where no kernel is near', async () => {
    const files = Object.fromEntries(Object.entries(platform).filter(([path]) => path.startsWith('platform/vendor/')));
    const tree = await treeOf(files, KIT);
    expect(tree).toMatchObject({ layout: 'vendor' });
    expect(tree.bindings).toBeUndefined();
    expect(tree.includePaths(uriOf(KIT))).toEqual(
      ['platform/vendor/acme/devicetree/include', 'platform/vendor/acme/devicetree'].map(uriOf),
    );
  });
});

describe('a folder of sources that a kernel builds, as its Makefile says', () => {
  const sources = {
    'work/linux/arch/arm64/boot/dts/acme/soc.dtsi': '/ { soc: soc { }; };\n',
    'work/linux/include/dt-bindings/pin.h': '#define PIN 3\n',
    'work/linux/scripts/x': '',
    'work/own/.git/x': '',
    'work/own/include/own.h': '#define OWN 4\n',
    'work/own/dts/Makefile': 'dtb-$(CONFIG_ACME) += kit.dtb\nkit-lcd-dtbs := kit.dtb lcd.dtbo\n',
    'work/own/dts/kit.dts':
      '/dts-v1/;\n#include <dt-bindings/pin.h>\n#include <own.h>\n#include <arm64/acme/soc.dtsi>\n&soc { a = <PIN OWN>; };\n',
    'work/own/dts/lcd.dtso': '/dts-v1/;\n/plugin/;\n&none { };\n',
  };
  const codesOf = async (files: Record<string, string>, path: string) => {
    const views = createViews(createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS));
    return (await views.checkedViewOf(uriOf(path)))?.findings.map(({ code }) => code);
  };

  it('is built with the kernel beside it, and keeps its own headers and composites', async () => {
    expect(await codesOf(sources, 'work/own/dts/kit.dts')).toEqual([]);
    expect(await codesOf(sources, 'work/own/dts/lcd.dtso')).toEqual(['overlay-unknown-symbol']);
    expect(await treeOf(sources, 'work/own/dts/kit.dts')).toMatchObject({ layout: 'vendor', root: uriOf('work/own') });
  });

  it('is by itself without such a Makefile, and without a kernel', async () => {
    const plain = { ...sources, 'work/own/dts/Makefile': 'all:\n\tdtc kit.dts\n' };
    expect(await treeOf(plain, 'work/own/dts/kit.dts')).toMatchObject({ layout: 'folder' });
    const alone = Object.fromEntries(Object.entries(sources).filter(([path]) => path.startsWith('work/own/')));
    expect(await treeOf(alone, 'work/own/dts/kit.dts')).toMatchObject({ layout: 'folder', root: uriOf('work/own') });
    // What lists blobs around the repository has nothing to do with it.
    const around = { ...plain, 'work/Makefile': 'dtb-y += x.dtb\n', 'linux/arch/x': '' };
    expect(await treeOf(around, 'work/own/dts/kit.dts')).toMatchObject({ layout: 'folder' });
  });
});
