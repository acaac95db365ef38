import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { findSourceTree } from './source-tree.js';

const BOARD = 'home/linux/arch/arm64/boot/dts/qcom/board.dts';

describe('source trees', () => {
  it('a kernel tree is known by the place of its boards', async () => {
    const tree = await findSourceTree(uriOf(BOARD), false, memoryLoader({ [BOARD]: '' }));
    expect(tree).toMatchObject({ layout: 'kernel', root: uriOf('home/linux') });
    expect(tree.includePaths(uriOf(BOARD))).toEqual([uriOf('home/linux/scripts/dtc/include-prefixes')]);
    expect(tree.bindings).toBe(uriOf('home/linux/Documentation/devicetree/bindings'));
  });

  it('a kernel tree is known from other places by its folders', async () => {
    const files = {
      'linux/arch/x': '',
      'linux/include/x': '',
      'linux/scripts/x': '',
      'linux/drivers/of/test.dtso': '',
    };
    const tree = await findSourceTree(uriOf('linux/drivers/of/test.dtso'), false, memoryLoader(files));
    expect(tree).toMatchObject({ layout: 'kernel', root: uriOf('linux') });
  });

  it.each([
    ['scripts/dtc/include-prefixes/arm64/qcom/sm8650.dtsi', 'arch/arm64/boot/dts/qcom/sm8650.dtsi'],
    ['scripts/dtc/include-prefixes/dt-bindings/gpio/gpio.h', 'include/dt-bindings/gpio/gpio.h'],
    ['scripts/dtc/include-prefixes/dt-bindings/input/linux-event-codes.h', 'include/uapi/linux/input-event-codes.h'],
    ['include/dt-bindings/input/linux-event-codes.h', 'include/uapi/linux/input-event-codes.h'],
    ['arch/arm64/boot/dts/qcom/sm8650.dtsi', 'arch/arm64/boot/dts/qcom/sm8650.dtsi'],
  ])('in a kernel tree %s is the file %s', async (path, real) => {
    const tree = await findSourceTree(uriOf(BOARD), false, memoryLoader({ [BOARD]: '' }));
    expect(tree.canonicalUri(uriOf(`home/linux/${path}`))).toBe(uriOf(`home/linux/${real}`));
  });

  it('the devicetree-only export is known by its folders', async () => {
    const board = 'export/src/arm64/qcom/board.dts';
    const loader = memoryLoader({ [board]: '', 'export/include/dt-bindings/x.h': '', 'export/Bindings/x.yaml': '' });
    const tree = await findSourceTree(uriOf(board), false, loader);
    expect(tree).toMatchObject({ layout: 'export', root: uriOf('export'), bindings: uriOf('export/Bindings') });
    expect(tree.includePaths(uriOf(board))).toEqual([
      uriOf('export/include'),
      uriOf('export/src'),
      uriOf('export/src/arm64'),
    ]);
  });

  it.each([
    ['repo/sub/a.dts', [], 'repo'],
    ['repo/sub/a.dts', ['repo/sub'], 'repo'],
    ['plain/project/sub/a.dts', [], 'plain/project/sub'],
    ['plain/project/sub/a.dts', ['plain/project/sub'], 'plain/project/sub'],
    ['plain/project/sub/a.dts', ['plain'], 'plain'],
    ['plain/project/other/a.dts', ['plain/project/other'], 'plain/project'],
  ])('settings for a part of a tree leave the tree what it is: %s with %j open', async (path, opened, root) => {
    const loader = memoryLoader({
      'repo/.git/HEAD': '',
      'repo/sub/.dts-analyzer.json': '',
      'plain/project/.dts-analyzer.json': '',
      'plain/project/sub/.dts-analyzer.json': '',
    });
    expect((await findSourceTree(uriOf(path), false, loader, opened.map(uriOf))).root).toBe(uriOf(root));
  });

  it('anything else is a folder of its own', async () => {
    const tree = await findSourceTree(
      uriOf('boards/mine/board.dts'),
      false,
      memoryLoader({ 'boards/mine/board.dts': '' }),
    );
    expect(tree).toMatchObject({ layout: 'folder', root: uriOf('boards/mine') });
    expect(tree.includePaths(uriOf('boards/mine/board.dts'))).toEqual([uriOf('boards/mine')]);
  });

  it.each([
    ['the nearest that has headers', ['all', 'all/kit', 'all/kit/boards'], 'all/kit'],
    ['the outermost where none has', ['all', 'all/kit/boards'], 'all'],
  ])('or of one of the folders that are open: %s', async (_, opened, root) => {
    const loader = memoryLoader({ 'all/kit/boards/board.dts': '', 'all/kit/include/pin.h': '' });
    const tree = await findSourceTree(uriOf('all/kit/boards/board.dts'), false, loader, opened.map(uriOf));
    expect(tree).toMatchObject({ layout: 'folder', root: uriOf(root) });
  });
});
