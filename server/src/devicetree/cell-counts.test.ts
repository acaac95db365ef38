import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import {
  addressCellsOf,
  bytesOfCells,
  effectiveAddressCells,
  effectiveSizeCells,
  isWholeNumberOf,
  regStepOf,
  sizeCellsOf,
} from './cell-counts.js';

async function bus(properties: string, before = '/dts-v1/;') {
  const { tree } = await evaluateFixture(`${before}\n/ { bus: bus { ${properties} }; };\n`);
  return tree.labels.get('bus')!;
}

describe('the numbers of cells', () => {
  it('are what the node says', async () => {
    const node = await bus('#address-cells = <2>; #size-cells = <0>;');
    expect([addressCellsOf(node), sizeCellsOf(node), regStepOf(node)]).toEqual([2, 0, 2]);
  });

  it.each([
    ['absent', ''],
    ['-1', '#address-cells = <(-1)>; #size-cells = <0xffffffff>;'],
  ])('that are %s are two and one', async (_, properties) => {
    const node = await bus(properties);
    expect([addressCellsOf(node), sizeCellsOf(node)]).toEqual(['absent', 'absent']);
    expect([effectiveAddressCells(node), effectiveSizeCells(node), regStepOf(node)]).toEqual([2, 1, 3]);
  });

  it.each([
    ['of two cells', '#address-cells = <1 1>; #size-cells = <1>;'],
    ['empty', '#address-cells; #size-cells = <1>;'],
    ['not known', '#address-cells = <COUNT>; #size-cells = <1>;'],
    ['in a file that nobody read', '#address-cells = /incbin/("count.bin"); #size-cells = <1>;'],
  ])('that are %s cannot be told', async (_, properties) => {
    const node = await bus(properties);
    expect(addressCellsOf(node)).toBe('malformed');
    expect([effectiveAddressCells(node), effectiveSizeCells(node), regStepOf(node)]).toEqual([undefined, 1, undefined]);
  });

  it('may be written as any four bytes', async () => {
    const node = await bus('#address-cells = [00 00 00 02]; #size-cells = /bits/ 16 <0 1>;');
    expect([addressCellsOf(node), sizeCellsOf(node)]).toEqual([2, 1]);
  });

  it('that an overlay refers to elsewhere are the number of no node, all bits of which are set', async () => {
    expect(addressCellsOf(await bus('#address-cells = <&elsewhere>;', '/dts-v1/;\n/plugin/;'))).toBe('absent');
  });
});

it('lengths wrap around as in 32 bits with a sign', () => {
  expect([3, 0x40000001, -1].map(bytesOfCells)).toEqual([12, 4, -4]);
});

it('only nothing is a whole number of nothing', () => {
  expect([isWholeNumberOf(0, 0), isWholeNumberOf(4, 0), isWholeNumberOf(8, 4), isWholeNumberOf(6, 4)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
