import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { type DtcWarningSet, dtcLevels } from '../../rules/dtc-levels.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import { createWorkspace } from '../workspace.js';
import { kernelWarnings } from './kernel-warnings.js';

const NOISY = `-Wno-unit_address_vs_reg \\
	-Wno-avoid_unnecessary_addr_size -Wno-alias_paths \\
	-Wno-graph_child_address -Wno-simple_bus_reg`;

/** The scripts of a kernel in which one more check is off, unless `W=2` wants it. */
const SCRIPT = `DTC_FLAGS += -Wno-interrupt_provider

# Noise
ifeq ($(findstring 1,$(KBUILD_EXTRA_WARN)),)
DTC_FLAGS += ${NOISY}
endif
ifneq ($(findstring 2,$(KBUILD_EXTRA_WARN)),)
DTC_FLAGS += -Wnode_name_chars_strict -Winterrupt_provider
endif
ifdef CONFIG_QUIET
DTC_FLAGS += -Wno-reg_format
else
DTC_FLAGS += -Wno-ranges_format
endif
DTC_FLAGS += $(DTC_FLAGS_$(basetarget))
`;

const warningsOf = (files: Record<string, string>) =>
  kernelWarnings(
    uriOf('linux'),
    memoryLoader(Object.fromEntries(Object.entries(files).map(([name, text]) => [`linux/scripts/${name}`, text]))),
  );

describe("a kernel's own choice of dtc's checks", () => {
  it('is read for each level of W=, without what hangs on a configuration', async () => {
    const noisy = NOISY.split(/[\s\\]+/);
    expect(await warningsOf({ 'Makefile.lib': SCRIPT })).toEqual({
      kernel: ['-Wno-interrupt_provider', ...noisy],
      'kernel-w1': ['-Wno-interrupt_provider'],
      'kernel-w2': ['-Wno-interrupt_provider', ...noisy, '-Wnode_name_chars_strict', '-Winterrupt_provider'],
    });
  });

  it('is in the older script where the newer one has none, under the older name of the variable', async () => {
    const older = SCRIPT.replaceAll('EXTRA_WARN', 'ENABLE_EXTRA_GCC_CHECKS');
    const files = { 'Makefile.lib': older, 'Makefile.dtbs': '# DTC_FLAGS are elsewhere\n' };
    expect(await warningsOf(files)).toEqual(await warningsOf({ 'Makefile.lib': SCRIPT }));
    const newer = { 'Makefile.lib': older, 'Makefile.dtbs': SCRIPT.replace('-Wno-interrupt_provider', '') };
    expect((await warningsOf(newer))?.kernel).not.toContain('-Wno-interrupt_provider');
  });

  it('is not taken from a kernel whose dtc has fewer checks to turn off, or that says nothing', async () => {
    expect(await warningsOf({ 'Makefile.lib': 'DTC_FLAGS += -Wno-unit_address_vs_reg\n' })).toBeUndefined();
    expect(await warningsOf({ 'Makefile.lib': 'DTC ?= dtc\n' })).toBeUndefined();
    expect(await warningsOf({})).toBeUndefined();
  });

  it('has what a check is needed for off with it', async () => {
    const build = await warningsOf({ 'Makefile.lib': SCRIPT });
    const levelOf = (set: DtcWarningSet, code: string) => dtcLevels(set, [], build).get(code);
    expect(levelOf('kernel', 'interrupt-map')).toBe('off');
    expect(levelOf('kernel-w2', 'interrupt-provider')).toBe('warning');
    expect(levelOf('kernel-w1', 'simple-bus-reg')).toBe('warning');
    expect(levelOf('default', 'interrupt-provider')).toBe('warning');
  });
});

it('a board is told what the build of its own kernel would say', async () => {
  const board = 'linux/arch/arm64/boot/dts/acme/kit.dts';
  const codesWith = async (files: Record<string, string>, dtcWarnings: DtcWarningSet) => {
    const text = '/dts-v1/;\n/ { pic { #interrupt-cells = <1>; }; };\n';
    const settings = { ...DEFAULT_SETTINGS, dtcWarnings };
    const workspace = createWorkspace(memoryLoader({ ...files, [board]: text }), await testParser(), settings);
    const session = workspace.parser.open();
    const unit = (await workspace.loadUnit(uriOf(board), session))!;
    session.close();
    return (await workspace.check(unit)).map(({ code }) => code);
  };
  const scripts = { 'linux/scripts/Makefile.lib': SCRIPT };
  expect(await codesWith({}, 'kernel')).toContain('interrupt-provider');
  expect(await codesWith(scripts, 'kernel')).not.toContain('interrupt-provider');
  expect(await codesWith(scripts, 'kernel-w2')).toContain('interrupt-provider');
});
