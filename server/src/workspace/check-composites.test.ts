import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { checkPaths } from './check.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { createWorkspace } from './workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';

/** Checks paths in a folder of boards: `file:line code on boards` of each finding, and the boards that were checked. */
async function check(files: Record<string, string>, paths: string[] = ['']) {
  const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${DTS}/${name}`, text]));
  const workspace = createWorkspace(memoryLoader(all), await testParser(), DEFAULT_SETTINGS);
  const uris = paths.map((path) => uriOf(path === '' ? DTS : `${DTS}/${path}`));
  const result = await checkPaths(workspace, uris, () => {});
  const name = (uri: string) => uri.replace(`${uriOf(DTS)}/`, '');
  const lines = result.findings.map(({ code, at: { span }, boards }) => {
    const line = span.file.lines.positionAt(span.start).line + 1;
    return `${name(span.file.uri)}:${line} ${code} on ${boards.map(name).join(' ')}`;
  });
  return { lines, boards: result.boards.map(name), findings: result.findings };
}

const SOC = `/ {
	bank: hwlock@0 { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	user { hwlocks = <&bank 3>; };
	other { hwlocks = <&bank 99>; };
};
`;
const FILES = {
  'soc.dtsi': SOC,
  'evk.dts': '/dts-v1/;\n#include "soc.dtsi"\n',
  'off.dtso': '/dts-v1/;\n/plugin/;\n&bank { status = "disabled"; };\n',
  'more.dtso': '/dts-v1/;\n/plugin/;\n&{/} {\n\tnew { hwlocks = <&bank 98>; };\n};\n',
  Makefile: 'evk-off-dtbs := evk.dtb off.dtbo\nevk-more-dtbs := evk.dtb more.dtbo\n',
};
const OF_BASE = 'soc.dtsi:4 hwlock-out-of-range on evk.dts';
const OF_MORE = 'more.dtso:4 hwlock-out-of-range on evk-more.dtb';
const OF_OFF = [
  'soc.dtsi:3 hwlock-provider-disabled on evk-off.dtb',
  'soc.dtsi:4 hwlock-provider-disabled on evk-off.dtb',
];

describe('composites', () => {
  it('are checked with a folder, and named for what their bases alone do not give', async () => {
    const { lines, boards } = await check(FILES);
    expect(boards).toEqual(['evk.dts', 'evk-off.dtb', 'evk-more.dtb']);
    expect(lines).toEqual([OF_MORE, ...OF_OFF, OF_BASE]);
  });

  it('are checked with their base', async () => {
    expect((await check(FILES, ['evk.dts'])).lines).toEqual([OF_MORE, ...OF_OFF, OF_BASE]);
  });

  it('are what an overlay is seen through', async () => {
    expect(await check(FILES, ['more.dtso'])).toMatchObject({ lines: [OF_MORE], boards: ['evk-more.dtb'] });
    expect((await check(FILES, ['off.dtso'])).lines).toEqual(OF_OFF);
  });

  it('are what a shared file is seen through', async () => {
    expect((await check(FILES, ['soc.dtsi'])).lines).toEqual([...OF_OFF, OF_BASE]);
    const files = {
      ...FILES,
      'more.dtsi': '&{/} {\n\tnew { hwlocks = <&bank 98>; };\n};\n',
      'more.dtso': '/dts-v1/;\n/plugin/;\n#include "more.dtsi"\n&nobody { };\n',
    };
    expect((await check(files, ['more.dtsi'])).lines).toEqual([]);
    const found = (
      await check({ ...files, 'more.dtso': files['more.dtso'].replace('&nobody { };', '') }, ['more.dtsi'])
    ).lines;
    expect(found).toEqual(['more.dtsi:2 hwlock-out-of-range on evk-more.dtb']);
  });

  it('can be based on each other', async () => {
    const files = { ...FILES, Makefile: `${FILES.Makefile}evk-both-dtbs := evk-more.dtb off.dtbo\n` };
    const { lines } = await check(files);
    // What three nodes have in common is told where it was caused.
    expect(lines).toEqual([OF_MORE, 'off.dtso:3 hwlock-provider-disabled on evk-both.dtb', ...OF_OFF, OF_BASE]);
  });

  it('tell why an overlay cannot be applied, once for all of them', async () => {
    const files = {
      ...FILES,
      'tablet.dts': '/dts-v1/;\n/ { l: x { }; };\n',
      'more.dtso': '/dts-v1/;\n/plugin/;\n&{/} {\n\tp = <&nobody>;\n};\n',
      Makefile: 'evk-more-dtbs := evk.dtb more.dtbo\ntablet-more-dtbs := tablet.dtb more.dtbo\n',
    };
    const { lines } = await check(files, ['more.dtso']);
    expect(lines).toEqual(['more.dtso:4 overlay-unknown-symbol on evk-more.dtb tablet-more.dtb']);
  });

  it('say nothing of labels where a file is missing that may have them', async () => {
    const files = { ...FILES, 'evk.dts': '/dts-v1/;\n#include "gone.dtsi"\n/ { l: n { }; };\n' };
    expect((await check(files)).lines).toEqual(['evk.dts:2 missing-include on evk.dts']);
  });

  it('are asked whether a suppression is needed, which is told of the files that were asked for', async () => {
    const files = { ...FILES, 'more.dtso': `${FILES['more.dtso']}// dts-analyzer-disable-file bad-number\n` };
    const unused = 'more.dtso:6 unused-suppression on evk-more.dtb';
    expect((await check(files, ['more.dtso'])).lines).toEqual([OF_MORE, unused]);
    expect((await check(files, ['soc.dtsi'])).lines).toEqual([...OF_OFF, OF_BASE]);
  });

  it('have the history of what overlaps in them', async () => {
    const memory = (last: string) => `/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		one: memory@1000 { reg = <0x1000 0x${last}>; };
		two: memory@2000 { reg = <0x2000 0x1000>; };
	};
};
`;
    const files = {
      'evk.dts': memory('1000'),
      'grow.dtso': '/dts-v1/;\n/plugin/;\n&one { reg = <0x1000 0x1800>; };\n',
      'other.dtso': '/dts-v1/;\n/plugin/;\n&{/} { n { }; };\n',
      Makefile: 'evk-grow-dtbs := evk.dtb grow.dtbo\nevk-other-dtbs := evk.dtb other.dtbo\n',
    };
    const grown = await check(files);
    expect(grown.lines).toEqual(['grow.dtso:3 reserved-memory-overlap on evk-grow.dtb']);
    expect(grown.findings[0]?.message).toContain('which grows one from 4 KiB to 6 KiB');
    expect(grown.findings[0]?.related?.map(({ message }) => message)).toEqual([
      'evk.dts defines one: 0x1000-0x1fff, 4 KiB',
      'grow.dtso overrides one: 0x1000-0x27ff, 6 KiB',
      'evk.dts defines two: 0x2000-0x2fff, 4 KiB',
    ]);
    // What the base has already is its own, whatever is applied to it.
    const { 'grow.dtso': _, ...rest } = files;
    expect((await check({ ...rest, 'evk.dts': memory('1800') })).lines).toEqual([
      'evk.dts:7 reserved-memory-overlap on evk.dts',
    ]);
  });

  it('may have a label in each of their parts, but no part may have it twice', async () => {
    const files = {
      ...FILES,
      'more.dtso': '/dts-v1/;\n/plugin/;\n&{/} {\n\tbank: other-bank { };\n};\n',
      'off.dtso': '/dts-v1/;\n/plugin/;\n&{/} {\n\tn: n { };\n\tn: m { };\n};\n',
    };
    expect((await check(files)).lines).toEqual(['off.dtso:4 duplicate-label on evk-off.dtb', OF_BASE]);
  });

  it('need all their parts; an overlay without a base is checked alone, its labels accepted', async () => {
    const { lines, boards } = await check({ 'off.dtso': FILES['off.dtso'], Makefile: FILES.Makefile });
    expect({ lines, boards }).toEqual({ lines: [], boards: ['off.dtso'] });
    const lonely = { 'lonely.dtso': '/dts-v1/;\n/plugin/;\n&anybody { p = <&{/nowhere}>; };\n' };
    expect((await check(lonely)).lines).toEqual(['lonely.dtso:3 unknown-path on lonely.dtso']);
    expect((await check(lonely, ['lonely.dtso'])).boards).toEqual(['lonely.dtso']);
  });

  it('give the findings of their overlays by themselves too', async () => {
    const files = { ...FILES, 'more.dtso': '/dts-v1/;\n/plugin/;\n&bank { p = ; };\n' };
    expect((await check(files, ['more.dtso'])).lines).toEqual(['more.dtso:3 syntax-error on evk-more.dtb']);
  });

  it.each([
    ['', ['boards/evk.dts', 'lists/evk-off.dtb'], [...OF_OFF, OF_BASE]],
    ['boards', ['boards/evk.dts', 'lists/evk-off.dtb'], [...OF_OFF, OF_BASE]],
    ['boards/evk.dts', ['boards/evk.dts', 'lists/evk-off.dtb'], [...OF_OFF, OF_BASE]],
    ['overlays/off.dtso', ['lists/evk-off.dtb'], OF_OFF],
    ['overlays', ['lists/evk-off.dtb'], OF_OFF],
    ['boards/soc.dtsi', ['boards/evk.dts', 'lists/evk-off.dtb'], [...OF_OFF, OF_BASE]],
  ])('may be listed in another folder than that of their parts: %s', async (path, boards, lines) => {
    const files = {
      'boards/soc.dtsi': SOC,
      'boards/evk.dts': FILES['evk.dts'],
      'boards/Makefile': 'dtb-y += evk.dtb\n',
      'overlays/off.dtso': FILES['off.dtso'],
      'overlays/Makefile': '',
      'lists/Makefile': 'evk-off-dtbs := ../boards/evk.dtb ../overlays/off.dtbo\n',
    };
    const result = await check(files, [path]);
    const short = (line: string) => line.replace(/\w+\/(?=\S+\.dt)/g, '');
    expect({ boards: result.boards, lines: result.lines.map(short) }).toEqual({ boards, lines });
  });

  it('are read elsewhere from the `Kbuild` of a folder that has a `Makefile`, too', async () => {
    const files = {
      'boards/evk.dts': '/dts-v1/;\n/ { };\n',
      'boards/Makefile': 'dtb-y += evk.dtb\n',
      'overlays/off.dtso': '/dts-v1/;\n/plugin/;\n&{/} { };\n',
      'overlays/Makefile': '',
      'lists/Kbuild': 'new-dtbs := ../boards/evk.dtb ../overlays/off.dtbo\n',
      'lists/Makefile': 'old-dtbs := ../boards/evk.dtb ../overlays/off.dtbo\n',
    };
    expect((await check(files, ['boards'])).boards).toEqual(['boards/evk.dts', 'lists/new.dtb']);
  });
});
