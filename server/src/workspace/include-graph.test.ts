import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { createSourceFile } from '../text/source-file.js';
import { baseNameOf } from '../text/uri.js';
import { isSourceName } from './boards.js';
import { type GraphServices, openIncludeGraph } from './include-graph.js';
import { createReach } from './reach.js';
import { findSourceTree } from './source-tree.js';
import type { TextCache } from './text-cache.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';
const at = (name: string) => uriOf(`${DTS}/${name}`);
const TREE: Record<string, string> = {
  [`${DTS}/a.dts`]: '#include "board.dtsi"\n/ {\n\tcompatible = "acme,a", "acme,ac100";\n};\n',
  [`${DTS}/b.dts`]: '#include "board.dtsi"\n',
  [`${DTS}/c.dts`]: '/ { };\n',
  [`${DTS}/o.dtso`]: '#include "soc.dtsi"\n',
  [`${DTS}/board.dtsi`]: '#include <arm64/acme/soc.dtsi>\n',
  [`${DTS}/soc.dtsi`]: '#include <dt-bindings/x.h>\n/ { };\n',
};

/** A host that keeps what it is given, and tells files apart by their texts. */
function createHost(files: Record<string, string>, kept = new Map<string, string>()) {
  const loader = memoryLoader(files);
  const stamps = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), `${text.length}`]));
  const cache: TextCache = {
    get: async (key) => kept.get(key),
    getNow: (key) => kept.get(key),
    set: async (key, text) => void kept.set(key, text),
  };
  return { loader: { ...loader, stampsOf: async () => stamps }, cache, kept };
}

async function openGraph(
  files: Record<string, string>,
  host = createHost(files),
  services: Partial<GraphServices> = {},
) {
  const tree = await findSourceTree(at('a.dts'), false, host.loader);
  const reach = () => createReach([tree.root], host.loader);
  return openIncludeGraph(tree, host.loader, { reach, cache: host.cache, ...services });
}

describe('the graph of includes', () => {
  it('knows the boards and the overlays that reach a file', async () => {
    const graph = await openGraph(TREE);
    expect(await graph.boardsReaching(at('soc.dtsi'))).toEqual([at('a.dts'), at('b.dts')]);
    expect(await graph.overlaysReaching(at('soc.dtsi'))).toEqual([at('o.dtso')]);
    expect(await graph.boardsReaching(uriOf('linux/include/dt-bindings/x.h'))).toEqual([at('a.dts'), at('b.dts')]);
    expect(await graph.boardsReaching(at('c.dts'))).toEqual([]);
  });

  it('takes in what changes', async () => {
    const graph = await openGraph(TREE);
    await graph.boardsReaching(at('soc.dtsi'));
    graph.update(at('c.dts'), createSourceFile(at('c.dts'), 2, '#include "soc.dtsi"\n'));
    graph.update(at('a.dts'), 'absent');
    expect(await graph.boardsReaching(at('soc.dtsi'))).toEqual([at('b.dts'), at('c.dts')]);
  });

  it('searches what a person has searched, too', async () => {
    const files = { ...TREE, [`${DTS}/c.dts`]: '#include <mine.dtsi>\n' };
    const graph = await openGraph(files, undefined, { includePaths: [uriOf('mine')] });
    expect(await graph.boardsReaching(uriOf('mine/mine.dtsi'))).toEqual([at('c.dts')]);
  });

  it('names the SoC of a board, as its text does or by the first source', async () => {
    const graph = await openGraph(TREE);
    expect(graph.socOf(at('a.dts'))).toBeUndefined();
    await graph.boardsReaching(at('soc.dtsi'));
    expect(['a.dts', 'b.dts', 'c.dts'].map((name) => graph.socOf(at(name)))).toEqual(['acme,ac100', 'soc', undefined]);
  });

  it('names the SoC of a board that another one is made of', async () => {
    const files = {
      [`${DTS}/soc.dtsi`]: '/ { };\n',
      [`${DTS}/plain.dts`]: '#include "soc.dtsi"\n',
      [`${DTS}/named.dts`]: '#include "soc.dtsi"\n/ {\n\tcompatible = "acme,kit", "acme,ac100";\n};\n',
      [`${DTS}/of-plain.dts`]: '#include "plain.dts"\n',
      [`${DTS}/of-named.dts`]: '#include "named.dts"\n',
      [`${DTS}/circle.dts`]: '#include "circle.dts"\n',
      [`${DTS}/alone.dts`]: '/ { };\n',
      [`${DTS}/of-alone.dts`]: '#include "alone.dts"\n',
    };
    const graph = await openGraph(files);
    await graph.boardsReaching(at('soc.dtsi'));
    const socs = ['of-plain', 'of-named', 'circle', 'of-alone'].map((name) => graph.socOf(at(`${name}.dts`)));
    expect(socs).toEqual(['soc', 'acme,ac100', undefined, undefined]);
  });

  it('tells how far it is', async () => {
    const told: number[][] = [];
    const graph = await openGraph(TREE, undefined, { onProgress: (_, done, total) => void told.push([done, total]) });
    expect(graph.complete).toBe(false);
    await graph.boardsReaching(at('soc.dtsi'));
    expect(graph.complete).toBe(true);
    expect(told).toEqual([
      [0, 6],
      [6, 6],
    ]);
  });
});

describe('the graph of an earlier start', () => {
  /** Asks a graph that nobody has asked before, for the boards and for the sources that were read. */
  async function ask(files: Record<string, string>, kept: Map<string, string>) {
    const host = createHost(files, kept);
    const graph = await openGraph(files, host);
    const boards = await graph.boardsReaching(at('soc.dtsi'));
    return {
      boards,
      soc: graph.socOf(at('a.dts')),
      read: host.loader.loaded.filter((uri) => isSourceName(baseNameOf(uri))),
    };
  }

  it('is taken over without reading anything', async () => {
    const kept = new Map<string, string>();
    const cold = await ask(TREE, kept);
    expect(cold.read).toHaveLength(6);
    expect(await ask(TREE, kept)).toEqual({ ...cold, read: [] });
  });

  it('holds only for what is as it was', async () => {
    const kept = new Map<string, string>();
    await ask(TREE, kept);
    const { [`${DTS}/b.dts`]: _, ...others } = TREE;
    const files = { ...others, [`${DTS}/c.dts`]: '#include "board.dtsi"\n', [`${DTS}/d.dts`]: '#include "soc.dtsi"\n' };
    const changed = await ask(files, kept);
    expect(changed.boards).toEqual([at('a.dts'), at('c.dts'), at('d.dts')]);
    expect(changed.read).toEqual([at('c.dts'), at('d.dts')]);
    expect((await ask(files, kept)).read).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ['is damaged', (text) => text.replace('board.dtsi', 'c.dtsi')],
    ['is cut off', (text) => text.slice(0, -5)],
    ['is empty', () => ''],
    ['is something else', () => '{"files": []}'],
    ['has no lines', () => 'dts-analyzer includes 0 811c9dc5\n'],
  ])('is not used where it %s', async (_, damage) => {
    const kept = new Map<string, string>();
    const cold = await ask(TREE, kept);
    for (const [key, text] of kept) kept.set(key, damage(text));
    expect(await ask(TREE, kept)).toEqual(cold);
  });

  it('is not that of another tree', async () => {
    const kept = new Map<string, string>();
    await ask(TREE, kept);
    expect([...kept.keys()]).toEqual([expect.stringContaining(uriOf('linux'))]);
  });

  it('keeps names that would break its form out, and reads them again', async () => {
    const files = { ...TREE, [`${DTS}/c.dts`]: '#include "a\tb.dtsi"\n#include "soc.dtsi"\n' };
    const kept = new Map<string, string>();
    const cold = await ask(files, kept);
    expect(cold.boards).toContain(at('c.dts'));
    expect(await ask(files, kept)).toEqual({ ...cold, read: [at('c.dts')] });
  });
});
