import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testParser } from '../../../../test/parser.js';
import { diskLoader } from '../../disk/disk-loader.js';
import { normalizeUri } from '../../text/uri.js';
import { planCheck } from '../check-plan.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

describe("a vendor's repository that is linked into a kernel", () => {
  let folder: string;
  const DTS = 'kernel/arch/arm64/boot/dts';
  const at = (path: string) => normalizeUri(pathToFileURL(join(folder, path)).href);
  const open = async () => {
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    workspace.setFolders([at('kernel')]);
    return { workspace, views: createViews(workspace) };
  };

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'dts-analyzer-links-')));
    const files = {
      'kernel/scripts/x': '',
      'kernel/include/dt-bindings/clock.h': '#define CLOCK 7\n',
      [`${DTS}/acme/Makefile`]: '',
      'sources/devicetree/Makefile': 'subdir-y += acme\n',
      'sources/devicetree/acme/Makefile': 'dtb-y += kit.dtb\n',
      'sources/devicetree/acme/kit.dts': '/dts-v1/;\n#include "soc.dtsi"\n#include "display/panel.dtsi"\n',
      'sources/devicetree/acme/soc.dtsi':
        '#include <dt-bindings/clock.h>\n/ { soc { clock-frequency = <CLOCK>; }; };\n',
      'sources/display/Kbuild': '',
      'sources/display/panel.dtsi': '/ { panel { }; };\n',
      'sources/devicetree/token.env': 'secret { };\n',
      'private/Makefile': '',
      'private/notes.dtsi': '/ { notes { }; };\n',
      'private/notes.dts': '/dts-v1/;\n/ { };\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(join(folder, 'sources/devicetree'), join(folder, `${DTS}/vendor`));
    symlinkSync(join(folder, 'sources/display'), join(folder, `${DTS}/vendor/acme/display`));
    symlinkSync(join(folder, 'private'), join(folder, `${DTS}/private`));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is a part of it, with what is linked into that', async () => {
    const { views } = await open();
    const soc = at(`${DTS}/vendor/acme/soc.dtsi`);
    const view = await views.checkedViewOf(soc);
    expect(view?.sourceTree).toMatchObject({ layout: 'vendor', root: at('kernel') });
    expect(view?.unit?.root.uri).toBe(at(`${DTS}/vendor/acme/kit.dts`));
    expect(view?.findings).toEqual([]);
    expect(view?.unit?.tree.nodeAt('/panel')).toBeDefined();
  });

  it('is found in the folders around it', async () => {
    const { workspace } = await open();
    for (const path of ['kernel', 'kernel/arch', DTS])
      expect([...(await planCheck(workspace, [at(path)])).roots.keys()]).toEqual([at(`${DTS}/vendor/acme/kit.dts`)]);
  });

  it('gives away what a build of devicetrees reads, by its name in the tree, and nothing where nobody trusts it', async () => {
    const codesOf = async (include: string, isUntrusted = false) => {
      writeFileSync(join(folder, `${DTS}/acme/board.dts`), `/dts-v1/;\n#include "${include}"\n/ { };\n`);
      const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS, { isUntrusted });
      const view = await createViews(workspace).checkedViewOf(at(`${DTS}/acme/board.dts`));
      rmSync(join(folder, `${DTS}/acme/board.dts`));
      return view?.findings.map(({ code }) => code);
    };
    expect(await codesOf('../vendor/acme/soc.dtsi')).toEqual([]);
    expect(await codesOf('../vendor/acme/display/panel.dtsi')).toEqual([]);
    expect(await codesOf('../vendor/acme/soc.dtsi', true)).toEqual(['outside-include']);
    expect(await codesOf('../vendor/token.env')).toEqual(['outside-include']);
    const around = '../../../../../../sources/devicetree/acme/soc.dtsi';
    expect(await codesOf(around)).toEqual(['outside-include']);
  });

  it('is told from a link to what no build would make anything of', async () => {
    const { workspace, views } = await open();
    const board = at(`${DTS}/acme/board.dts`);
    writeFileSync(join(folder, `${DTS}/acme/board.dts`), '/dts-v1/;\n#include "../private/notes.dtsi"\n/ { };\n');
    expect((await views.checkedViewOf(board))?.findings.map(({ code }) => code)).toEqual(['outside-include']);
    rmSync(join(folder, `${DTS}/acme/board.dts`));
    expect((await planCheck(workspace, [at(`${DTS}/private`)])).roots.size).toBe(1);
  });
});
