import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { createSourceFile } from '../text/source-file.js';
import { dtcFlagsOf } from './dtc-flags.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { findSourceTree } from './source-tree.js';
import { createWorkspace } from './workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';

const TREE = await findSourceTree(uriOf(DTS), true, memoryLoader({ [`${DTS}/evk.dts`]: '' }));

const flagsOf = (name: string, text: string) =>
  dtcFlagsOf(uriOf(`${DTS}/${name}`), TREE, createSourceFile(uriOf(`${DTS}/Makefile`), 1, text));

describe('the flags that a Makefile gives dtc', () => {
  const TEXT = `DTC_FLAGS := -Wno-alias_paths
DTC_FLAGS_evk := -Wno-spi_bus_bridge -@
DTC_FLAGS_evk-camera := -Wno-i2c_bus_reg
evk-both-dtbs := tablet.dtb camera.dtbo
`;

  it('are those of the folder, then those of the target', () => {
    expect(flagsOf('evk.dts', TEXT)).toEqual({
      flags: ['-Wno-alias_paths', '-Wno-spi_bus_bridge', '-@'],
      symbols: true,
    });
    expect(flagsOf('evk-camera.dtso', TEXT)).toEqual({
      flags: ['-Wno-alias_paths', '-Wno-i2c_bus_reg'],
      symbols: false,
    });
    expect(flagsOf('other.dts', TEXT)).toEqual({ flags: ['-Wno-alias_paths'], symbols: false });
  });

  it('are -@ in effect for the base of a composite, but not for what is applied to it', () => {
    expect(flagsOf('tablet.dts', TEXT)).toEqual({ flags: ['-Wno-alias_paths'], symbols: true });
    expect(flagsOf('camera.dtso', TEXT)).toMatchObject({ symbols: false });
  });

  it('are none where there is no Makefile', () => {
    expect(dtcFlagsOf(uriOf(`${DTS}/evk.dts`), TREE, undefined)).toEqual({ flags: [], symbols: false });
  });
});

it("a board's Makefile counts in a kernel tree only", async () => {
  const board = '/dts-v1/;\n/ { spi { flash@0 { reg = <0>; }; }; };\n';
  const makefile = 'DTC_FLAGS_evk := -Wno-spi_bus_bridge\n';
  const files = {
    [`${DTS}/evk.dts`]: board,
    [`${DTS}/Makefile`]: makefile,
    'plain/evk.dts': board,
    'plain/Makefile': makefile,
  };
  const workspace = createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS);
  const session = workspace.parser.open();
  const codesOf = async (path: string) => {
    const unit = (await workspace.loadUnit(uriOf(path), session))!;
    return (await workspace.check(unit)).map(({ code }) => code);
  };
  expect(await codesOf(`${DTS}/evk.dts`)).not.toContain('spi-bus-bridge');
  expect(await codesOf('plain/evk.dts')).toContain('spi-bus-bridge');
  session.close();
});
