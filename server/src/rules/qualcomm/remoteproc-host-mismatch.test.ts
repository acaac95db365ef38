import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../../test/fixture.js';
import { type Change, changed, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import type { BindingStore } from '../../bindings/store.js';
import { remoteprocHostMismatch } from './remoteproc-host-mismatch.js';

const faults = (...changes: readonly Change[]) => faultsOf(remoteprocHostMismatch, ...changes);

const COMPATIBLE: Change = ['"qcom,sm8650-cdsp-pas"', '"qcom,sm8650-slpi-pas"'];
const EDGE: Change = [
  'cdsp_edge: glink-edge {\n\t\t\tqcom,remote-pid = <5>',
  'cdsp_edge: glink-edge {\n\t\t\tqcom,remote-pid = <3>',
];
const LINK: Change = ['<94>, <432>;\n\t\tqcom,remote-pid = <5>', '<94>, <432>;\n\t\tqcom,remote-pid = <3>'];

/** The titles of the fixes where the bindings document some compatibles. */
async function fixesWith(documented: readonly string[], ...changes: readonly Change[]) {
  const { tree, expansion } = await evaluateFixture(changed(...changes));
  const bindings: BindingStore = {
    forCompatible: (name) => (documented.includes(name) ? { file: expansion.root, allows: () => true } : undefined),
  };
  return [...remoteprocHostMismatch.check({ tree, expansion, bindings })].flatMap(({ fixes = [] }) =>
    fixes.map(({ title, edits }) => [title, edits[0]?.newText]),
  );
}

describe('remoteproc-host-mismatch', () => {
  it('finds a compatible of another kind than all links lead to', async () => {
    expect(await faults(COMPATIBLE)).toEqual([
      {
        at: '"qcom,sm8650-slpi-pas"',
        message:
          'By its compatible the processor is SMEM host 3 (SLPI), but its SMP2P link `smp2p-cdsp` and its glink-edge say 5 (CDSP): Linux starts the one and waits for the other, and the start times out (-110)',
        related: [
          '"qcom,sm8650-slpi-pas": The compatible',
          '5: This names host 5 (CDSP)',
          '5: This names host 5 (CDSP)',
        ],
        fixed: {},
      },
    ]);
  });

  it('puts the kind into the compatible where exactly one such is documented', async () => {
    const name = 'qcom,sm8650-cdsp-pas';
    expect(await fixesWith([name], COMPATIBLE)).toEqual([[`Make it \`${name}\``, `"${name}"`]]);
    expect(await fixesWith([name, 'qcom,sm8650-nsp0-pas'], COMPATIBLE)).toEqual([]);
    expect(await fixesWith([name], [COMPATIBLE[0], `${COMPATIBLE[1]}, "qcom,sm8550-slpi-pas"`])).toEqual([]);
  });

  it('finds numbers that are all wrong, as the items of the link show', async () => {
    expect(await faults(EDGE, LINK)).toMatchObject([
      {
        at: '3',
        message: expect.stringMatching(
          /^By its compatible the processor is SMEM host 5 \(CDSP\), but .* say 3 \(SLPI\)/,
        ),
        fixed: { 'Name host 5 (CDSP) everywhere': TWO_PROCESSORS },
      },
    ]);
  });

  it.each<[string, readonly Change[]]>([
    ['they agree', []],
    ['the links do not agree among themselves, which is another mistake', [EDGE]],
    ['the compatible tells no kind', [[COMPATIBLE[0], '"acme,dsp"']]],
    ['the kind may be any host', [[COMPATIBLE[0], '"qcom,sm8650-spss-pas"']]],
    ['it is the first CDSP by another name', [[COMPATIBLE[0], '"qcom,sc8280xp-nsp0-pas"']]],
    [
      'something else of the node is not known',
      [COMPATIBLE, ['cdsp: remoteproc-cdsp {', 'cdsp: remoteproc-cdsp { clocks = <&nowhere>;']],
    ],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
