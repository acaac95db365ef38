import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { testParser } from '../../../test/parser.js';
import { MAX_SOURCE_BYTES } from '../text/source-file.js';
import { checkPaths } from './check.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { createViews } from './views.js';
import { createWorkspace } from './workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';

async function check(files: Record<string, string>, paths: string[], settings: Settings = DEFAULT_SETTINGS) {
  const workspace = createWorkspace(memoryLoader(files), await testParser(), settings);
  const result = await checkPaths(workspace, paths.map(uriOf), () => {});
  const findings = result.findings.map(({ code, severity, at, boards }) => {
    const name = at.span.file.uri.replace(/^.*\//, '');
    return `${name}:${at.span.file.lines.positionAt(at.span.start).line + 1} ${severity} ${code} on ${boards.length}`;
  });
  return { ...result, lines: findings };
}

const SOC = '/ { a: a { x = <&nowhere>; }; };\n';
const board = (soc: string) => `/dts-v1/;\n#include "${soc}"\n&a { status = "okay"; };\n`;

describe('checking paths', () => {
  it('a finding of a shared file is one, with the boards on which it holds', async () => {
    const files = {
      [`${DTS}/soc.dtsi`]: SOC,
      [`${DTS}/one.dts`]: board('soc.dtsi'),
      [`${DTS}/two.dts`]: board('soc.dtsi'),
    };
    const { lines, boards } = await check(files, [DTS]);
    expect(boards).toHaveLength(2);
    expect(lines).toEqual(['soc.dtsi:1 error unknown-label on 2']);
  });

  it('a source is seen through the boards that include it, also across folders and by the prefix of an architecture', async () => {
    const files = {
      [`${DTS}/soc.dtsi`]: SOC,
      [`${DTS}/one.dts`]: `${board('soc.dtsi')}&nobody { };\n`,
      'linux/arch/arm/boot/dts/acme/two.dts': '/dts-v1/;\n#include <arm64/acme/soc.dtsi>\n',
      [`${DTS}/other.dts`]: '/dts-v1/;\n/ { };\n',
    };
    const { lines, boards } = await check(files, [`${DTS}/soc.dtsi`]);
    expect(boards).toHaveLength(2);
    expect(lines).toEqual(['soc.dtsi:1 error unknown-label on 2']);
  });

  it('what is too large to be read is the only thing that is told, and not what is missing therefore', async () => {
    const large = ' '.repeat(MAX_SOURCE_BYTES + 1);
    const files = { [`${DTS}/soc.dtsi`]: large, [`${DTS}/one.dts`]: board('soc.dtsi'), [`${DTS}/two.dts`]: large };
    expect((await check(files, [DTS])).lines).toEqual([
      'one.dts:2 error too-large on 1',
      'two.dts:1 error too-large on 1',
    ]);
  });

  it('where the text becomes too long is the only thing that is told, and not what is missing therefore', async () => {
    const properties = Array.from({ length: 3000 }, (_, index) => `\tp${index} = "${'b'.repeat(1000)}";\n`);
    const text = `/ {\n\ta = <&end>;\n${properties.join('')}\tend: c { };\n};\n`;
    const files = {
      [`${DTS}/one.dts`]: `/dts-v1/;\n${text}`,
      [`${DTS}/two.dts`]: board('soc.dtsi'),
      [`${DTS}/soc.dtsi`]: text,
    };
    expect((await check(files, [DTS])).lines).toEqual([
      'one.dts:2075 error expansion-too-large on 1',
      'soc.dtsi:2074 error expansion-too-large on 1',
    ]);
  });

  it('a source that no board reaches gets syntax findings and a note', async () => {
    const text = '#include "x.dtsi"\n/ { a { x = <&nowhere FOO(1)>; }; };\n&b { y = ; };\n';
    const { lines } = await check({ [`${DTS}/lonely.dtsi`]: text, [`${DTS}/one.dts`]: '/dts-v1/;\n/ { };\n' }, [
      `${DTS}/lonely.dtsi`,
    ]);
    expect(lines[0]).toBe('lonely.dtsi:1 information unreached-file on 0');
    expect(lines.slice(1)).toEqual(['lonely.dtsi:3 error syntax-error on 0']);
  });

  it('hidden build outputs are no boards', async () => {
    const { boards } = await check(
      { [`${DTS}/.one.dts.tmp`]: 'x', [`${DTS}/.two.dts`]: 'x', [`${DTS}/one.dts`]: '/dts-v1/; / { };' },
      [DTS],
    );
    expect(boards).toEqual([uriOf(`${DTS}/one.dts`)]);
  });

  it("a Makefile of U-Boot's is none, though it is called Makefile.dts", async () => {
    const files = { 'u/scripts/Makefile.dts': 'dtb-y += $(patsubst %,%.dtb,$(LIST))\n' };
    expect(await check(files, ['u'])).toMatchObject({ boards: [], lines: [] });
    const views = createViews(createWorkspace(memoryLoader(files), await testParser(), DEFAULT_SETTINGS));
    expect((await views.checkedViewOf(uriOf('u/scripts/Makefile.dts')))?.findings).toEqual([]);
  });

  it('a path that is nothing is told', async () => {
    expect((await check({ 'a.dts': '' }, ['b.dts'])).unreadable).toEqual([uriOf('b.dts')]);
  });

  it('severities can be set, and findings silenced', async () => {
    const files = { 'a/a.dts': '/dts-v1/;\n/ { x = <&nowhere>; };\n' };
    const level = async (severity: 'hint' | 'off') =>
      (await check(files, ['a/a.dts'], { ...DEFAULT_SETTINGS, rules: { 'unknown-label': severity } })).lines;
    expect(await level('hint')).toEqual(['a.dts:2 hint unknown-label on 1']);
    expect(await level('off')).toEqual([]);
  });

  it('a missing include is the one finding; what it would have defined is not', async () => {
    const files = { 'a/a.dts': '/dts-v1/;\n#include "gone.dtsi"\n/ { x = <&label MACRO>; };\n&other { };\n' };
    expect((await check(files, ['a/a.dts'])).lines).toEqual(['a.dts:2 error missing-include on 1']);
  });
});
