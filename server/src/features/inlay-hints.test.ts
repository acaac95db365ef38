import { describe, expect, it } from 'vitest';
import type { Range } from 'vscode-languageserver-protocol';
import { openFixture } from '../../../test/feature-fixture.js';
import { onBoard, onSoc } from '../../../test/qualcomm-fixture.js';
import { DEFAULT_SETTINGS, type Settings } from '../workspace/settings.js';
import { inlayHints } from './inlay-hints.js';

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** Each hint with the text of its line before it. */
async function hints(text: string, settings: Partial<Settings> = {}, range = EVERYTHING): Promise<string[]> {
  const { context, uri } = await openFixture(text, undefined, { ...DEFAULT_SETTINGS, ...settings });
  const { lines, text: source } = context.view.file;
  return inlayHints
    .handle(context, { textDocument: { uri }, range })
    .map(
      ({ position, label }) =>
        `${source.slice(lines.startOf(position.line), lines.offsetAt(position)).trim()} [${label}]`,
    );
}

describe('inlay hints', () => {
  const all = [
    'qcom,remote-pid = <2 [ADSP]',
    'interrupts-extended = <&adsp_in 0 [fatal]',
    'interrupts-extended = <&adsp_in 0 1>, <&adsp_in 3 [stop-ack]',
    'qcom,remote-pid = <2 [ADSP]',
  ];

  it('name the hosts and the bits that a file writes', async () => {
    expect(await hints(onSoc('$0/ {'))).toEqual(all);
  });

  it('name the other users of a lock, on both sides', async () => {
    const named = onBoard('$0&adsp { hwlocks = <&tcsr_mutex 3>; };');
    expect(await hints(named)).toEqual(['&adsp { hwlocks = <&tcsr_mutex 3 [also SMEM]']);
    expect(await hints(onSoc('$0/ {', '&adsp { hwlocks = <&tcsr_mutex 3>; };'))).toContain(
      'hwlocks = <&tcsr_mutex 3 [also ADSP]',
    );
  });

  it('tell a few of many users', async () => {
    const users = Array.from({ length: 6 }, (_, index) => `user${index} { hwlocks = <&tcsr_mutex 9>; };`);
    expect((await hints(onBoard(`$0/ { ${users.join('\n')} };`)))[0]).toBe(
      '/ { user0 { hwlocks = <&tcsr_mutex 9 [also user1, user2, user3, user4 and others]',
    );
  });

  it('call the bits of other users of an entry as these do', async () => {
    const ipa = '/ { ipa { interrupts-extended = <&adsp_in 5 1>; interrupt-names = "ipa-clock-query"; }; };';
    expect(await hints(onBoard(`$0${ipa}`))).toEqual(['/ { ipa { interrupts-extended = <&adsp_in 5 [ipa-clock-query]']);
  });

  it('are for what the tree has in the end, not for what was overridden', async () => {
    const text = onSoc('$0/ {', '&adsp { interrupts-extended = <&adsp_in 1 1>; };');
    expect((await hints(text)).filter((hint) => hint.startsWith('interrupts'))).toEqual([]);
  });

  it('leave alone what macros write', async () => {
    const text = '#define HOST 2\n#define EDGE(host) glink-edge { qcom,remote-pid = <host>; };\n';
    expect(
      await hints(
        onBoard(`${text}$0/ { a { compatible = "qcom,a-pas"; glink-edge { qcom,remote-pid = <HOST>; }; }; };`),
      ),
    ).toEqual([]);
    expect(await hints(onBoard(`${text}$0/ { a { compatible = "qcom,a-pas"; EDGE(2) }; };`))).toEqual([]);
  });

  it('are only for the lines that are asked about', async () => {
    const line = (text: string) => ({
      line: text.split('\n').findIndex((each) => each.includes('qcom,remote-pid')),
      character: 0,
    });
    const { context } = await openFixture(onSoc('$0/ {'));
    const start = line(context.view.file.text);
    expect(await hints(onSoc('$0/ {'), {}, { start, end: { ...start, character: 99 } })).toEqual([all[0]]);
  });

  it.each([
    ['inlayHints.hosts', all.filter((hint) => !hint.includes('ADSP'))],
    ['inlayHints.interruptBits', all.filter((hint) => hint.includes('ADSP'))],
  ] as const)('are off group by group: %s', async (key, expected) => {
    expect(await hints(onSoc('$0/ {'), { [key]: false })).toEqual(expected);
  });

  it('of lock users are off by their setting', async () => {
    const named = onBoard('$0&adsp { hwlocks = <&tcsr_mutex 3>; };');
    expect(await hints(named, { 'inlayHints.lockUsers': false })).toEqual([]);
  });

  it('are none in a file that no board reaches', async () => {
    expect(await hints('//- alone.dtsi\n/ { a { qcom,remote-pid = <2>; }; };$0\n')).toEqual([]);
  });
});
