import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { smemStateBit } from './smem-state-bit.js';

const faults = (...changes: readonly Change[]) => faultsOf(smemStateBit, ...changes);

/** The states of the ADSP, with their names. */
const states = (value: string, names: string): Change => [
  '<&adsp_out 0>;\n\t\tqcom,smem-state-names = "stop"',
  `${value};\n\t\tqcom,smem-state-names = ${names}`,
];

describe('smem-state-bit', () => {
  it('finds "stop" on another bit than 0', async () => {
    expect(await faults(states('<&adsp_out 1>', '"stop"'))).toEqual([
      {
        at: '1',
        message:
          '"stop" is bit 0 of SMP2P, not 1: the firmware is not asked to stop, and each stop waits until it times out',
        related: ['"stop": The names'],
        fixed: { 'Use bit 0': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds "stop" on another bit than 1 beside "shutdown"', async () => {
    expect(await faults(states('<&adsp_out 0>, <&adsp_out 2>', '"shutdown", "stop"'))).toMatchObject([
      { at: '2', message: expect.stringMatching(/^"stop" is bit 1 of SMP2P beside "shutdown", not 2/) },
    ]);
  });

  it('says nothing of a domain within the firmware, which has bits of its own', async () => {
    const domain: Change = ['"qcom,sm8650-adsp-pas"', '"qcom,ipq5332-wifi"'];
    expect(
      await faults(domain, states('<&adsp_out 8>, <&adsp_out 9>, <&adsp_out 10>', '"shutdown", "stop", "spawn"')),
    ).toEqual([]);
  });

  it.each<[string, Change]>([
    ['"stop" is bit 0', states('<&adsp_out 0>', '"stop"')],
    ['it is bit 1 beside "shutdown", as on WCSS', states('<&adsp_out 0>, <&adsp_out 1>', '"shutdown", "stop"')],
    ['it stands behind others', states('<&adsp_out 5>, <&adsp_out 0>', '"other", "stop"')],
    ['the state is called otherwise', states('<&adsp_out 7>', '"ipa-clock-enabled"')],
    ['the names are not as many', states('<&adsp_out 1>, <&adsp_out 2>', '"stop"')],
    ['the bit is not known', states('<&adsp_out BIT>', '"stop"')],
    ['the entry is not of SMP2P', states('<&smsm_out 3>', '"stop"')],
  ])('says nothing where %s', async (_, change) => {
    const smsm: Change = [
      '/ {\n',
      '/ {\n\tsmsm { compatible = "qcom,smsm"; smsm_out: apps { #qcom,smem-state-cells = <1>; }; };\n',
    ];
    expect(await faults(smsm, change)).toEqual([]);
  });
});
