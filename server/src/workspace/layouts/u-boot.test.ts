import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { checkPaths } from '../check.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { findSourceTree } from '../source-tree.js';
import { createViews } from '../views.js';
import { createWorkspace } from '../workspace.js';

const ARM = 'u-boot/arch/arm/dts';
const board = (...lines: string[]) => ['/dts-v1/;', ...lines, ''].join('\n');
const SOC = '/ { soc { uart: serial { }; }; };\n';

async function workspaceOf(files: Record<string, string>) {
  return createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
}

/** The paths of the nodes of a board, and the codes of what was found. */
async function evaluate(files: Record<string, string>, root: string) {
  const workspace = await workspaceOf(files);
  const session = workspace.parser.open();
  const unit = (await workspace.loadUnit(uriOf(root), session))!;
  session.close();
  return { nodes: unit.tree.nodes().map(({ path }) => path), codes: unit.findings.map(({ code }) => code) };
}

describe('a tree of U-Boot', () => {
  it.each([
    [`${ARM}/kit.dts`, {}],
    ['u-boot/dts/upstream/src/arm64/acme/kit.dts', { 'u-boot/dts/upstream/Bindings/x.yaml': '' }],
    ['u-boot/test/kit.dts', { 'u-boot/board/x': '', 'u-boot/dts/x': '', 'u-boot/scripts/x': '' }],
  ])('is known from %s', async (path, more) => {
    const files = { [path]: '', 'u-boot/arch/arm/x': '', 'u-boot/include/x': '', ...more };
    const tree = await findSourceTree(uriOf(path), false, memoryLoader(files));
    expect(tree).toMatchObject({ layout: 'u-boot', root: uriOf('u-boot') });
    expect(tree.bindings).toBe(uriOf('u-boot/dts/upstream/Bindings'));
  });

  it('is searched for headers of its own, then for those of Linux', async () => {
    const files = {
      [`${ARM}/kit.dts`]: board(
        '#include <own.h>',
        '#include <dt-bindings/linux.h>',
        '#include "soc.dtsi"',
        '#include "arm64/acme/part.dtsi"',
        '/ { OWN; LINUX; };',
      ),
      'u-boot/include/own.h': '#ifdef __ASSEMBLY__\n#define OWN own\n#endif\n',
      'u-boot/dts/upstream/include/dt-bindings/linux.h': '#define LINUX linux\n',
      'u-boot/dts/upstream/src/arm64/acme/soc.dtsi': SOC,
      'u-boot/dts/upstream/src/arm64/acme/part.dtsi': '/ { of-acme { }; };\n',
      'u-boot/dts/upstream/src/arm64/beta/soc.dtsi': '/ { of-beta { }; };\n',
      'u-boot/dts/upstream/src/arm64/beta/new/soc.dtsi': '/ { of-new { }; };\n',
    };
    const { nodes, codes } = await evaluate(files, `${ARM}/kit.dts`);
    expect(codes).toEqual([]);
    expect(nodes).toEqual(['/', '/soc', '/soc/serial', '/of-acme']);
    const views = createViews(await workspaceOf(files));
    expect(await views.boardsOf(uriOf('u-boot/dts/upstream/src/arm64/acme/soc.dtsi'))).toEqual([
      uriOf(`${ARM}/kit.dts`),
    ]);
    expect(await views.boardsOf(uriOf('u-boot/dts/upstream/src/arm64/beta/new/soc.dtsi'))).toEqual([]);
  });

  it.each([
    ['the board', 'kit'],
    ['a source that it includes', 'ac100'],
  ])('adds what is named for %s, and only the first', async (_, name) => {
    const files = {
      [`${ARM}/kit.dts`]: board('#include "ac100.dtsi"'),
      [`${ARM}/ac100.dtsi`]: SOC,
      [`${ARM}/${name}-u-boot.dtsi`]: '&uart { bootph-all; };\n/ { binman { }; };\n',
      [`${ARM}/u-boot.dtsi`]: '/ { common { }; };\n',
      'u-boot/include/x': '',
    };
    const { nodes, codes } = await evaluate(files, `${ARM}/kit.dts`);
    expect(codes).toEqual([]);
    expect(nodes).toEqual(['/', '/soc', '/soc/serial', '/binman']);
    expect((await evaluate({ ...files, [`${ARM}/${name}-u-boot.dtsi`]: '' }, `${ARM}/kit.dts`)).nodes).not.toContain(
      '/common',
    );
  });

  it('does not assume that what a board includes itself is added once more', async () => {
    const files = {
      [`${ARM}/kit-u-boot.dts`]: board('#include "ac100.dtsi"', '#include "ac100-u-boot.dtsi"'),
      [`${ARM}/ac100.dtsi`]: SOC,
      [`${ARM}/ac100-u-boot.dtsi`]: '/delete-node/ &uart;\n',
      'u-boot/include/x': '',
    };
    expect(await evaluate(files, `${ARM}/kit-u-boot.dts`)).toEqual({ nodes: ['/', '/soc'], codes: [] });
  });

  it('adds what the configuration names, once the tree is configured', async () => {
    const files = {
      [`${ARM}/kit.dts`]: board('#include "ac100.dtsi"'),
      [`${ARM}/ac100.dtsi`]: SOC,
      [`${ARM}/ac100-u-boot.dtsi`]: '/ { wrong { }; };\n',
      [`${ARM}/acfamily-u-boot.dtsi`]: '#if CONFIG_SPL\n/ { right { }; };\n#endif\n',
      'u-boot/.config': '# CONFIG_A is not set\nCONFIG_SYS_SOC="acfamily"\nCONFIG_SYS_VENDOR="acme"\n',
      'u-boot/include/linux/kconfig.h': '#include <generated/autoconf.h>\n',
      'u-boot/include/generated/autoconf.h': '#define CONFIG_SPL 1\n',
    };
    expect((await evaluate(files, `${ARM}/kit.dts`)).nodes).toEqual(['/', '/soc', '/soc/serial', '/right']);
  });

  it('has the headers that its build writes, as its configuration says, where they have not been written', async () => {
    const files = {
      [`${ARM}/kit.dts`]: board(
        '#include <config.h>',
        '/ { };',
        '#if IS_ON(CONFIG_SPL)',
        '/ { spl { p = <CONFIG_BASE CFG_SIZE>; q = CONFIG_NAME; }; };',
        '#endif',
      ),
      'u-boot/include/linux/kconfig.h': '#include <generated/autoconf.h>\n#define IS_ON(option) option\n',
    };
    expect(await evaluate(files, `${ARM}/kit.dts`)).toEqual({ nodes: ['/'], codes: [] });
    const config = {
      'u-boot/.config': [
        'CONFIG_SPL=y',
        'CONFIG_BASE=0x10',
        'CONFIG_NAME="kit"',
        '# CONFIG_TPL is not set',
        'CONFIG_SYS_CONFIG_NAME="kits"',
      ].join('\n'),
      'u-boot/include/configs/kits.h': '#define CFG_SIZE 1\n',
      'u-boot/include/config_fallbacks.h': '',
      'u-boot/arch/arm/include/asm/config.h': '',
    };
    expect(await evaluate({ ...files, ...config }, `${ARM}/kit.dts`)).toEqual({ nodes: ['/', '/spl'], codes: [] });
    const nameless = { 'u-boot/.config': config['u-boot/.config'].replace('"kits"', '""') };
    expect(await evaluate({ ...files, ...config, ...nameless }, `${ARM}/kit.dts`)).toMatchObject({
      codes: ['undefined-macro'],
    });
    const written = { 'u-boot/include/generated/autoconf.h': '' };
    expect((await evaluate({ ...files, ...config, ...written }, `${ARM}/kit.dts`)).nodes).toEqual(['/']);
    const views = createViews(await workspaceOf(files));
    const first = await views.checkedViewOf(uriOf(`${ARM}/kit.dts`));
    expect((await views.viewOf(uriOf(`${ARM}/kit.dts`)))?.unit).toBe(first?.unit);
  });

  it.each([['arch/arm/mach-ac100/include/mach'], ['arch/arm/include/asm/arch-ac100']])(
    "finds the SoC's headers in %s, though there is no link to them",
    async (folder) => {
      const files = {
        [`${ARM}/kit.dts`]: board('#include <asm/arch/size.h>', '/ { SIZE { }; };'),
        [`u-boot/${folder}/size.h`]: '#define SIZE size\n',
        'u-boot/include/x': '',
        'u-boot/.config': 'CONFIG_SYS_ARCH="arm"\nCONFIG_SYS_SOC="ac100"\nCONFIG_SYS_CPU="armv8"\n',
      };
      expect(await evaluate(files, `${ARM}/kit.dts`)).toEqual({ nodes: ['/', '/size'], codes: [] });
    },
  );

  it('does not blame sources for what only its configuration defines, before there is one', async () => {
    const files = { [`${ARM}/kit.dts`]: board('/ { p = <CONFIG_BASE CFG_SIZE OTHER>; };'), 'u-boot/include/x': '' };
    const told = async (more: Record<string, string>) => {
      const view = await createViews(await workspaceOf({ ...files, ...more })).checkedViewOf(uriOf(`${ARM}/kit.dts`));
      return view?.findings.map(({ severity, message }) => `${severity} ${message.slice(0, 14)}`);
    };
    expect(await told({})).toEqual([
      "information 'CONFIG_BASE' ",
      "information 'CFG_SIZE' is ",
      "error 'OTHER' is not",
    ]);
    expect(await told({ 'u-boot/.config': 'CONFIG_BASE=1\nCONFIG_SYS_CONFIG_NAME="x"\n' })).toContain(
      "error 'CFG_SIZE' is ",
    );
  });

  it('does not blame sources for what depends on its configuration, before there is one', async () => {
    const files = {
      [`${ARM}/kit.dts`]: board('#include "ac100.dtsi"', '&kit { };'),
      [`${ARM}/ac100.dtsi`]: SOC,
      // Nobody knows whether the SoC is called so.
      [`${ARM}/ac100-u-boot.dtsi`]: '&assumed { };\n',
      [`${ARM}/box.dts`]: board('/ { };'),
      [`${ARM}/box-u-boot.dtsi`]: '&certain { };\n',
      [`${ARM}/case.dts`]: board('/ { };', '#if !IS_ENABLED(CONFIG_OTHER)', '&chosen_by_configuration { };', '#endif'),
      'u-boot/include/linux/kconfig.h': '#define IS_ENABLED(option) 0\n',
    };
    const told = async (name: string, more: Record<string, string> = {}) => {
      const workspace = await workspaceOf({ ...files, ...more });
      const unit = await workspace.loadUnit(uriOf(`${ARM}/${name}.dts`), workspace.parser.open());
      return unit?.findings.map(({ severity, message }) => `${severity} ${/'(.*)'/.exec(message)?.[1]}`);
    };
    expect(await told('kit')).toEqual(['error kit', 'information assumed']);
    expect(await told('box')).toEqual(['error certain']);
    expect(await told('case')).toEqual(['information chosen_by_configuration']);
    const configured = { 'u-boot/.config': 'CONFIG_SYS_SOC="ac100"\n' };
    expect(await told('kit', configured)).toEqual(['error kit', 'error assumed']);
    expect(await told('case', { 'u-boot/.config': 'CONFIG_SPL=y\n' })).toEqual(['error chosen_by_configuration']);
  });

  it('has boards of Linux that no configuration names checked only for who asks for them', async () => {
    const UPSTREAM = 'u-boot/dts/upstream/src/arm64/acme';
    const files = {
      [`${ARM}/own.dts`]: board('/ { };'),
      [`${UPSTREAM}/kit.dts`]: board('/ { };'),
      [`${UPSTREAM}/listed.dts`]: board('/ { };'),
      [`${UPSTREAM}/configured.dts`]: board('/ { };'),
      [`${UPSTREAM}/nobodys.dts`]: board('/ { p = <NOT_IN_THIS_HEADER>; };'),
      'u-boot/dts/upstream/src/arm64/beta/any.dts': board('/ { };'),
      'u-boot/dts/upstream/src/arm64/gamma/any.dts': board('/ { };'),
      'u-boot/configs/kit_defconfig': 'CONFIG_DEFAULT_DEVICE_TREE="acme/kit"\nCONFIG_OF_LIST="acme/listed other"\n',
      'u-boot/configs/beta_defconfig': 'CONFIG_OF_UPSTREAM_BUILD_VENDOR=y\nCONFIG_OF_UPSTREAM_VENDOR="beta"\n',
      'u-boot/configs/gamma_defconfig': 'CONFIG_OF_UPSTREAM_VENDOR="gamma"\n',
      'u-boot/.config': 'CONFIG_DEFAULT_DEVICE_TREE="acme/configured"\n',
      'u-boot/board/x': '',
      'u-boot/include/x': '',
    };
    const check = async (path: string, without: readonly string[] = []) => {
      const left = Object.fromEntries(Object.entries(files).filter(([name]) => !without.includes(name)));
      const { boards, unbuilt } = await checkPaths(await workspaceOf(left), [uriOf(path)], () => {});
      return { boards: boards.map((uri) => uri.replace(/^.*\/(?=.*\/)/, '')).sort(), unbuilt: unbuilt.length };
    };
    const built = ['acme/configured.dts', 'acme/kit.dts', 'acme/listed.dts', 'beta/any.dts', 'dts/own.dts'];
    expect(await check('u-boot')).toEqual({ boards: built, unbuilt: 2 });
    expect(await check('u-boot/dts/upstream/src/arm64/gamma')).toEqual({ boards: ['gamma/any.dts'], unbuilt: 0 });
    expect((await check(`${UPSTREAM}/nobodys.dts`)).boards).toEqual(['acme/nobodys.dts']);
    const shared = { [`${UPSTREAM}/soc.dtsi`]: '/ { p = <NOT_IN_THIS_HEADER>; };\n' };
    const through = async (...names: readonly string[]) => {
      const using = names.map((name) => [`${UPSTREAM}/${name}.dts`, board('#include "soc.dtsi"')]);
      const workspace = await workspaceOf({ ...files, ...shared, ...Object.fromEntries(using) });
      return (await checkPaths(workspace, [uriOf(`${UPSTREAM}/soc.dtsi`)], () => {})).boards;
    };
    expect(await through('kit', 'nobodys')).toEqual([uriOf(`${UPSTREAM}/kit.dts`)]);
    expect(await through('nobodys')).toEqual([uriOf(`${UPSTREAM}/nobodys.dts`)]);
    const configs = Object.keys(files).filter((name) => /config$/.test(name));
    expect(await check('u-boot', configs)).toMatchObject({ unbuilt: 0 });
  });

  it('has its configurations read once, however many folders of boards there are', async () => {
    const config = 'u-boot/configs/kit_defconfig';
    const boards = ['acme', 'beta', 'gamma'].map((maker) => `u-boot/dts/upstream/src/arm64/${maker}/kit.dts`);
    const loader = memoryLoader({
      ...Object.fromEntries(boards.map((path) => [path, board('/ { };')])),
      [config]: 'CONFIG_DEFAULT_DEVICE_TREE="acme/kit"\n',
      'u-boot/board/x': '',
      'u-boot/include/x': '',
      'u-boot/arch/arm/x': '',
    });
    const workspace = createWorkspace(loader, await testParser(), DEFAULT_SETTINGS);
    expect((await checkPaths(workspace, [uriOf('u-boot')], () => {})).unbuilt).toHaveLength(2);
    expect(loader.loaded.filter((uri) => uri === uriOf(config))).toHaveLength(1);
  });

  it('adds to a board of Linux what lies in arch/ARCH/dts', async () => {
    const files = {
      'u-boot/dts/upstream/src/arm64/acme/kit.dts': board('/ { };'),
      [`${ARM}/kit-u-boot.dtsi`]: '/ { added { }; };\n',
      'u-boot/include/x': '',
    };
    expect((await evaluate(files, 'u-boot/dts/upstream/src/arm64/acme/kit.dts')).nodes).toEqual(['/', '/added']);
  });

  it('compiles a board elsewhere with what there is for the architecture of its configuration', async () => {
    const files = {
      'u-boot/test/kit.dts': board('#if __has_include(<part.dtsi>)', '#include <part.dtsi>', '#endif'),
      [`${ARM}/part.dtsi`]: '/ { part { }; };\n',
      [`${ARM}/ac100-u-boot.dtsi`]: '/ { added { }; };\n',
      'u-boot/board/x': '',
      'u-boot/dts/x': '',
      'u-boot/include/x': '',
    };
    const config = { 'u-boot/.config': 'CONFIG_SYS_ARCH="arm"\nCONFIG_SYS_SOC="ac100"\n' };
    expect((await evaluate({ ...files, ...config }, 'u-boot/test/kit.dts')).nodes).toEqual(['/', '/part', '/added']);
    expect((await evaluate(files, 'u-boot/test/kit.dts')).nodes).toEqual(['/']);
  });

  it('adds what its configuration names behind that, as its build searches it', async () => {
    const files = {
      [`${ARM}/kit.dts`]: board('/ { };'),
      [`${ARM}/kit-u-boot.dtsi`]: '#define LAST last\n/ { first { }; };\n',
      [`${ARM}/.capsule_esl.dtsi`]: '/ { key { }; };\n',
      [`${ARM}/more.dtsi`]: '/ { more { }; };\n',
      'u-boot/include/last.dtsi': '/ { LAST { }; };\n',
      'u-boot/board/x': '',
      'u-boot/dts/upstream/src/arm64/acme/kit.dts': board('/ { upstream { }; };'),
      'u-boot/dts/upstream/src/arm64/.capsule_esl.dtsi': '/ { other-key { }; };\n',
      'u-boot/.config': 'CONFIG_DEVICE_TREE_INCLUDES="more.dtsi  last.dtsi"\nCONFIG_EFI_CAPSULE_AUTHENTICATE=y\n',
    };
    const own = ['/first', '/key', '/more', '/last'];
    expect((await evaluate(files, `${ARM}/kit.dts`)).nodes).toEqual(['/', ...own]);
    expect((await evaluate(files, 'u-boot/dts/upstream/src/arm64/acme/kit.dts')).nodes).toEqual([
      ...['/', '/upstream', '/first', '/other-key', '/more', '/last'],
    ]);
    const views = createViews(await workspaceOf(files));
    expect((await views.viewOf(uriOf('u-boot/include/last.dtsi')))?.unit?.root.uri).toBe(uriOf(`${ARM}/kit.dts`));
  });

  it('says where its configuration names a file that is not there', async () => {
    const files = { [`${ARM}/kit.dts`]: board('/ { };'), 'u-boot/include/x': '' };
    const config = { 'u-boot/.config': 'CONFIG_DEVICE_TREE_INCLUDES="gone.dtsi"\n' };
    expect((await evaluate({ ...files, ...config }, `${ARM}/kit.dts`)).codes).toEqual(['missing-include']);
    expect((await evaluate(files, `${ARM}/kit.dts`)).codes).toEqual([]);
  });

  it('is compiled with labels where its configuration has overlays applied', async () => {
    const symbols = async (config: string) => {
      const workspace = await workspaceOf({
        [`${ARM}/kit.dts`]: board('/ { };'),
        'u-boot/include/x': '',
        'u-boot/.config': config,
      });
      return (await workspace.loadUnit(uriOf(`${ARM}/kit.dts`), workspace.parser.open()))?.tree.symbols;
    };
    expect(await symbols('CONFIG_OF_LIBFDT_OVERLAY=y\n')).toBe(true);
    expect(await symbols('# CONFIG_OF_LIBFDT_OVERLAY is not set\n')).toBe(false);
  });

  it('adds nothing to an overlay', async () => {
    const files = {
      [`${ARM}/kit.dtso`]: board('/plugin/;', '&uart { };'),
      [`${ARM}/u-boot.dtsi`]: '/ { added { }; };\n',
      'u-boot/include/x': '',
    };
    expect((await evaluate(files, `${ARM}/kit.dtso`)).nodes).not.toContain('/added');
  });

  it('shows an addition through a board that it is added to', async () => {
    const files = {
      [`${ARM}/kit.dts`]: board('#include "ac100.dtsi"'),
      [`${ARM}/ac100.dtsi`]: SOC,
      [`${ARM}/ac100-u-boot.dtsi`]: '&uart { bootph-all; };\n&nobody { };\n',
      'u-boot/include/x': '',
    };
    const views = createViews(await workspaceOf(files));
    const view = await views.checkedViewOf(uriOf(`${ARM}/ac100-u-boot.dtsi`));
    expect(view?.unit?.root.uri).toBe(uriOf(`${ARM}/kit.dts`));
    expect(view?.findings.map(({ code }) => code)).toEqual(['unknown-label']);
    expect(await views.boardsOf(uriOf(`${ARM}/ac100-u-boot.dtsi`))).toEqual([uriOf(`${ARM}/kit.dts`)]);
  });

  it('is judged by the checks of its own build', async () => {
    // U-Boot turns this check off, Linux does not.
    const text = board('/ {', '\t#address-cells = <1>;', '\t#size-cells = <1>;', '\tn@01 { reg = <1 1>; };', '};');
    const codesIn = async (path: string) => {
      const view = await createViews(await workspaceOf({ [path]: text, 'tree/include/x': '' })).checkedViewOf(
        uriOf(path),
      );
      return view?.findings.map(({ code }) => code);
    };
    expect(await codesIn('tree/arch/arm/dts/kit.dts')).toEqual([]);
    expect(await codesIn('tree/arch/arm/boot/dts/kit.dts')).toEqual(['unit-address-format']);
  });
});
