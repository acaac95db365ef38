import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { hwlockOutOfRange } from './hwlock-out-of-range.js';

const check = (text: string) => checkRule(hwlockOutOfRange, `/dts-v1/;${text}`);

describe('hwlock-out-of-range', () => {
  it('is an error where every bank of the kind has as many locks', async () => {
    await check(`
/ {
	bank: bank { compatible = "st,stm32-hwspinlock"; #hwlock-cells = <2>; };
	a { hwlocks = <&bank 31 1>, <&bank 32 1>; };
	//                                 ^^ error(hwlock-out-of-range): Lock 32 does not exist: &bank (st,stm32-hwspinlock) has 32 locks, 0 to 31; Linux refuses it with -EINVAL
};
`);
  });

  it('is a warning where the driver reads the number at run time', async () => {
    await check(`
/ {
	bank { compatible = "ti,omap4-hwspinlock"; #hwlock-cells = <1>; };
	a { hwlocks = <&{/bank} 255>, <&{/bank} 256>; };
	//                                      ^^^ warning(hwlock-out-of-range): Lock 256 cannot exist: &{/bank} (ti,omap4-hwspinlock) has 256 locks at most, and the driver reads at run time how many
};
`);
  });

  it('says nothing of banks that are not known, nor of specifiers that are broken', async () => {
    await check(`
/ {
	bank: bank { compatible = "acme,locks"; #hwlock-cells = <1>; };
	none: none { compatible = "qcom,tcsr-mutex"; };
	a { hwlocks = <&bank 99>; };
	b { hwlocks = <&none 99>; };
};
`);
  });

  it("names SMEM's lock on an SMEM node and on a processor that uses SMEM", async () => {
    const board = (smem: number, adsp: number, ...markers: readonly string[]) => `/dts-v1/;
/ {
	mutex: mutex { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem { compatible = "qcom,smem"; hwlocks = <&mutex ${smem}>; };
${markers[0] ?? ''}
	adsp { compatible = "qcom,sm8650-adsp-pas"; hwlocks = <&mutex ${adsp}>; glink-edge { }; };
${markers[1] ?? ''}
};
`;
    const atSmem = '//	                                                   ^^ error(hwlock-out-of-range): …';
    const atAdsp = '//	                                                              ^^ error(hwlock-out-of-range): …';
    const wrongSmem = board(32, 3, atSmem);
    await checkRule(hwlockOutOfRange, `${wrongSmem}//- board.dts => fixed\n${board(3, 3, atSmem)}`);
    const wrongAdsp = board(3, 99, '', atAdsp);
    await checkRule(hwlockOutOfRange, `${wrongAdsp}//- board.dts => fixed\n${board(3, 3, '', atAdsp)}`);
  });

  it('names the known lock of a user on another platform', async () => {
    const board = (lock: number) => `/dts-v1/;
/ {
	bank: bank { compatible = "sprd,hwspinlock-r3p0"; #hwlock-cells = <1>; };
	adc { compatible = "sprd,sc2731-adc"; hwlocks = <&bank ${lock}>; };
//	                                                       ^^ error(hwlock-out-of-range): …
};
`;
    await checkRule(
      hwlockOutOfRange,
      `${board(40)}//- board.dts => fixed
${board(4)}`,
    );
  });
});
