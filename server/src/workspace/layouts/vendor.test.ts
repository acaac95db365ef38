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
