import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { checkPaths } from './check.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { createWorkspace } from './workspace.js';

/* A node without an address of its own is told by unit-address-vs-reg, which W=1 turns on. */
const SOC = '/ { soc { compatible = "x"; one@1 { }; }; };\n';
const FILES = {
  'a/vendor/soc.dtsi': SOC,
  'a/vendor/board.dts': '/dts-v1/;\n#include "soc.dtsi"\n/ { two@2 { }; };\n',
};

async function check(settings: Partial<Settings>, files: Record<string, string> = FILES, asDtc = false) {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const workspace = createWorkspace(memoryLoader(files), await testParser(), all);
  workspace.setFolders([uriOf('a')]);
  const { findings } = await checkPaths(workspace, [uriOf('a')], () => {}, { asDtc });
  return findings
    .filter(({ code }) => code.startsWith('unit-address'))
    .map(({ code, severity, at }) => `${at.span.file.uri.replace(/^.*\//, '')} ${severity} ${code}`);
}

describe('a finding is judged by the settings of its file', () => {
  const W1 = 'kernel-w1' as const;

  it('whose dtc warnings may be others than those of the board', async () => {
    expect(await check({})).toEqual([]);
    expect(await check({ dtcWarnings: W1 })).toHaveLength(2);
    expect(await check({ overrides: [{ files: ['*.dtsi'], dtcWarnings: W1 }] })).toEqual([
      'soc.dtsi warning unit-address-vs-reg',
    ]);
    expect(await check({ dtcWarnings: W1, overrides: [{ files: ['*.dtsi'], dtcWarnings: 'kernel' }] })).toEqual([
      'board.dts warning unit-address-vs-reg',
    ]);
  });

  it('a code in its rules turns a check of dtc on there, and there only', async () => {
    const overrides = [{ files: ['board.dts'], rules: { 'unit-address-vs-reg': 'hint' } }] as const;
    expect(await check({ overrides })).toEqual(['board.dts hint unit-address-vs-reg']);
  });

  it('of two projects on one board, each has its own', async () => {
    const files = {
      ...FILES,
      'a/vendor/.dts-analyzer.json': '{ "rules": { "unit-address-vs-reg": "error" } }',
      'a/board.dts': '/dts-v1/;\n#include "vendor/soc.dtsi"\n/ { two@2 { }; };\n',
    };
    expect(await check({ exclude: ['vendor/board.dts'] }, files)).toEqual(['soc.dtsi error unit-address-vs-reg']);
  });

  it('also where the checks run as dtc runs them', async () => {
    const settings = {
      dtcWarnings: W1,
      overrides: [{ files: ['*.dtsi'], rules: { 'unit-address-vs-reg': 'off' } }],
    } as const;
    expect(await check(settings, FILES, true)).toEqual(['board.dts warning unit-address-vs-reg']);
  });

  describe('where versions of dtc differ', () => {
    /* Since 1.8, dtc tells of an interrupt parent without #address-cells. */
    const map = (name: string) =>
      `/ { ${name} { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &intc 2>; }; };\n`;
    const intc = '/ { intc: intc { interrupt-controller; #interrupt-cells = <1>; }; };\n';
    const files = {
      'a/soc.dtsi': `${intc}${map('one')}`,
      'a/b.dts': `/dts-v1/;\n#include "soc.dtsi"\n${map('two')}`,
    };
    const told = async (settings: Partial<Settings>) => {
      const all = { ...DEFAULT_SETTINGS, ...settings };
      const workspace = createWorkspace(memoryLoader(files), await testParser(), all);
      const unit = (await workspace.loadUnit(uriOf('a/b.dts'), workspace.parser.open()))!;
      const memo = {};
      // A second look takes over what is known of the first.
      const looks = [{ memo }, { memo }, {}].map((more) => workspace.check(unit, { asDtc: false, ...more }));
      const lines = (await Promise.all(looks)).map((findings) =>
        findings
          .filter(({ code }) => code === 'interrupt-map')
          .map(({ at }) => at.span.file.uri.replace(/^.*\//, ''))
          .sort(),
      );
      expect(lines[1]).toEqual(lines[0]);
      expect(lines[2]).toEqual(lines[0]);
      return lines[0];
    };
    const of = (file: string, dtcWarnings: 'all' | 'kernel') => ({ files: [file], dtcWarnings });

    it('each file has the version that its settings mean', async () => {
      expect(await told({})).toEqual([]);
      expect(await told({ dtcWarnings: 'all' })).toEqual(['b.dts', 'soc.dtsi']);
      expect(await told({ overrides: [of('soc.dtsi', 'all'), of('b.dts', 'kernel')] })).toEqual(['soc.dtsi']);
      expect(await told({ overrides: [of('b.dts', 'all')] })).toEqual(['b.dts']);
      expect(await told({ dtcWarnings: 'all', overrides: [of('b.dts', 'kernel')] })).toEqual(['soc.dtsi']);
    });
  });
});
