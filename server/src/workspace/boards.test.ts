import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { filesBelow, isBoardName } from './boards.js';
import { createReach } from './reach.js';

const reach = createReach([uriOf('x')], {});

describe('files below a folder', () => {
  it('are found whatever their names hold', async () => {
    const names = ['qcom,board.dts', 'with space.dts', '50%.dts', 'a#b.dts', 'ä.dts'];
    const loader = memoryLoader(
      Object.fromEntries(names.map((name) => [`x/${encodeURIComponent(name)}`, '/dts-v1/;'])),
    );
    const found = await filesBelow(uriOf('x'), loader, reach, isBoardName);
    expect(found).toHaveLength(names.length);
    for (const file of (await loader.load(found)).values()) expect(file).not.toBe('absent');
  });

  it('have the name of their own folder, not that of a link to it', async () => {
    const loader = memoryLoader({ 'x/alias/b/a.dts': '', 'x/real/b/a.dts': '', 'x/y/link/c.dts': '' });
    const realUri = (uri: string) => uri.replace('/alias', '/real');
    const list = async (folder: string) =>
      (await loader.list(folder))?.map((entry) =>
        /alias|link/.test(entry.name) ? { ...entry, isLink: true as const } : entry,
      );
    const found = await filesBelow(uriOf('x'), { ...loader, list, realUri }, reach, isBoardName);
    expect(found).toEqual([uriOf('x/real/b/a.dts'), uriOf('x/y/link/c.dts')]);
  });

  it('leave out hidden ones and other kinds', async () => {
    const files = { 'x/.a.dts': '', 'x/.b/c.dts': '', 'x/d.dtsi': '', 'x/e/f.dts': '', 'x/Makefile.dts': '' };
    const loader = memoryLoader(files);
    expect(await filesBelow(uriOf('x'), loader, reach, isBoardName)).toEqual([uriOf('x/e/f.dts')]);
  });

  it('are those of the nearest folders where there are too many', async () => {
    const loader = memoryLoader({ 'x/a/b/c/d.dts': '', 'x/e/f.dts': '', 'x/g.dts': '' });
    expect(await filesBelow(uriOf('x'), loader, reach, isBoardName, { maxFolders: 3 })).toEqual([
      uriOf('x/e/f.dts'),
      uriOf('x/g.dts'),
    ]);
  });
});
