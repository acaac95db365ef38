import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { factsOf } from './board-facts.js';
import { compositesWith, sourcesOf } from './composites.js';
import { loadKbuildFile } from './kbuild-file.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createWorkspace } from './workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';

const workspaceOf = async (files: Record<string, string>) =>
  createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);

/** Which file lists what a folder below {@link DTS} holds. */
async function listingOf(files: readonly string[], folder = DTS): Promise<string | undefined> {
  const workspace = await workspaceOf(Object.fromEntries([`${DTS}/evk.dts`, ...files].map((path) => [path, ''])));
  const tree = await workspace.treeOf(`${uriOf(folder)}/`);
  return (await loadKbuildFile(uriOf(folder), tree, workspace.files))?.uri;
}

describe('the file that lists what is made of sources', () => {
  it('is the Makefile beside them, or the Kbuild', async () => {
    expect(await listingOf([`${DTS}/Makefile`])).toBe(uriOf(`${DTS}/Makefile`));
    expect(await listingOf([`${DTS}/Makefile`, `${DTS}/Kbuild`])).toBe(uriOf(`${DTS}/Kbuild`));
  });

  it('is the nearest around where they have none', async () => {
    const files = [`${DTS}/Kbuild`, `${DTS}/sub/own/Makefile`, `${DTS}/sub/own/a.dts`, `${DTS}/sub/other/b.dts`];
    expect(await listingOf(files, `${DTS}/sub/own`)).toBe(uriOf(`${DTS}/sub/own/Makefile`));
    expect(await listingOf(files, `${DTS}/sub/other`)).toBe(uriOf(`${DTS}/Kbuild`));
  });

  it('lies in the tree', async () => {
    expect(await listingOf(['Makefile', 'plain/Makefile', 'plain/a.dts'], 'plain')).toBe(uriOf('plain/Makefile'));
    expect(await listingOf(['Makefile', 'plain/a.dts'], 'plain')).toBeUndefined();
    expect(await listingOf(['Makefile'])).toBeUndefined();
  });

  it('names sources by their paths', async () => {
    const lists = 'dtb-y += sub/evk.dtb\nsub/evk-cam-dtbs := sub/evk.dtb ov/cam.dtbo\nDTC_FLAGS_sub/evk := -Wno-x\n';
    const workspace = await workspaceOf({
      [`${DTS}/Kbuild`]: lists,
      [`${DTS}/sub/evk.dts`]: '/dts-v1/;\n/ { };\n',
      [`${DTS}/sub/unbuilt.dts`]: '',
      [`${DTS}/ov/cam.dtso`]: '',
    });
    const [evk, cam] = [uriOf(`${DTS}/sub/evk.dts`), uriOf(`${DTS}/ov/cam.dtso`)];
    const tree = await workspace.treeOf(evk);
    expect(await factsOf(workspace, tree, evk)).toMatchObject({ isBuilt: true, composites: ['evk-cam'] });
    expect(await factsOf(workspace, tree, uriOf(`${DTS}/sub/unbuilt.dts`))).toMatchObject({ isBuilt: false });
    for (const root of [evk, cam]) expect((await compositesWith(root, workspace)).map(sourcesOf)).toEqual([[evk, cam]]);
    const session = workspace.parser.open();
    const unit = await workspace.loadUnit(evk, session);
    expect([unit?.dtcFlags, unit?.tree.symbols]).toEqual([['-Wno-x'], true]);
    session.close();
  });
});
