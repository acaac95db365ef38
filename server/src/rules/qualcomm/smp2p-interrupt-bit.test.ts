import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { smp2pInterruptBit } from './smp2p-interrupt-bit.js';

const faults = (...changes: readonly Change[]) => faultsOf(smp2pInterruptBit, ...changes);

describe('smp2p-interrupt-bit', () => {
  it('finds a bit that is not that of the name', async () => {
    expect(await faults(['<&adsp_in 1 1>', '<&adsp_in 4 1>'])).toEqual([
      {
        at: '4',
        message:
          '"ready" is bit 1 of SMP2P, not 4: Linux never hears that the firmware is up, and the start times out (-110)',
        related: ['slave-kernel: The entry `adsp_in`, in whose item the processor sets the bits'],
        fixed: { 'Use bit 1': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds both of two names that change places', async () => {
    const found = await faults(['"fatal",\n\t\t\t\t  "ready"', '"ready",\n\t\t\t\t  "fatal"']);
    expect(found.map(({ at, message }) => [at, message.slice(0, 7)])).toEqual([
      ['0', '"ready"'],
      ['1', '"fatal"'],
    ]);
  });

  it.each<[string, readonly Change[]]>([
    ['every bit is that of its name', []],
    [
      'names and bits are in another order together',
      [
        ['<&adsp_in 0 1>,\n\t\t\t\t      <&adsp_in 1 1>', '<&adsp_in 1 1>,\n\t\t\t\t      <&adsp_in 0 1>'],
        ['"fatal",\n\t\t\t\t  "ready"', '"ready",\n\t\t\t\t  "fatal"'],
      ],
    ],
    [
      'the name is none of the known ones',
      [
        ['"ready"', '"pong"'],
        ['<&adsp_in 1 1>', '<&adsp_in 9 1>'],
      ],
    ],
    [
      'the node is a domain within the firmware',
      [
        ['"qcom,sm8650-adsp-pas"', '"qcom,ipq5332-wifi"'],
        ['<&adsp_in 1 1>', '<&adsp_in 12 1>'],
      ],
    ],
    ['the interrupt comes from elsewhere', [['<&adsp_in 1 1>', '<&pdc 9 1>']]],
    ['there are not as many names', [['"wdog",\n\t\t\t\t  "fatal"', '"fatal"']]],
    ['the bit is not known', [['<&adsp_in 1 1>', '<&adsp_in BIT 1>']]],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
