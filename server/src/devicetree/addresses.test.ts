import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { regOf, translateToRoot } from './addresses.js';

async function at(path: string, text: string) {
  const { tree } = await evaluateFixture(`/dts-v1/;\n${text}`);
  return tree.nodeAt(path)!;
}

describe('regOf', () => {
  it('reads addresses and sizes as the bus says', async () => {
    const node = await at(
      '/soc/uart@1',
      '/ { soc { #address-cells = <2>; #size-cells = <1>; uart@1 { reg = <1 2 3>, <0 4 5>; }; }; };',
    );
    expect(regOf(node)).toEqual([
      { address: 0x1_0000_0002n, size: 3n },
      { address: 4n, size: 5n },
    ]);
  });

  it('has the defaults of the Specification', async () => {
    expect(regOf(await at('/a', '/ { a { reg = <0 1 2>; }; };'))).toEqual([{ address: 1n, size: 2n }]);
  });

  it.each(['', 'reg;', 'reg = <1 2>;', 'reg = "text";', 'reg = <0 1 &nothing>;'])('is empty for `%s`', async (reg) => {
    expect(regOf(await at('/a', `/ { a { ${reg} }; };`))).toEqual([]);
  });

  it('does not believe numbers of cells that no bus has', async () => {
    const node = await at('/a', '/ { #address-cells = <0xffffffff>; #size-cells = <1>; a { reg = <0 1 2>; }; };');
    expect(regOf(node)).toEqual([]);
  });
});

describe('translateToRoot', () => {
  const bus = (ranges: string) =>
    `/ { #address-cells = <1>; #size-cells = <1>; bus { #address-cells = <1>; #size-cells = <1>; ${ranges} a {}; }; };`;

  it.each([
    ['ranges;', 0x10n],
    ['ranges = <0 0x4000 0x100>;', 0x4010n],
    ['ranges = <0x20 0x4000 0x100>, <0 0x8000 0x20>;', 0x8010n],
    ['ranges = <0x20 0x4000 0x100>;', undefined],
    ['', undefined],
    ['ranges = "text";', undefined],
  ])('follows `%s`', async (ranges, expected) => {
    expect(translateToRoot(await at('/bus/a', bus(ranges)), 0x10n)).toBe(expected);
  });

  it('has nothing to translate at the root', async () => {
    expect(translateToRoot(await at('/a', '/ { a {}; };'), 0x10n)).toBe(0x10n);
  });
});
