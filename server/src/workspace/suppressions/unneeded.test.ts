import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../../test/memory-loader.js';
import { testParser } from '../../../../test/parser.js';
import { suppressedBase } from '../../../../test/suppressed-base.js';
import { checkPaths } from '../check.js';
import { DEFAULT_SETTINGS, type Settings } from '../settings.js';
import { createWorkspace } from '../workspace.js';

const DTS = 'linux/arch/arm64/boot/dts/acme';

/** Where an unused suppression is told when some of the files are checked, `file:line` each. */
async function unused(files: Record<string, string>, paths: string[] = [''], settings: Partial<Settings> = {}) {
  const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${DTS}/${name}`, text]));
  const workspace = createWorkspace(memoryLoader(all), await testParser(), { ...DEFAULT_SETTINGS, ...settings });
  const uris = paths.map((path) => uriOf(path === '' ? DTS : `${DTS}/${path}`));
  const { findings } = await checkPaths(workspace, uris, () => {});
  const lines = findings
    .filter(({ code }) => code === 'unused-suppression')
    .map(({ at: { span } }) => {
      const { line } = span.file.lines.positionAt(span.start);
      return `${span.file.uri.replace(/^.*\//, '')}:${line + 1}`;
    });
  return { lines, workspace };
}
const linesOf = async (...parameters: Parameters<typeof unused>) => (await unused(...parameters)).lines;

const board = (text = '', first = '') => `/dts-v1/;\n${first}#include "soc.dtsi"\n/ { ${text} };\n`;
const UART = 'uart: serial { };';

describe('of a file that boards share, a suppression is told to be unused', () => {
  const needed = {
    'soc.dtsi': '// dts-analyzer-disable-file unknown-label\n/ { x = <&uart>; };\n',
    'one.dts': board(UART),
    'two.dts': board(),
  };
  const unneeded = { ...needed, 'two.dts': board(UART) };

  it('when every board was judged that includes it', async () => {
    expect(await linesOf(needed)).toEqual([]);
    expect(await linesOf(unneeded)).toEqual(['soc.dtsi:1']);
    expect(await linesOf(unneeded, ['soc.dtsi'])).toEqual(['soc.dtsi:1']);
    expect(await linesOf(unneeded, ['one.dts', 'two.dts'])).toEqual(['soc.dtsi:1']);
  });

  it('and not when only some of them are checked', async () => {
    expect(await linesOf(needed, ['one.dts'])).toEqual([]);
    expect(await linesOf(unneeded, ['one.dts'])).toEqual([]);
  });

  it('and not when a file is missing for one of them', async () => {
    const files = { ...needed, 'two.dts': board('', '#include "gone.dtsi"\n') };
    expect(await linesOf(files)).toEqual([]);
    // The file that is missing may define what has the other included.
    const doubtful = '/dts-v1/;\n#include "gone.h"\n#ifdef ODD\n#include "soc.dtsi"\n#endif\n';
    expect(await linesOf({ ...needed, 'two.dts': doubtful })).toEqual([]);
  });

  it('and not when one of them is half typed', async () => {
    expect(await linesOf({ ...needed, 'two.dts': board(`${UART} a = <1`) })).toEqual([]);
  });

  it('and not when the settings leave one of them out', async () => {
    expect(await linesOf(needed, [''], { exclude: ['two.dts'] })).toEqual([]);
    expect(await linesOf(needed, ['soc.dtsi'], { exclude: ['two.dts'] })).toEqual([]);
  });

  it('whatever boards need that leave out the include', async () => {
    const files = { ...unneeded, 'two.dts': '/dts-v1/;\n#if 0\n#include "soc.dtsi"\n#endif\n/ { };\n' };
    expect(await linesOf(files)).toEqual(['soc.dtsi:1']);
  });

  it('also when some of the boards leave the comment out', async () => {
    const comment = '// dts-analyzer-disable-next-line unknown-label\n';
    const soc = `#ifdef ODD\n${comment}/ { x = <&uart>; };\n#endif\n`;
    const odd = (text: string) => board(text, '#define ODD\n');
    const files = { 'soc.dtsi': soc, 'one.dts': board(), 'two.dts': odd(UART) };
    expect(await linesOf(files)).toEqual(['soc.dtsi:2']);
    expect(await linesOf({ ...files, 'two.dts': odd('') })).toEqual([]);
    expect(await linesOf({ ...files, 'two.dts': board() })).toEqual([]);
  });

  it('and not in a header, as nobody knows which headers include it', async () => {
    const files = {
      'a.h': '// dts-analyzer-disable-file macro-redefined\n',
      'one.dts': '/dts-v1/;\n#include "a.h"\n/ { };\n',
    };
    expect(await linesOf(files)).toEqual([]);
  });
});

describe('of a root source, it is told', () => {
  const comment = '// dts-analyzer-disable-file bad-number\n';

  it('when that was judged, whatever else was not', async () => {
    const files = { 'soc.dtsi': '/ { };\n', 'one.dts': `${board()}${comment}`, 'two.dts': board() };
    const { lines, workspace } = await unused(files, ['one.dts']);
    expect(lines).toEqual(['one.dts:4']);
    expect(workspace.knownTrees).toEqual([]);
  });

  it('and not when another board that includes it needs it, or was not judged', async () => {
    const first = '// dts-analyzer-disable-file unknown-label\n/dts-v1/;\n#ifndef ODD\n/ { l: n { }; };\n#endif\n';
    const base = `${first}/ { x = <&l>; };\n`;
    const more = '#include "base.dts"\n';
    const files = { 'base.dts': base, 'more.dts': more, 'odd.dts': `#define ODD\n${more}` };
    expect(await linesOf(files)).toEqual([]);
    expect(await linesOf(files, ['more.dts'])).toEqual([]);
    expect(await linesOf(files, ['base.dts', 'more.dts'])).toEqual([]);
    expect(await linesOf({ ...files, 'odd.dts': more })).toEqual(['base.dts:1']);
  });
});

describe('of what composites are made of, it is told', () => {
  const NEEDED = 'hwlock-provider-disabled';
  const filesWith = (code: string) => ({
    ...suppressedBase(code),
    'more.dtso': '/dts-v1/;\n/plugin/;\n&{/} { new { }; };\n// dts-analyzer-disable-file bad-number\n',
    Makefile: 'evk-off-dtbs := evk.dtb off.dtbo\nevk-more-dtbs := evk.dtb more.dtbo\n',
  });

  it('when each of them was judged', async () => {
    expect(await linesOf(filesWith('bad-number'))).toEqual(['evk.dts:2', 'more.dtso:4']);
    expect(await linesOf(filesWith('bad-number'), ['evk.dts'])).toEqual(['evk.dts:2', 'more.dtso:4']);
    expect(await linesOf(filesWith(NEEDED))).toEqual(['more.dtso:4']);
    expect(await linesOf(filesWith(NEEDED), ['evk.dts'])).toEqual(['more.dtso:4']);
  });

  it('of the files that were asked for', async () => {
    expect(await linesOf(filesWith('bad-number'), ['more.dtso'])).toEqual(['more.dtso:4']);
  });

  it('and not when the settings leave a part of one out', async () => {
    expect(await linesOf(filesWith(NEEDED), [''], { exclude: ['off.dtso'] })).toEqual(['more.dtso:4']);
    expect(await linesOf(filesWith(NEEDED), [''], { exclude: ['evk.dts'] })).toEqual([]);
  });

  it('and not where the base leaves it out', async () => {
    const files = filesWith('bad-number');
    const [first, comment, ...rest] = files['evk.dts'].split('\n');
    const leftOut = [first, '#if 0', comment, '#endif', ...rest].join('\n');
    expect(await linesOf({ ...files, 'evk.dts': leftOut })).toEqual(['more.dtso:4']);
  });
});

it('without suppressions nobody asks which board includes what', async () => {
  const { workspace } = await unused({ 'soc.dtsi': '/ { };\n', 'one.dts': board() });
  expect(workspace.knownTrees).toEqual([]);
});
