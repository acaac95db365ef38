import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { smp2pEntryDirection } from './smp2p-entry-direction.js';

const faults = (...changes: readonly Change[]) => faultsOf(smp2pEntryDirection, ...changes);

const entry = (label: string, name: string, as: string): Change => [
  `${label} {\n\t\t\tqcom,entry-name = "${name}";`,
  `${label} {\n\t\t\tqcom,entry-name = ${as};`,
];
const outbound = (as: string) => entry('adsp_out: master-kernel', 'master-kernel', as);
const inbound = (as: string) => entry('adsp_in: slave-kernel', 'slave-kernel', as);

describe('smp2p-entry-direction', () => {
  it('finds an outbound entry with the name of the inbound one', async () => {
    expect(await faults(outbound('"slave-kernel"'))).toEqual([
      {
        at: '"slave-kernel"',
        message:
          '"slave-kernel" is the entry that Linux reads, but this one is outbound: each side looks for an entry that the other does not have, and no interrupt arrives',
        related: ['#qcom,smem-state-cells: This makes the entry outbound'],
        fixed: { 'Call it "master-kernel"': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds an inbound entry with the name of the outbound one', async () => {
    expect(await faults(inbound('"master-kernel"'))).toMatchObject([
      {
        related: ['interrupt-controller: This makes the entry inbound'],
        fixed: { 'Call it "slave-kernel"': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds both where the names change places', async () => {
    expect(await faults(outbound('"slave-kernel"'), inbound('"master-kernel"'))).toHaveLength(2);
  });

  it('has no fix where another entry has the name already', async () => {
    const second: Change = [
      'adsp_in: slave-kernel',
      'more { qcom,entry-name = "master-kernel"; interrupt-controller; };\n\t\tadsp_in: slave-kernel',
    ];
    expect(await faults(second)).toMatchObject([{ fixed: {} }]);
  });

  it.each<[string, readonly Change[]]>([
    ['each has its own name', []],
    ['the name is another one', [outbound('"ipa"'), inbound('"ipa"')]],
    ['the name is not known', [outbound('NAME')]],
    [
      'the entry has no direction',
      [outbound('"slave-kernel"'), ['"slave-kernel";\n\t\t\t#qcom,smem-state-cells = <1>;', '"slave-kernel";']],
    ],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
