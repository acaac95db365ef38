import { describe, expect, it } from 'vitest';
import { type Change, changed, faultsIn, faultsOf } from '../../../../test/ipc-fixture.js';
import { duplicateRemotePid } from './duplicate-remote-pid.js';

const faults = (...changes: readonly Change[]) => faultsOf(duplicateRemotePid, ...changes);

const link = (name: string, host: number, items: string, more = '') =>
  `/ { ${name} { compatible = "qcom,smp2p"; qcom,smem = <${items}>; qcom,remote-pid = <${host}>; ${more} }; };\n`;

/** {@link TWO_PROCESSORS} with one more link. */
const withLink = (...of: Parameters<typeof link>) => faultsIn(duplicateRemotePid, changed() + link(...of));

describe('duplicate-remote-pid', () => {
  it('finds a second link, at the one whose items are those of another host, and names that', async () => {
    expect(await withLink('smp2p-slpi', 2, '481 430')).toEqual([
      {
        at: '2',
        message:
          'SMEM host 2 (ADSP) has two SMP2P links, `smp2p-adsp` and this one: they share one partition, and one of them waits for a processor that never answers',
        related: ['2: The other link of host 2'],
        fixed: { 'Name host 3 (SLPI), whose items these are': changed() + link('smp2p-slpi', 3, '481 430') },
      },
    ]);
  });

  it('blames the one whose items do not fit, wherever it stands', async () => {
    const text = `/dts-v1/;\n${link('a', 3, '443 429')}${link('b', 3, '481 430')}`;
    const [fault, ...others] = await faultsIn(duplicateRemotePid, text);
    expect(others).toEqual([]);
    expect(fault?.fixed).toEqual({ 'Name host 2 (ADSP), whose items these are': text.replace('<3>', '<2>') });
  });

  it('finds the later of two that are alike, without a fix', async () => {
    expect(await withLink('smp2p-copy', 2, '443 429')).toMatchObject([
      { related: ['2: The other link of host 2'], fixed: {} },
    ]);
  });

  it('has no fix where the host of the items has a link too', async () => {
    expect(await withLink('smp2p-copy', 2, '94 432')).toMatchObject([{ fixed: {} }]);
  });

  it('finds a second live processor of one host', async () => {
    const copy = 'copy { compatible = "qcom,sm8650-adsp-pas"; interrupts-extended = <&adsp_in 0 1>; };';
    expect(await faultsIn(duplicateRemotePid, `${changed()}/ { ${copy} };`)).toMatchObject([
      {
        at: 'copy',
        message:
          'Two live processors are SMEM host 2 (ADSP), `adsp` and this one: both answer to the same links, and only one of them can be meant',
      },
    ]);
    expect(await faultsIn(duplicateRemotePid, `${changed()}/ { ${copy} };\n&adsp { status = "disabled"; };`)).toEqual(
      [],
    );
  });

  it('says nothing of a domain within the firmware, which has the link of its processor', async () => {
    const domain =
      'wifi { compatible = "qcom,ipq5332-wifi"; qcom,smem-states = <&adsp_out 9>; qcom,smem-state-names = "stop"; };';
    expect(await faultsIn(duplicateRemotePid, `${changed()}/ { ${domain} };`)).toEqual([]);
  });

  it.each<[string, Parameters<typeof link>]>([
    ['each link has a host of its own', ['smp2p-slpi', 3, '481 430']],
    ['the second link is disabled', ['smp2p-copy', 2, '443 429', 'status = "disabled";']],
  ])('says nothing where %s', async (_, of) => {
    expect(await withLink(...of)).toEqual([]);
  });

  it('leaves links to the rule about their processor where that says that they are wrong', async () => {
    expect(
      await faults(['<94>, <432>;\n\t\tqcom,remote-pid = <5>', '<94>, <432>;\n\t\tqcom,remote-pid = <2>']),
    ).toEqual([]);
  });
});
