import { describe, expect, it } from 'vitest';
import { type Change, changed, faultsIn, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { smemStateNames } from './smem-state-names.js';

const faults = (...changes: readonly Change[]) => faultsOf(smemStateNames, ...changes);

const FIX = 'Name the state "stop"';
const BEFORE = '<&adsp_out 0>;\n\t\tqcom,smem-state-names = "stop";';
const states = (value: string, names = ''): Change => [
  BEFORE,
  names === '' ? `${value};` : `${value};\n\t\tqcom,smem-state-names = ${names};`,
];

describe('smem-state-names', () => {
  it('finds a state that is called otherwise', async () => {
    expect(await faults(states('<&adsp_out 0>', '"halt"'))).toEqual([
      {
        at: '"halt"',
        message: 'None of the SMEM states is named "stop": the driver fails to probe ("failed to acquire stop state")',
        related: ['<&adsp_out 0>: The states'],
        fixed: { [FIX]: TWO_PROCESSORS },
      },
    ]);
  });

  it('finds that there are no names', async () => {
    expect(await faults(states('<&adsp_out 0>'))).toMatchObject([
      { at: 'qcom,smem-states', fixed: { [FIX]: TWO_PROCESSORS } },
    ]);
  });

  it('finds names that are not as many as the states', async () => {
    expect(await faults(states('<&adsp_out 0>', '"stop", "shutdown"'))).toMatchObject([
      { message: expect.stringMatching(/^2 names for 1 SMEM state: /), fixed: { [FIX]: TWO_PROCESSORS } },
    ]);
    expect(await faults(states('<&adsp_out 0>, <&adsp_out 1>', '"stop"'))).toMatchObject([
      { message: expect.stringMatching(/^1 name for 2 SMEM states: /), fixed: {} },
    ]);
  });

  it('has no fix where a board deletes the names', async () => {
    const text = `${changed()}&adsp { /delete-property/ qcom,smem-state-names; };\n`;
    expect(await faultsIn(smemStateNames, text)).toMatchObject([{ fixed: {} }]);
  });

  it.each<[string, readonly Change[]]>([
    ['"stop" is the only one', []],
    ['there are two, as on WCSS', [states('<&adsp_out 0>, <&adsp_out 1>', '"shutdown", "stop"')]],
    ['the driver is not known', [states('<&adsp_out 0>', '"halt"'), ['"qcom,sm8650-adsp-pas"', '"acme,dsp"']]],
    ['a state cannot be read', [states('<&nowhere 0>', '"halt"')]],
    ['the names are no strings', [states('<&adsp_out 0>', '<1>')]],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
