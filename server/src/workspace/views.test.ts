import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import type { CheckedView } from './file-view.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createViews, type Views } from './views.js';
import { createWorkspace } from './workspace.js';

const soc = uriOf('tree/soc.dtsi');
const board = uriOf('tree/soc-kit.dts');
const TREE = {
  'tree/soc.dtsi': '/ { uart: serial { }; };\n',
  'tree/soc-kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n&uart { status = "okay"; };\n',
};

describe('the view of a file', () => {
  it('takes in unsaved text of an included file at once', async () => {
    const { views } = await open(TREE);
    expect(codes(await views.checkedViewOf(board))).toEqual([]);
    views.setOpen(soc, createSourceFile(soc, 2, '/ { uart0: serial { }; };\n'));
    expect(codes(await views.checkedViewOf(board))).toEqual(['unknown-label']);
    views.setOpen(soc, undefined);
    expect(codes(await views.checkedViewOf(board))).toEqual([]);
  });

  it('takes in a header of which another with the same guard leaves nothing, as soon as its guard is another', async () => {
    const { views } = await open({
      'tree/board.dts': '/dts-v1/;\n#include "one.h"\n#include "two.h"\n/ { a = <&TWO>; };\n',
      'tree/one.h': '#ifndef HEADER\n#define HEADER\n#endif\n',
      'tree/two.h': '#ifndef HEADER\n#define HEADER\n#define TWO two\n/ { two: two { }; };\n#endif\n',
    });
    const [root, two] = [uriOf('tree/board.dts'), uriOf('tree/two.h')];
    expect(codes(await views.checkedViewOf(root))).toEqual(['unknown-label']);
    const text = '#ifndef TWO_HEADER\n#define TWO_HEADER\n#define TWO two\n/ { two: two { }; };\n#endif\n';
    views.setOpen(two, createSourceFile(two, 2, text));
    expect(codes(await views.checkedViewOf(root))).toEqual([]);
  });

  it('is made by expanding the lines that have changed, of a half-typed text too', async () => {
    const { views } = await open(TREE);
    const first = (await views.checkedViewOf(board))!;
    const supposed = first.evaluateWith(first.file.text.replace('okay', 'fail'))!;
    views.setOpen(soc, createSourceFile(soc, 2, '/ {\n  uart: serial { };\n};\n'));
    const next = (await views.checkedViewOf(board))!;
    expect(supposed.expansion.text).toContain('fail');
    expect(next.unit!.expansion.text).toContain('okay');
    expect(next.unit!.expansion.text).toContain('\n  uart');
    // What no change of lines can touch is the same object.
    expect(supposed.expansion.notLoaded).toBe(first.unit!.expansion.notLoaded);
    expect(codes(next)).toEqual([]);
  });

  it('has rules asked only for who wants to know what they find, and once', async () => {
    const workspace = createWorkspace(memoryLoader(TREE), await testParser(), DEFAULT_SETTINGS);
    let checks = 0;
    const check: typeof workspace.check = async (...parameters) => {
      if (++checks === 2) throw new Error('This one fails');
      return workspace.check(...parameters);
    };
    const views = createViews(Object.assign(Object.create(workspace), { check }));
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(board);
    expect(checks).toBe(0);
    expect(codes(await views.checkedViewOf(soc))).toEqual([]);
    await views.checkedViewOf(board);
    expect(checks).toBe(1);
    views.setOpen(soc, createSourceFile(soc, 2, '/ { uart0: serial { }; };\n'));
    await expect(views.checkedViewOf(board)).rejects.toThrow('This one fails');
    expect(codes(await views.checkedViewOf(board))).toEqual(['unknown-label']);
    expect(checks).toBe(3);
  });

  it('tells once what a file does that its board includes twice', async () => {
    const common = uriOf('tree/common.dtsi');
    const { views } = await open({
      ...TREE,
      'tree/twice.dts': '/dts-v1/;\n#include "common.dtsi"\n#include "common.dtsi"\n',
      'tree/common.dtsi': '&nowhere { };\n',
    });
    expect(codes(await views.checkedViewOf(common))).toEqual(['unknown-label']);
  });

  it('is what it is by then, if something changes while rules are asked', async () => {
    const workspace = createWorkspace(memoryLoader(TREE), await testParser(), DEFAULT_SETTINGS);
    const change = () => views.setOpen(soc, createSourceFile(soc, 2, '/ { uart0: serial { }; };\n'));
    const check: typeof workspace.check = async (...parameters) => {
      const findings = await workspace.check(...parameters);
      if (!views.openFiles.includes(soc)) change();
      return findings;
    };
    const views: Views = createViews(Object.assign(Object.create(workspace), { check }));
    expect(codes(await views.checkedViewOf(board))).toEqual(['unknown-label']);
  });

  it('is through the board whose name is nearest', async () => {
    const { views } = await open({
      ...TREE,
      'tree/another.dts': '#include "soc.dtsi"\n',
      'tree/sofa.dts': '#include "soc.dtsi"\n',
    });
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(board);
  });

  it('is through a board that a Makefile lists, if one does', async () => {
    const folder = 'linux/arch/arm64/boot/dts/acme';
    const { views } = await open({
      [`${folder}/soc.dtsi`]: TREE['tree/soc.dtsi'],
      [`${folder}/soc-kit.dts`]: TREE['tree/soc-kit.dts'],
      [`${folder}/far.dts`]: TREE['tree/soc-kit.dts'],
      [`${folder}/Makefile`]: 'dtb-$(CONFIG_ARCH_ACME) += far.dtb\n',
    });
    expect((await views.viewOf(uriOf(`${folder}/soc.dtsi`)))?.unit?.root.uri).toBe(uriOf(`${folder}/far.dts`));
  });

  it('is through a board that the settings leave out only if there is no other', async () => {
    const project = { 'tree/.dts-analyzer.json': '{ "exclude": ["soc-kit.dts"] }' };
    const { views } = await open({ ...TREE, ...project });
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(board);
    const both = await open({ ...TREE, ...project, 'tree/far.dts': '/dts-v1/;\n#include "soc.dtsi"\n' });
    expect((await both.views.viewOf(soc))?.unit?.root.uri).toBe(uriOf('tree/far.dts'));
  });

  it('is through the board that was used last, as soon as it is', async () => {
    const { views } = await open({ ...TREE, 'tree/another.dts': '#include "soc.dtsi"\n' });
    await views.checkedViewOf(soc);
    views.use(uriOf('tree/another.dts'));
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(uriOf('tree/another.dts'));
    views.setOpen(board, createSourceFile(board, 1, TREE['tree/soc-kit.dts']));
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(board);
  });

  it('is through an open board that reads it by way of a header', async () => {
    const header = uriOf('tree/inner.h');
    const { views } = await open({
      'tree/inner.h': '#define X 1\n',
      'tree/outer.h': '#include "inner.h"\n',
      'tree/a.dts': '#include "inner.h"\n/ { };\n',
      'tree/z.dts': '#include "outer.h"\n/ { };\n',
    });
    views.setOpen(uriOf('tree/z.dts'), createSourceFile(uriOf('tree/z.dts'), 1, '#include "outer.h"\n/ { };\n'));
    expect((await views.viewOf(header))?.unit?.root.uri).toBe(uriOf('tree/z.dts'));
  });

  it('is found though other files include what can be the name of no file', async () => {
    const { views } = await open({
      'tree/soc.dtsi': '/ { };\n',
      'tree/a.dts': '#include "\udcff"\n/include/ "\ud800"\n#include "soc.dtsi"\n',
    });
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(uriOf('tree/a.dts'));
  });

  it('has the board ready through which it was shown before, while an include of the better one breaks and heals', async () => {
    const { views } = await open({ ...TREE, 'tree/another.dts': '#include "soc.dtsi"\n' });
    const text = TREE['tree/soc-kit.dts'];
    const units: unknown[] = [];
    for (const [version, shown] of [
      text,
      text.replace('soc.dtsi', 'soc.dts'),
      text,
      text.replace('soc.dtsi', 'soc.dt'),
    ].entries()) {
      views.setOpen(board, createSourceFile(board, version, shown));
      units.push((await views.viewOf(soc))?.unit);
    }
    expect(units[1]).toMatchObject({ root: { uri: uriOf('tree/another.dts') } });
    expect(units[3]).toBe(units[1]);
  });

  it('is never through a board that only seems to include it', async () => {
    const { views } = await open({
      'tree/soc.dtsi': TREE['tree/soc.dtsi'],
      'tree/soc.dts': '#ifdef NEVER\n#include "soc.dtsi"\n#endif\n/ { };\n',
      'tree/zoo.dts': '#include "soc.dtsi"\n',
    });
    expect((await views.viewOf(soc))?.unit?.root.uri).toBe(uriOf('tree/zoo.dts'));
  });

  it('finds a board elsewhere in the tree when there is none beside the file', async () => {
    const { views } = await open({
      'linux/arch/arm/boot/dts/acme/soc.dtsi': '/ { };\n',
      'linux/arch/arm64/boot/dts/acme/kit.dts': '#include <arm/acme/soc.dtsi>\n',
      'linux/scripts/x': '',
      'linux/include/x': '',
    });
    const view = await views.checkedViewOf(uriOf('linux/arch/arm/boot/dts/acme/soc.dtsi'));
    expect(view?.unit?.root.uri).toBe(uriOf('linux/arch/arm64/boot/dts/acme/kit.dts'));
  });

  it('takes in an included file that is only open, and whose place another took', async () => {
    const { views } = await open({
      'tree/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n#include <part.dtsi>\n&uart { };\n',
      'tree/include/part.dtsi': '',
      'tree/.git/HEAD': '',
    });
    const kit = uriOf('tree/kit.dts');
    const part = uriOf('tree/part.dtsi');
    expect(codes(await views.checkedViewOf(kit))).toContain('missing-include');
    views.setOpen(soc, createSourceFile(soc, 1, TREE['tree/soc.dtsi']));
    expect(codes(await views.checkedViewOf(kit))).toEqual([]);
    expect((await views.checkedViewOf(soc))?.unit?.root.uri).toBe(kit);
    views.setOpen(part, createSourceFile(part, 1, '&nowhere { };\n'));
    expect(codes(await views.checkedViewOf(part))).toEqual(['unknown-label']);
    views.setOpen(soc, undefined);
    expect(codes(await views.checkedViewOf(kit))).toContain('missing-include');
  });

  it('has only syntax findings where no board reaches the file, until one does', async () => {
    const { views } = await open({ 'tree/lonely.dtsi': '&unknown { a = <1> };\n', 'tree/kit.dts': '/ { };\n' });
    const lonely = uriOf('tree/lonely.dtsi');
    const view = await views.checkedViewOf(lonely);
    expect(view?.unit).toBeUndefined();
    expect(codes(view)).toEqual(['unreached-file', 'syntax-error']);
    views.setOpen(
      uriOf('tree/kit.dts'),
      createSourceFile(uriOf('tree/kit.dts'), 2, '/dts-v1/;\n#include "lonely.dtsi"\n'),
    );
    expect(codes(await views.checkedViewOf(lonely))).toEqual(['unknown-label', 'syntax-error']);
  });

  it('is computed anew when files appear on disk', async () => {
    const files: Record<string, string> = { 'tree/kit.dts': '#include "late.dtsi"\n' };
    const { views, put } = await open(files);
    const kit = uriOf('tree/kit.dts');
    expect(codes(await views.checkedViewOf(kit))).toEqual(['missing-include']);
    put('tree/late.dtsi', '/ { };\n');
    views.filesChanged([{ uri: uriOf('tree/late.dtsi'), kind: 'created' }]);
    expect(codes(await views.checkedViewOf(kit))).toEqual([]);
  });

  it('is computed anew when a client tells of a new file as of a change, and of a folder without its files', async () => {
    const { views, put, remove } = await open({ 'tree/kit.dts': '#include "sub/late.dtsi"\n' });
    const kit = uriOf('tree/kit.dts');
    expect(codes(await views.checkedViewOf(kit))).toEqual(['missing-include']);
    put('tree/sub/late.dtsi', '/ { };\n');
    views.filesChanged([{ uri: uriOf('tree/sub/late.dtsi'), kind: 'changed' }]);
    expect(codes(await views.checkedViewOf(kit))).toEqual([]);
    remove('tree/sub/late.dtsi');
    views.filesChanged([{ uri: uriOf('tree/sub'), kind: 'deleted' }]);
    expect(codes(await views.checkedViewOf(kit))).toEqual(['missing-include']);
  });

  it('follows a file that changes on disk, and the includes that come and go with it', async () => {
    const { views, put } = await open({ ...TREE, 'tree/other.dtsi': '/ { };\n' });
    const other = uriOf('tree/other.dtsi');
    expect((await views.viewOf(other))?.unit).toBeUndefined();
    put('tree/soc-kit.dts', '/dts-v1/;\n#include "other.dtsi"\n');
    views.filesChanged([{ uri: board, kind: 'changed' }]);
    expect((await views.viewOf(other))?.unit?.root.uri).toBe(board);
    expect((await views.viewOf(soc))?.unit).toBeUndefined();
  });

  it('is the same object graph while nothing changes', async () => {
    const { views } = await open(TREE);
    expect((await views.viewOf(board))?.unit).toBe((await views.viewOf(board))?.unit);
  });

  it('evaluates another text without a trace', async () => {
    const { views } = await open(TREE);
    const view = (await views.checkedViewOf(soc))!;
    expect(view.evaluateWith('/ { other: serial { }; };\n')?.tree.labels.has('other')).toBe(true);
    const after = (await views.checkedViewOf(soc))!;
    expect(after.unit).toBe(view.unit);
    expect(after.file.text).toBe(TREE['tree/soc.dtsi']);
  });

  it('of a draft spares evaluating the text, and supposes from the text as it is', async () => {
    const { views } = await open(TREE);
    const before = await views.checkedViewOf(soc);
    views.setOpen(soc, createSourceFile(soc, 2, '/ { late: serial { }; half = <\n};\n'));
    const draft = (await views.draftViewOf(soc))!;
    expect(draft.unit).toBe(before?.unit);
    expect(draft.file.text).toContain('late');
    expect(draft.evaluateWith(draft.file.text.replace('half = <', ''))?.tree.labels.has('late')).toBe(true);
    expect((await views.draftViewOf(uriOf('tree/none.dtsi')))?.unit).toBeUndefined();
  });

  it('is absent for a file that does not exist', async () => {
    const { views } = await open(TREE);
    expect(await views.checkedViewOf(uriOf('tree/none.dts'))).toBeUndefined();
    expect(await views.checkedViewOf(uriOf('tree/none.dtsi'))).toBeUndefined();
    expect(await views.checkedViewOf('untitled:Untitled-1')).toBeUndefined();
  });
});

describe('the view of an overlay', () => {
  const overlay = uriOf('linux/arch/arm/boot/dts/acme/x.dtso');
  const kit = uriOf('linux/arch/arm/boot/dts/acme/kit.dts');
  const OVERLAY = '/dts-v1/;\n/plugin/;\n&uart { p = <&clk>; };\n';
  const COMPOSITE = {
    'linux/arch/arm/boot/dts/acme/kit.dts': '/dts-v1/;\n/ { uart: serial { }; clk: clock { }; };\n',
    'linux/arch/arm/boot/dts/acme/other.dts': '/dts-v1/;\n/ { uart: console { }; clk: clock { }; };\n',
    'linux/arch/arm/boot/dts/acme/x.dtso': OVERLAY,
    'linux/arch/arm/boot/dts/acme/Makefile': 'kit-x-dtbs := kit.dtb x.dtbo\nother-x-dtbs := other.dtb x.dtbo\n',
  };
  const propertiesAt = (view: CheckedView | undefined, path: string) => [
    ...(view!.unit!.tree.nodeAt(path)?.properties.keys() ?? []),
  ];

  it('is of its base with the overlay applied', async () => {
    const { views } = await open(COMPOSITE);
    const view = await views.checkedViewOf(overlay);
    expect(propertiesAt(view, '/serial')).toEqual(['p', 'phandle']);
    expect(view!.unit!.root.uri).toBe(overlay);
    expect(codes(view)).toEqual([]);
    const definition = view!.unit!.tree.nodeAt('/serial')!.properties.get('p')!.definitions[0]!;
    expect(view!.unit!.expansion.text.slice(definition.start, definition.end)).toBe('p = <&clk>;');
  });

  it('takes in unsaved text of the base at once', async () => {
    const { views } = await open(COMPOSITE);
    views.setOpen(kit, createSourceFile(kit, 2, '/dts-v1/;\n/ { uart: serial { }; };\n'));
    expect(codes(await views.checkedViewOf(overlay))).toEqual(['overlay-unknown-symbol']);
    views.setOpen(kit, undefined);
    expect(codes(await views.checkedViewOf(overlay))).toEqual([]);
  });

  it('is through the base that was used last', async () => {
    const { views } = await open(COMPOSITE);
    views.use(uriOf('linux/arch/arm/boot/dts/acme/other.dts'));
    expect(propertiesAt(await views.checkedViewOf(overlay), '/console')).toEqual(['p', 'phandle']);
  });

  it('is of another text where one is supposed', async () => {
    const { views } = await open(COMPOSITE);
    const supposed = (await views.checkedViewOf(overlay))!.evaluateWith(OVERLAY.replace('p =', 'q ='));
    expect([...supposed!.tree.nodeAt('/serial')!.properties.keys()]).toEqual(['q', 'phandle']);
  });

  it('is of the overlay alone where no base is there', async () => {
    const { views } = await open({
      ...COMPOSITE,
      'linux/arch/arm/boot/dts/acme/Makefile': 'gone-x-dtbs := gone.dtb x.dtbo',
    });
    const view = await views.checkedViewOf(overlay);
    expect(view!.unit!.tree.plugin).toBe(true);
    expect(codes(view)).toEqual([]);
  });

  it('follows the Makefile', async () => {
    const { views, put } = await open(COMPOSITE);
    expect((await views.checkedViewOf(overlay))!.unit!.tree.plugin).toBe(false);
    put('linux/arch/arm/boot/dts/acme/Makefile', '');
    views.filesChanged([{ uri: uriOf('linux/arch/arm/boot/dts/acme/Makefile'), kind: 'changed' }]);
    expect((await views.checkedViewOf(overlay))!.unit!.tree.plugin).toBe(true);
  });

  it('is what a file is seen through that only overlays include', async () => {
    const shared = uriOf('linux/arch/arm/boot/dts/acme/x.dtsi');
    const { views } = await open({
      ...COMPOSITE,
      'linux/arch/arm/boot/dts/acme/x.dtso': '/dts-v1/;\n/plugin/;\n#include "x.dtsi"\n',
      'linux/arch/arm/boot/dts/acme/x.dtsi': '&uart { q = <&nobody>; };\n',
    });
    const view = await views.checkedViewOf(shared);
    expect(view!.unit!.root.uri).toBe(overlay);
    expect(codes(view)).toEqual(['overlay-unknown-symbol']);
    expect(await views.boardsOf(shared)).toEqual([overlay]);
  });
});

async function open(files: Record<string, string>) {
  const contents = { ...files };
  let loader = memoryLoader(contents);
  const workspace = createWorkspace(
    { load: (uris) => loader.load(uris), list: (folder) => loader.list(folder) },
    await testParser(),
    DEFAULT_SETTINGS,
  );
  const put = (path: string, text: string) => {
    contents[path] = text;
    loader = memoryLoader(contents);
  };
  const remove = (path: string) => {
    delete contents[path];
    loader = memoryLoader(contents);
  };
  return { views: createViews(workspace), put, remove };
}

const codes = (view: CheckedView | undefined) =>
  view?.findings
    .map(({ code }) => code)
    .sort()
    .reverse();
