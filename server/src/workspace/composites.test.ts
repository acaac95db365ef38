import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { compositesIn, compositesWith, sourcesOf } from './composites.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createWorkspace } from './workspace.js';

const FOLDER = 'linux/arch/arm64/boot/dts/acme';

async function workspaceWith(makefile: string, sources: readonly string[] = []) {
  const files = Object.fromEntries(sources.map((name) => [`${FOLDER}/${name}`, '']));
  return createWorkspace(
    memoryLoader({ ...files, [`${FOLDER}/Makefile`]: makefile }),
    await testParser(),
    DEFAULT_SETTINGS,
  );
}

async function compositesOf(makefile: string, sources: readonly string[] = []): Promise<string[]> {
  const composites = await compositesIn(uriOf(FOLDER), await workspaceWith(makefile, sources));
  const name = (uri: string) => uri.replace(`${uriOf(FOLDER)}/`, '');
  return composites.map(
    (composite) =>
      `${name(composite.blob)} = ${sourcesOf(composite).map(name).join(' + ')}${composite.basedOn ? ` on ${name(composite.basedOn.blob)}` : ''}`,
  );
}

describe('composites', () => {
  it('are made of the sources beside the Makefile', async () => {
    expect(await compositesOf('evk-camera-dtbs := evk.dtb camera.dtbo panel.dtbo\n')).toEqual([
      'evk-camera.dtb = evk.dts + camera.dtso + panel.dtso',
    ]);
  });

  it('can be made of each other, in any order', async () => {
    expect(await compositesOf('b-dtbs := a.dtb y.dtbo\na-dtbs := evk.dtb x.dtbo\n')).toEqual([
      'b.dtb = evk.dts + x.dtso + y.dtso on a.dtb',
      'a.dtb = evk.dts + x.dtso',
    ]);
  });

  it('may be made of overlays that are named as boards are', async () => {
    const makefile = 'a-dtbs := evk.dtb x.dtbo y.dtbo\nb-dtbs := a.dtb z.dtbo\n';
    expect(await compositesOf(makefile, ['evk.dts', 'x.dts', 'y.dts', 'y.dtso', 'z.dts'])).toEqual([
      'a.dtb = evk.dts + x.dts + y.dtso',
      'b.dtb = evk.dts + x.dts + y.dtso + z.dts on a.dtb',
    ]);
  });

  it('know which overlays are compiled with their labels', async () => {
    const symbols = async (flags: string) => {
      const workspace = await workspaceWith(`a-dtbs := evk.dtb x.dtbo y.dtbo\n${flags}\n`);
      return (await compositesIn(uriOf(FOLDER), workspace))[0]!.overlays.map((overlay) => overlay.symbols);
    };
    expect(await symbols('')).toEqual([false, false]);
    expect(await symbols('DTC_FLAGS_y := -Wno-x -@')).toEqual([false, true]);
    expect(await symbols('DTC_FLAGS := -@')).toEqual([true, true]);
  });

  it('are none where the list is not of a base and overlays', async () => {
    expect(await compositesOf('a-dtbs := b.dtb x.dtbo\nb-dtbs := a.dtb y.dtbo\n')).toEqual([]);
    expect(await compositesOf('a-dtbs := x.dtbo y.dtbo\nb-dtbs := b.dtb c.dtb\nc-dtbs := other.txt\n')).toEqual([]);
  });

  it('are told from sources by one look into the folder, however many boards ask, until files come or go', async () => {
    const files = { [`${FOLDER}/Makefile`]: 'a-dtbs := evk.dtb x.dtbo\n', [`${FOLDER}/x.dts`]: '' };
    const loader = memoryLoader(files);
    const looks: string[] = [];
    const list = (folder: string) => {
      looks.push(folder);
      return loader.list(folder);
    };
    const workspace = createWorkspace({ ...loader, list }, await testParser(), DEFAULT_SETTINGS);
    const ask = async () => {
      looks.length = 0;
      for (const name of ['a', 'b', 'c']) await compositesWith(uriOf(`${FOLDER}/${name}.dts`), workspace);
      return looks.filter((folder) => folder === uriOf(FOLDER)).length;
    };
    const first = await ask();
    expect(await ask()).toBe(0);
    workspace.forgetTrees(false);
    expect(await ask()).toBe(first);
  });

  it('are found by each of their sources', async () => {
    const workspace = await workspaceWith('a-dtbs := evk.dtb x.dtbo\nb-dtbs := evk.dtb y.dtbo\n');
    const with_ = async (name: string) => (await compositesWith(uriOf(`${FOLDER}/${name}`), workspace)).length;
    expect(await Promise.all(['evk.dts', 'x.dtso', 'z.dtso'].map(with_))).toEqual([2, 1, 0]);
  });
});
