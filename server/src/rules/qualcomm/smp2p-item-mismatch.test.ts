import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { smp2pItemMismatch } from './smp2p-item-mismatch.js';

const faults = (...changes: readonly Change[]) => faultsOf(smp2pItemMismatch, ...changes);
const items = (text: string): Change => ['<443>, <429>', text];

describe('smp2p-item-mismatch', () => {
  it('finds one item that is not the usual one', async () => {
    expect(await faults(items('<443>, <428>'))).toEqual([
      {
        at: '428',
        message:
          'SMEM host 2 (ADSP) has the SMP2P items 443 and 429 on every known SoC, not 443 and 428: each side waits for what the other never allocates, and the start times out (-110)',
        related: ['2: The link is that of host 2 (ADSP)'],
        fixed: { 'Use the items 443 and 429': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds a pair that is the wrong way round', async () => {
    expect(await faults(items('<429>, <443>'))).toMatchObject([
      {
        at: '<429>, <443>',
        message: expect.stringMatching(
          /^The SMP2P items of SMEM host 2 \(ADSP\) are the wrong way round: inbound is 443/,
        ),
        fixed: { 'Use the items 443 and 429': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds the pair of another host', async () => {
    expect(await faults(items('<94>, <432>'))).toMatchObject([
      { at: '<94>, <432>', fixed: { 'Use the items 443 and 429': TWO_PROCESSORS } },
    ]);
  });

  it.each<[string, readonly Change[]]>([
    ['the pair is the usual one', []],
    [
      'the host is not in the table',
      [items('<1>, <2>'), ['<1>, <2>;\n\t\tqcom,remote-pid = <2>', '<1>, <2>;\n\t\tqcom,remote-pid = <14>']],
    ],
    ['an item is not known', [items('<443>, <ITEM>')]],
    ['there is one item, or three', [items('<443>')]],
    ['there are three', [items('<443>, <428>, <1>')]],
    ['both are one item, which is another mistake', [items('<443>, <443>')]],
    [
      'it is the host that is wrong, as its processor shows',
      [['<443>, <429>;\n\t\tqcom,remote-pid = <2>', '<443>, <429>;\n\t\tqcom,remote-pid = <3>']],
    ],
  ])('says nothing where %s', async (_, changes) => {
    expect(await faults(...changes)).toEqual([]);
  });
});
