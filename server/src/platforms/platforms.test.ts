import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { lockBanksOf } from './hwlock-providers.js';
import { lockUseOf, platforms, wantedLockOf } from './index.js';

const BANKS = `/dts-v1/;
/ {
	sprd: sprd { compatible = "sprd,hwspinlock-r3p0"; #hwlock-cells = <1>; };
	hsem: hsem { compatible = "st,stm32-hwspinlock"; #hwlock-cells = <2>; };
	tcsr: tcsr { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	acme: acme { #hwlock-cells = <1>; };
};
`;

async function wanted(body: string): Promise<string | undefined> {
  const { tree } = await evaluateFixture(`${BANKS}/ { user: user { ${body} }; };`);
  return wantedLockOf(tree, tree.labels.get('user')!)?.text;
}

describe('platforms', () => {
  it('each know one maker, and each lock once', () => {
    expect(platforms.map(({ maker }) => maker)).toEqual(['Qualcomm', 'Spreadtrum', 'STMicroelectronics']);
    for (const { lockUses } of platforms) expect(new Set(lockUses.map(({ lock }) => lock)).size).toBe(lockUses.length);
  });

  it.each([
    ['compatible = "sprd,sc9860-adi";', '&sprd 0'],
    ['compatible = "sprd,sc2731-adc";', '&sprd 4'],
    ['compatible = "sprd,ums312-efuse";', '&sprd 8'],
    ['compatible = "sprd,sc2731-efuse";', '&sprd 12'],
    ['compatible = "st,stm32mp157-pinctrl";', '&hsem 0 1'],
    ['compatible = "st,stm32mp1-exti", "syscon";', '&hsem 1 1'],
    ['compatible = "qcom,smem";', '&tcsr 3'],
    ['compatible = "acme,user";', undefined],
    ['', undefined],
  ])('know the lock of a node by its compatible: %s', async (body, lock) => {
    expect(await wanted(body)).toBe(lock);
  });

  it('know none where a maker has two banks, or none', async () => {
    const second = '/ { second { compatible = "sprd,hwspinlock-r3p0"; #hwlock-cells = <1>; }; };';
    const user = '/ { user: user { compatible = "sprd,sc9860-adi"; }; };';
    const two = (await evaluateFixture(`${BANKS}${second}${user}`)).tree;
    expect(wantedLockOf(two, two.labels.get('user')!)).toBeUndefined();
    const none = (await evaluateFixture(`/dts-v1/;\n${user}`)).tree;
    expect(wantedLockOf(none, none.labels.get('user')!)).toBeUndefined();
  });

  it('say what a lock of a bank is for', async () => {
    const { tree } = await evaluateFixture(BANKS);
    const uses = lockBanksOf(tree).map((bank) => [0, 3].map((lock) => lockUseOf(bank, lock)?.use));
    expect(uses).toEqual([
      ['the ADI bus', undefined],
      ['the pin controller', undefined],
      [undefined, 'the allocation of SMEM'],
      [undefined, undefined],
    ]);
  });

  it('call nodes by what they are', async () => {
    const { tree } = await evaluateFixture(
      '/ { a { compatible = "qcom,smem"; }; b { compatible = "qcom,x-cdsp-pas"; }; c { compatible = "qcom,ipclite"; }; d { compatible = "sprd,sc2731-adc"; }; e { compatible = "st,stm32mp1-exti"; }; f { }; };',
    );
    const roles = [...tree.root.children.values()].map((node) =>
      platforms.map((platform) => platform.roleOf(tree, node)).find((role) => role !== undefined),
    );
    expect(roles).toEqual(['SMEM', 'CDSP', 'IPCLite', 'ADC of the SC2731', 'EXTI interrupt controller', undefined]);
  });
});
