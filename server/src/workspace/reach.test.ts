import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { diskLoader } from '../disk/disk-loader.js';
import { normalizeUri } from '../text/uri.js';
import { filesBelow, isBoardName, isSourceName } from './boards.js';
import { buildBlob } from './build.js';
import { planCheck } from './check-plan.js';
import type { FileLoader } from './file-loader.js';
import { createReach } from './reach.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createViews } from './views.js';
import { createWorkspace } from './workspace.js';

async function workspaceOf(loader: FileLoader, { includePaths = [], folders = [] }: Partial<Named> = {}) {
  const workspace = createWorkspace(loader, await testParser(), { ...DEFAULT_SETTINGS, includePaths });
  workspace.setFolders(folders);
  return workspace;
}

/** What a person named besides the board. */
interface Named {
  readonly includePaths: readonly string[];
  readonly folders: readonly string[];
}

/** The codes found on a board, each with the text it is at. */
async function findingsOf(loader: FileLoader, board: string, named: Partial<Named> = {}): Promise<string[]> {
  const workspace = await workspaceOf(loader, named);
  const session = workspace.parser.open();
  try {
    const { findings } = (await buildBlob(workspace, board, session, { symbols: false }))!;
    return findings.map(({ code, at: { span } }) => `${code} ${span.file.text.slice(span.start, span.end)}`);
  } finally {
    session.close();
  }
}

/** The files loaded from outside the tree; the project's own file is looked for up to the root of the disk. */
const loadedOutside = ({ loaded }: { readonly loaded: readonly string[] }) =>
  loaded.filter((uri) => !uri.startsWith(uriOf('home/linux/')) && !uri.endsWith('/.dts-analyzer.json'));

const KERNEL = 'home/linux/arch/arm64/boot/dts/acme';
const kernel = (board: string, files: Record<string, string> = {}) =>
  memoryLoader({
    [`${KERNEL}/board.dts`]: `/dts-v1/;\n${board}\n/ { };\n`,
    'home/linux/arch/arm/boot/dts/acme/soc.dtsi': '/ { soc { }; };\n',
    'home/secret.dtsi': '/ { secret { }; };\n',
    'home/lib/part.dtsi': '/ { part { }; };\n',
    ...files,
  });

describe('what a source may name', () => {
  it.each([
    ['beside it', '#include "../acme/x.dtsi"', { [`${KERNEL}/x.dtsi`]: '' }],
    ['of another architecture', '#include "../../../../arm/boot/dts/acme/soc.dtsi"', {}],
    ['through a link of the layout', '#include <arm/acme/soc.dtsi>', {}],
    ['by an absolute path', '#include "/home/linux/arch/arm/boot/dts/acme/soc.dtsi"', {}],
    ['by /include/', '/include/ "../../../../arm/boot/dts/acme/soc.dtsi"', {}],
  ])('a file of its tree, %s', async (_, include, files) => {
    expect(await findingsOf(kernel(include, files), uriOf(`${KERNEL}/board.dts`))).toEqual([]);
  });

  it.each([
    ['#include "../../../../../../secret.dtsi"', '"../../../../../../secret.dtsi"'],
    ['#include "/home/secret.dtsi"', '"/home/secret.dtsi"'],
    ['#include <../../../../secret.dtsi>', '<../../../../secret.dtsi>'],
    ['#include "../../../../../../../etc/passwd"', '"../../../../../../../etc/passwd"'],
    ['#define F "/home/secret.dtsi"\n#include F', 'include'],
    ['/include/ "/home/secret.dtsi"', '"/home/secret.dtsi"'],
  ])('nothing outside of it: %s', async (include, place) => {
    const loader = kernel(include);
    expect(await findingsOf(loader, uriOf(`${KERNEL}/board.dts`))).toEqual([`outside-include ${place}`]);
    expect(loadedOutside(loader)).toEqual([]);
  });

  it('is missing, not outside, where the file beside it would be in the tree', async () => {
    const loader = kernel('#include "../../../../arm/boot/dts/acme/gone.dtsi"');
    expect(await findingsOf(loader, uriOf(`${KERNEL}/board.dts`))).toEqual([
      'missing-include "../../../../arm/boot/dts/acme/gone.dtsi"',
    ]);
    expect(loadedOutside(loader)).toEqual([]);
  });

  it('what lies below an include path, and below a folder that a person works in', async () => {
    const board = uriOf(`${KERNEL}/board.dts`);
    const named = { includePaths: [uriOf('home/lib')] };
    expect(await findingsOf(kernel('#include <part.dtsi>'), board, named)).toEqual([]);
    expect(await findingsOf(kernel('#include "/home/lib/part.dtsi"'), board, named)).toEqual([]);
    const folders = [uriOf('home/lib')];
    expect(await findingsOf(kernel('#include "../../../../../../lib/part.dtsi"'), board, { folders })).toEqual([]);
    expect(await findingsOf(kernel('#include "../../../../../../lib/../secret.dtsi"'), board, { folders })).toEqual([
      'outside-include "../../../../../../lib/../secret.dtsi"',
    ]);
  });

  it('is asked by __has_include, too', async () => {
    const text = '#if __has_include("/home/secret.dtsi")\n#error seen\n#endif';
    const loader = kernel(text);
    expect(await findingsOf(loader, uriOf(`${KERNEL}/board.dts`))).toEqual([]);
    expect(loader.loaded).not.toContain(uriOf('home/secret.dtsi'));
  });

  it('is what the search for the boards of a file reads', async () => {
    const loader = kernel('#include "/home/secret.dtsi"', { [`${KERNEL}/lone.dtsi`]: '' });
    const views = createViews(await workspaceOf(loader));
    expect(await views.boardsOf(uriOf(`${KERNEL}/lone.dtsi`))).toEqual([]);
    await views.checkedViewOf(uriOf(`${KERNEL}/lone.dtsi`));
    expect(loader.loaded).not.toContain(uriOf('home/secret.dtsi'));
  });
});

describe('on a disk with links', () => {
  let top: string;
  const uri = (path: string) => normalizeUri(pathToFileURL(join(top, path)).href);
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), content);
  };
  const link = (path: string, target: string) => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    symlinkSync(target, join(top, path));
  };
  const board = (line: string) => {
    write(`${TREE}/board.dts`, `/dts-v1/;\n${line}\n/ { };\n`);
    return uri(`${TREE}/board.dts`);
  };
  const TREE = 'linux/arch/arm64/boot/dts/acme';

  beforeAll(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), 'reach-')));
    write('secret/secret.dtsi', '/ { secret { }; };\n');
    write('secret/key.bin', 'key');
    write(`${TREE}/soc.dtsi`, '/ { soc { }; };\n');
    write(`${TREE}/logo.bin`, 'logo');
    link(`${TREE}/link.dtsi`, join(top, 'secret/secret.dtsi'));
    link(`${TREE}/folder`, join(top, 'secret'));
    link(`${TREE}/inside.dtsi`, 'soc.dtsi');
    link(`${TREE}/loop.dtsi`, 'loop.dtsi');
    link(`${TREE}/up`, '..');
    link(`${TREE}/again`, '.');
    link('shortcut', join(top, 'linux'));
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  it.each([
    ['#include "link.dtsi"', 'outside-include "link.dtsi"'],
    ['#include "folder/secret.dtsi"', 'outside-include "folder/secret.dtsi"'],
    ['/include/ "folder/secret.dtsi"', 'outside-include "folder/secret.dtsi"'],
    ['/ { p = /incbin/("folder/key.bin"); };', 'outside-include /incbin/("folder/key.bin")'],
    ['/ { p = /incbin/("../../../../../../secret/key.bin"); };', expect.stringMatching(/^outside-include/)],
    ['/ { p = /incbin/("/etc/shadow"); };', 'outside-include /incbin/("/etc/shadow")'],
    ['#include "loop.dtsi"', 'missing-include "loop.dtsi"'],
  ])('%s is not read', async (line, finding) => {
    expect(await findingsOf(diskLoader, board(line))).toEqual([finding]);
  });

  it.each(['#include "inside.dtsi"', '#include "up/acme/soc.dtsi"', '/ { p = /incbin/("again/logo.bin"); };'])(
    '%s is read',
    async (line) => {
      expect(await findingsOf(diskLoader, board(line))).toEqual([]);
    },
  );

  it('a tree may be reached by a link itself, and so may an include path', async () => {
    board('#include "inside.dtsi"');
    expect(await findingsOf(diskLoader, uri(`shortcut/${TREE.slice(6)}/board.dts`))).toEqual([]);
    board('#include <secret.dtsi>');
    const includePaths = [uri(`${TREE}/folder`)];
    expect(await findingsOf(diskLoader, uri(`${TREE}/board.dts`), { includePaths })).toEqual([]);
  });

  it('a file that becomes a link is looked at again', async () => {
    const views = createViews(await workspaceOf(diskLoader));
    const root = board('#include "part.dtsi"');
    write(`${TREE}/part.dtsi`, '');
    expect((await views.checkedViewOf(root))?.findings).toEqual([]);
    rmSync(join(top, TREE, 'part.dtsi'));
    link(`${TREE}/part.dtsi`, join(top, 'secret/secret.dtsi'));
    views.filesChanged([{ uri: uri(`${TREE}/part.dtsi`), kind: 'changed' }]);
    expect((await views.checkedViewOf(root))?.findings.map(({ code }) => code)).toEqual(['outside-include']);
  });

  it('listing follows no link out of reach, and none in circles', async () => {
    board('');
    const reach = createReach([uri('linux')], diskLoader);
    expect(await filesBelow(uri('linux'), diskLoader, reach, isBoardName)).toEqual([uri(`${TREE}/board.dts`)]);
    const sources = await filesBelow(uri(TREE), diskLoader, reach, isSourceName);
    expect(sources).not.toContain(uri(`${TREE}/link.dtsi`));
    expect(sources).not.toContain(uri(`${TREE}/folder/secret.dtsi`));
    expect(sources).toContain(uri(`${TREE}/inside.dtsi`));
  });

  it.each(['modules/hal/acme', 'modules/hal', 'modules'])(
    'a workspace of Zephyr has no part behind a link in place of %s',
    async (place) => {
      const name = place.replaceAll('/', '-');
      const target = place.replace(/^modules/, 'hidden');
      write('hidden/hal/acme/secret.dtsi', '/ { secret { }; };\n');
      for (const path of ['Kconfig.zephyr', 'dts/x']) write(`${name}/zephyr/${path}`, '');
      const kit = `${name}/zephyr/boards/kit.dts`;
      write(kit, '/dts-v1/;\n#include "../../modules/hal/acme/secret.dtsi"\n/ { };\n');
      link(`${name}/${place}`, join(top, target));
      expect(await findingsOf(diskLoader, uri(kit))).toEqual([expect.stringMatching(/^outside-include/)]);
    },
  );

  describe('in a tree that is made of links into another one, file by file', () => {
    const DTS = 'arch/arm64/boot/dts/acme';
    const open = async (isUntrusted = false) => {
      const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS, { isUntrusted });
      workspace.setFolders([uri('copy')]);
      return workspace;
    };
    const codesOf = async (name: string, isUntrusted?: boolean) =>
      (await createViews(await open(isUntrusted)).checkedViewOf(uri(`copy/${DTS}/${name}`)))?.findings.map(
        ({ code }) => code,
      );

    beforeAll(() => {
      const files = {
        'include/dt-bindings/n.h': '#define N 7\n',
        [`${DTS}/soc.dtsi`]: '#include <dt-bindings/same.h>\n/ { soc { n = <N>; }; };\n',
        [`${DTS}/kit.dts`]: '/dts-v1/;\n#include "soc.dtsi"\n',
        [`${DTS}/token.env`]: '',
      };
      for (const [path, text] of Object.entries(files)) {
        write(`real/${path}`, text);
        link(`copy/${path}`, join(top, 'real', path));
      }
      write('copy/scripts/x', '');
      // A link in the other tree itself.
      link('real/include/dt-bindings/same.h', 'n.h');
      link('copy/include/dt-bindings/same.h', join(top, 'real/include/dt-bindings/same.h'));
      link(`copy/${DTS}/renamed.dtsi`, join(top, 'real', DTS, 'soc.dtsi'));
      link(`copy/${DTS}/loop.dts`, 'loop.dts');
      write('real/folder/elsewhere.dts', '');
      link('copy/folder', join(top, 'real/folder'));
      for (const name of ['renamed.dtsi', 'token.env'])
        write(`copy/${DTS}/by-${name}.dts`, `/dts-v1/;\n#include "${name}"\n/ { };\n`);
    });

    it('the links to sources are boards and what these include', async () => {
      const { roots } = await planCheck(await open(), [uri('copy')]);
      expect([...roots.keys()]).toEqual([
        uri(`copy/${DTS}/by-renamed.dtsi.dts`),
        uri(`copy/${DTS}/by-token.env.dts`),
        uri(`copy/${DTS}/kit.dts`),
      ]);
      const soc = await createViews(await open()).checkedViewOf(uri(`copy/${DTS}/soc.dtsi`));
      expect(soc?.unit?.root.uri).toBe(uri(`copy/${DTS}/kit.dts`));
      expect(soc?.findings).toEqual([]);
    });

    it('other links lead out of it, and all do where nobody trusts it', async () => {
      expect(await codesOf('by-renamed.dtsi.dts')).toEqual(['outside-include']);
      expect(await codesOf('by-token.env.dts')).toEqual(['outside-include']);
      expect(await codesOf('kit.dts')).toEqual([]);
      expect(await codesOf('kit.dts', true)).toEqual(['outside-include']);
      const { roots, outside } = await planCheck(await open(true), [uri('copy')]);
      expect([...roots.keys()]).not.toContain(uri(`copy/${DTS}/kit.dts`));
      expect(outside).toEqual([uri(`copy/${DTS}/kit.dts`)]);
      expect((await planCheck(await open(), [uri('copy')])).outside).toEqual([]);
    });
  });
});
