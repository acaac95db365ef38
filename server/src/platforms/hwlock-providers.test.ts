import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import {
  holdersOf,
  hwlockReferencesOf,
  LOCK_BANK_KINDS,
  lockBankOf,
  lockBanksOf,
  locksInWindow,
} from './hwlock-providers.js';

const bankOf = async (body: string) => {
  const { tree } = await evaluateFixture(`/dts-v1/; / { blk: block { }; bank: bank { ${body} }; };`);
  return lockBankOf(tree.labels.get('bank')!);
};

describe('a lock bank', () => {
  it('is any node with #hwlock-cells, and no other', async () => {
    expect(await bankOf('compatible = "qcom,tcsr-mutex";')).toBeUndefined();
    expect(await bankOf('#hwlock-cells = <1>;')).toMatchObject({ cells: 1 });
    expect(await bankOf('#hwlock-cells;')).not.toHaveProperty('cells');
  });

  it('is known by the first of its compatibles that the table has', async () => {
    const bank = await bankOf(
      'compatible = "acme,x", "qcom,msm8974-tcsr-mutex", "qcom,tcsr-mutex"; #hwlock-cells = <1>;',
    );
    expect(bank).toMatchObject({ locks: { count: 32, exact: true }, registers: { base: 0, stride: 0x80 } });
  });

  it('of Texas Instruments tells how many locks it has at run time only', async () => {
    const bank = await bankOf('compatible = "ti,omap4-hwspinlock"; #hwlock-cells = <1>;');
    expect(bank?.locks).toEqual({ count: 256, exact: false });
  });

  it("has its registers in another block in the vendors' form", async () => {
    const bank = await bankOf('compatible = "qcom,tcsr-mutex"; syscon = <&blk 0x40 0x2000>; #hwlock-cells = <1>;');
    expect(bank?.registers).toEqual({ base: 0x40, stride: 0x2000 });
  });

  it('has room for the locks whose registers are in its window', async () => {
    const count = async (compatible: string, size: number) =>
      locksInWindow((await bankOf(`compatible = "${compatible}"; #hwlock-cells = <1>;`))!, size);
    expect(await count('qcom,sfpb-mutex', 0x100)).toBe(63);
    expect(await count('qcom,tcsr-mutex', 0x20000)).toBe(32);
    expect(await count('qcom,tcsr-mutex', 0x8000)).toBe(8);
    expect(await count('qcom,msm8974-tcsr-mutex', 0x1000)).toBe(32);
    expect(await count('acme,bank', 0x1000)).toBeUndefined();
  });

  it('has one entry in the table for each compatible', () => {
    expect(new Set(LOCK_BANK_KINDS.map(({ compatible }) => compatible)).size).toBe(LOCK_BANK_KINDS.length);
  });
});

describe('the references of a tree', () => {
  it('are those in `hwlocks` and nowhere else, with two cells where the provider wants two', async () => {
    const { tree } = await evaluateFixture(`/dts-v1/;
/ {
	hsem: bank { compatible = "st,stm32-hwspinlock"; #hwlock-cells = <2>; };
	pinctrl { hwlocks = <&hsem 0 1>; };
	exti { hwlocks = <&hsem 1 1>, <&hsem 0 0>; };
	mss { qcom,halt-regs = <&hsem 0x1180 0x1200 0x1280>; };
};
`);
    const references = hwlockReferencesOf(tree);
    expect(references.map(({ user, lock, specifier }) => [user.path, specifier.index, lock])).toEqual([
      ['/pinctrl', 0, 0],
      ['/exti', 0, 1],
      ['/exti', 1, 0],
    ]);
    const bank = tree.labels.get('hsem')!;
    expect(holdersOf(tree, bank, 0).map(({ user }) => user.name)).toEqual(['pinctrl', 'exti']);
    expect(lockBanksOf(tree).map(({ node }) => node)).toEqual([bank]);
  });

  it('have no lock where the specifier is broken or not known', async () => {
    const { tree } = await evaluateFixture(`/dts-v1/;
/ {
	bank: bank { #hwlock-cells = <1>; };
	a { hwlocks = <&bank>; };
	b { hwlocks = <&nowhere 1>; };
	c { hwlocks = <&bank UNDEFINED>; };
};
`);
    expect(hwlockReferencesOf(tree).map(({ lock, specifier }) => [lock, specifier.defect])).toEqual([
      [undefined, 'too-short'],
      [undefined, 'unknown'],
      [undefined, 'unknown'],
    ]);
  });
});
