import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { remoteprocInterruptNames } from './remoteproc-interrupt-names.js';

const faults = (...changes: readonly Change[]) => faultsOf(remoteprocInterruptNames, ...changes);

const FIX = 'Name each interrupt by its bit';
const NAMES =
  'interrupt-names = "wdog",\n\t\t\t\t  "fatal",\n\t\t\t\t  "ready",\n\t\t\t\t  "handover",\n\t\t\t\t  "stop-ack";';

describe('remoteproc-interrupt-names', () => {
  it('finds a name too few, and names each interrupt by its bit', async () => {
    expect(await faults(['"ready",\n\t\t\t\t  ', ''])).toEqual([
      {
        at: '"wdog",\n\t\t\t\t  "fatal",\n\t\t\t\t  "handover",\n\t\t\t\t  "stop-ack"',
        message:
          '4 names for 5 interrupts: Linux looks them up by name, takes one for another, and the driver fails to probe where one is not found',
        related: [expect.stringMatching(/^<&pdc 6 1>,[\s\S]*: The interrupts$/)],
        fixed: { [FIX]: TWO_PROCESSORS },
      },
    ]);
  });

  it('finds a name too many', async () => {
    expect(await faults(['"ready",', '"ready", "ready",'])).toMatchObject([
      { message: expect.stringMatching(/^6 names for 5/), fixed: { [FIX]: TWO_PROCESSORS } },
    ]);
  });

  it('finds that there are none, where the driver is known to look for them', async () => {
    expect(await faults([NAMES, ''])).toMatchObject([
      { at: 'interrupts-extended', message: expect.stringMatching(/^0 names for 5/), fixed: {} },
    ]);
    expect(await faults([NAMES, ''], ['"qcom,sm8650-adsp-pas"', '"acme,dsp"'])).toEqual([]);
  });

  it('has no fix where it is an interrupt that is missing, or a bit is not known', async () => {
    expect(await faults(['<&adsp_in 1 1>,\n\t\t\t\t      ', ''])).toMatchObject([{ fixed: {} }]);
    expect(await faults(['<&adsp_in 1 1>', '<&adsp_in 9 1>'], ['"ready",\n\t\t\t\t  ', ''])).toMatchObject([
      { fixed: {} },
    ]);
  });

  it('counts those of `interrupts` too', async () => {
    const change: Change = [
      'interrupts-extended = <&cdsp_in 0 1>;',
      'interrupt-parent = <&cdsp_in>; interrupts = <0 1>, <1 1>;',
    ];
    expect(await faults(change)).toMatchObject([{ message: expect.stringMatching(/^1 name for 2 interrupts/) }]);
  });

  it.each<[string, readonly Change[]]>([
    ['they are as many', []],
    [
      'an interrupt cannot be read',
      [
        ['<&pdc 6 1>', '<&nowhere 6 1>'],
        ['"wdog",\n\t\t\t\t  ', ''],
      ],
    ],
    [
      'the list of interrupts ends too early',
      [
        ['<&adsp_in 3 1>', '<&adsp_in 3>'],
        ['"wdog",\n\t\t\t\t  ', ''],
      ],
    ],
    ['the names are no strings', [[NAMES, 'interrupt-names = <1>;']]],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
