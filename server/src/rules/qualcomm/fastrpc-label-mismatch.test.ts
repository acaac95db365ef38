import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { fastrpcLabelMismatch } from './fastrpc-label-mismatch.js';

const faults = (...changes: readonly Change[]) => faultsOf(fastrpcLabelMismatch, ...changes);
const label = (to: string): Change => ['label = "cdsp"', `label = ${to}`];
const onHost = (host: number): readonly Change[] => [
  [
    'cdsp_edge: glink-edge {\n\t\t\tqcom,remote-pid = <5>',
    `cdsp_edge: glink-edge {\n\t\t\tqcom,remote-pid = <${host}>`,
  ],
  ['<94>, <432>;\n\t\tqcom,remote-pid = <5>', `<94>, <432>;\n\t\tqcom,remote-pid = <${host}>`],
];

describe('fastrpc-label-mismatch', () => {
  it('finds the label of another DSP', async () => {
    expect(await faults(label('"adsp"'))).toEqual([
      {
        at: '"adsp"',
        message:
          'The label "adsp" is that of SMEM host 2 (ADSP), but the edge leads to 5 (CDSP): programs that ask for the one DSP reach the other',
        related: ['5: The edge leads to host 5 (CDSP)'],
        fixed: { 'Label it "cdsp"': TWO_PROCESSORS },
      },
    ]);
  });

  it('has no fix where the label has two spellings', async () => {
    const gpdsp: Change = ['"qcom,sm8650-cdsp-pas"', '"qcom,sa8775p-gpdsp0-pas"'];
    expect(await faults(gpdsp, label('"cdsp"'), ...onHost(17))).toMatchObject([{ fixed: {} }]);
    expect(await faults(gpdsp, label('"gpdsp0"'), ...onHost(17))).toEqual([]);
    expect(await faults(gpdsp, label('"gdsp0"'), ...onHost(17))).toEqual([]);
  });

  it.each<[string, readonly Change[]]>([
    ['it is its own', []],
    ['it is none of the known ones', [label('"npu"')]],
    ['it is not known', [label('LABEL')]],
    ['the edge is in dispute, which is another mistake', [label('"adsp"'), onHost(2)[0]!]],
    [
      'the node is no FastRPC',
      [
        label('"adsp"'),
        [
          '"qcom,fastrpc";\n\t\t\t\tlabel = "adsp";\n\t\t\t};\n\t\t};\n\t};\n};',
          '"acme,rpc";\n\t\t\t\tlabel = "adsp";\n\t\t\t};\n\t\t};\n\t};\n};',
        ],
      ],
    ],
    [
      'the audio runs on the modem, as on msm8916',
      [['"qcom,sm8650-cdsp-pas"', '"qcom,msm8916-mss-pil"'], label('"adsp"'), ...onHost(1)],
    ],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });

  it('finds the same label on a modem that TrustZone loads', async () => {
    const modem: Change = ['"qcom,sm8650-cdsp-pas"', '"qcom,sm8650-mpss-pas"'];
    expect(await faults(modem, label('"adsp"'), ...onHost(1))).toHaveLength(1);
  });
});
