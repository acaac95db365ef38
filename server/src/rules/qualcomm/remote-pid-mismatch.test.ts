import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { remotePidMismatch } from './remote-pid-mismatch.js';

const faults = (...changes: readonly Change[]) => faultsOf(remotePidMismatch, ...changes);

const EDGE: Change = [
  'adsp_edge: glink-edge {\n\t\t\tqcom,remote-pid = <2>',
  'adsp_edge: glink-edge {\n\t\t\tqcom,remote-pid = <5>',
];
const LINK: Change = ['<443>, <429>;\n\t\tqcom,remote-pid = <2>', '<443>, <429>;\n\t\tqcom,remote-pid = <5>'];
const NO_KIND: Change = ['"qcom,sm8650-adsp-pas"', '"acme,dsp"'];

describe('remote-pid-mismatch', () => {
  it('finds an edge that names another host than all the rest, and puts it right', async () => {
    expect(await faults(EDGE)).toEqual([
      {
        at: '5',
        message:
          "The glink-edge of the ADSP names SMEM host 5 (CDSP), but its SMP2P link `smp2p-adsp` and its compatible say 2 (ADSP): its channels are looked for in another processor's partition and never open",
        related: ['2: its SMP2P link `smp2p-adsp` names host 2 (ADSP)', '5: its glink-edge names host 5 (CDSP)'],
        fixed: { 'Name host 2 (ADSP)': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds a link whose number is wrong, as its items show', async () => {
    expect(await faults(LINK)).toMatchObject([
      {
        at: '5',
        message:
          "The SMP2P link of the ADSP names SMEM host 5 (CDSP), but its glink-edge and its compatible say 2 (ADSP): the handshake is looked for in another processor's partition, and the start times out (-110)",
        fixed: { 'Name host 2 (ADSP)': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds a reference to the link of another processor, and leads it to its own', async () => {
    expect(await faults(['<&adsp_out 0>', '<&cdsp_out 0>'])).toMatchObject([
      {
        at: '&cdsp_out 0',
        message:
          "The SMP2P link `smp2p-cdsp`, which the ADSP refers to here, names SMEM host 5 (CDSP), but its SMP2P link `smp2p-adsp`, its glink-edge and its compatible say 2 (ADSP): the handshake is looked for in another processor's partition, and the start times out (-110)",
        fixed: { 'Refer to `smp2p-adsp`, the link of host 2 (ADSP)': TWO_PROCESSORS },
      },
    ]);
  });

  it('leads every reference to its own link where all were copied', async () => {
    const found = await faults(
      ['<&adsp_out 0>', '<&cdsp_out 0>'],
      ['<&adsp_in 0 1>', '<&cdsp_in 0 1>'],
      ['<&adsp_in 1 1>', '<&cdsp_in 1 1>'],
      ['<&adsp_in 2 1>', '<&cdsp_in 2 1>'],
      ['<&adsp_in 3 1>', '<&cdsp_in 3 1>'],
    );
    expect(found).toMatchObject([
      { at: '&cdsp_in 0 1', fixed: { 'Refer to `smp2p-adsp`, the link of host 2 (ADSP)': TWO_PROCESSORS } },
    ]);
  });

  it('lets the items of the link decide where the compatible tells nothing', async () => {
    expect(await faults(NO_KIND, EDGE)).toMatchObject([{ message: expect.stringMatching(/^The glink-edge of/) }]);
    expect(await faults(NO_KIND, LINK)).toMatchObject([{ message: expect.stringMatching(/^The SMP2P link of/) }]);
  });

  it('names both where nothing decides, and offers both', async () => {
    const found = await faults(NO_KIND, EDGE, ['<443>, <429>', '<1>, <2>']);
    expect(found).toMatchObject([
      {
        message:
          "The parts of `adsp` name different SMEM hosts: its SMP2P link `smp2p-adsp` 2 (ADSP) and its glink-edge 5 (CDSP); its channels are looked for in another processor's partition and never open",
      },
    ]);
    expect(Object.keys(found[0]!.fixed)).toEqual(['Name host 2 (ADSP) everywhere', 'Name host 5 (CDSP) everywhere']);
  });

  it('has no fix for a number out of a macro that says more', async () => {
    const found = await faults(['/dts-v1/;', '/dts-v1/;\n#define FIVE 5 5'], [EDGE[0], EDGE[1].replace('5', 'FIVE')]);
    expect(found).toMatchObject([{ at: 'FIVE', fixed: {} }]);
  });

  it.each<[string, readonly Change[]]>([
    ['all agree', []],
    ['all agree on the wrong host, which is another mistake', [EDGE, LINK]],
    ['the edge names none', [[EDGE[0], 'adsp_edge: glink-edge {']]],
    ['the edge is not over SMEM', [[EDGE[0], `${EDGE[1]}; transport = "spss"`]]],
    ['the number is not known', [[EDGE[0], EDGE[1].replace('5', 'HOST')]]],
    ['something else of the edge is not known', [[EDGE[0], `${EDGE[1]}; mboxes = <&nowhere 1>`]]],
    ['an include is missing', [EDGE, ['/dts-v1/;', '/dts-v1/;\n#include "missing.h"']]],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
