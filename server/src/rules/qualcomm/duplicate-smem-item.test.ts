import { describe, expect, it } from 'vitest';
import { type Change, faultsOf, TWO_PROCESSORS } from '../../../../test/ipc-fixture.js';
import { duplicateSmemItem } from './duplicate-smem-item.js';

const faults = (...changes: readonly Change[]) => faultsOf(duplicateSmemItem, ...changes);
const items = (text: string): Change => ['<443>, <429>', text];

describe('duplicate-smem-item', () => {
  it('finds the outbound item that repeats the inbound one', async () => {
    expect(await faults(items('<443>, <443>'))).toEqual([
      {
        at: '443',
        message:
          'Item 443 is both the inbound and the outbound item of SMEM host 2 (ADSP): Linux reads back what it writes, and the start times out (-110)',
        related: ['443: The same item'],
        fixed: { 'Use item 429': TWO_PROCESSORS },
      },
    ]);
  });

  it('finds the inbound item that repeats the outbound one', async () => {
    expect(await faults(items('<429>, <429>'))).toMatchObject([
      { at: '429', fixed: { 'Use item 443': TWO_PROCESSORS } },
    ]);
  });

  it('has no fix where neither is right, nor for a host that is not in the table', async () => {
    expect(await faults(items('<7>, <7>'))).toMatchObject([{ at: '7', fixed: {} }]);
    expect(
      await faults(['<443>, <429>;\n\t\tqcom,remote-pid = <2>', '<443>, <443>;\n\t\tqcom,remote-pid = <14>']),
    ).toMatchObject([{ fixed: {} }]);
  });

  it.each<[string, Change]>([
    ['two items', items('<443>, <429>')],
    ['the items of another host', items('<94>, <432>')],
    ['items that are not known', items('<ITEM>, <ITEM>')],
  ])('says nothing of %s', async (_, change) => {
    expect(await faults(change)).toEqual([]);
  });
});
