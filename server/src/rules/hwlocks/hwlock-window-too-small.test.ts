import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { hwlockWindowTooSmall } from './hwlock-window-too-small.js';

const check = (text: string) => checkRule(hwlockWindowTooSmall, text);

/** A bank in a bus of 64-bit addresses, and a user of its lock 3. */
const board = (compatible: string, reg: string, more = '') => `/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	bank: hwlock@1000 {
		compatible = ${compatible};
		reg = ${reg};
		${more}
		#hwlock-cells = <1>;
	};
	smem { hwlocks = <&bank 3>; };
};
`;

describe('hwlock-window-too-small', () => {
  it('finds the window of ipq6018 before November 2023, and makes it large enough', async () => {
    const marked = board(
      '"qcom,ipq6018-tcsr-mutex", "qcom,tcsr-mutex"',
      '<0x0 0x1000 0x0 0x8000>',
      "//                    ^^^^^^ warning(hwlock-window-too-small): The window of &bank holds 8 locks, but the driver registers 32: 0x20000 bytes are needed, and a lock behind the window cannot be taken; where it is SMEM's, the probe of qcom-smem fails with -110 and storage never appears",
    );
    await check(`${marked}//- board.dts => fixed\n${marked.replace('0x8000', '0x20000')}`);
  });

  it('says nothing of SMEM where the bank is none of Qualcomm', async () => {
    await check(
      board(
        '"st,stm32-hwspinlock"',
        '<0x0 0x1000 0x0 0x40>',
        '//                    ^^^^ warning(hwlock-window-too-small): The window of &bank holds 16 locks, but the driver registers 32: 0x80 bytes are needed, and a lock behind the window cannot be taken',
      ),
    );
  });

  it.each([
    ['is large enough', '"qcom,tcsr-mutex"', '<0 0x1000 0 0x20000>'],
    ['has registers close together', '"qcom,msm8974-tcsr-mutex"', '<0 0x1000 0 0x1000>'],
    ['has registers behind a first one', '"qcom,sfpb-mutex"', '<0 0x1000 0 0x100>'],
    ['tells at run time how many locks it has', '"ti,omap4-hwspinlock"', '<0 0x1000 0 0x900>'],
    ['is of no known kind', '"acme,locks"', '<0 0x1000 0 0x4>'],
    ['cannot be read', '"qcom,tcsr-mutex"', '<0 0x1000 0x8000>'],
    ['has no size', '"qcom,tcsr-mutex"', '<0 0x1000 0 0>'],
  ])('says nothing of a bank that %s', async (_, compatible, reg) => {
    await check(board(compatible, reg));
  });

  it('says nothing of a bank whose registers are in another block, nor of one that nobody uses', async () => {
    await check(board('"qcom,tcsr-mutex"', '<0 0x1000 0 0x100>', 'syscon = <&bank 0 0x1000>;'));
    await check(board('"qcom,tcsr-mutex"', '<0 0x1000 0 0x100>').replace('hwlocks = <&bank 3>;', ''));
  });

  it('has no fix for a size out of a macro that says more', async () => {
    const marked = `#define WINDOW 0x0 0x8000\n${board(
      '"qcom,tcsr-mutex"',
      '<0x0 0x1000 WINDOW>',
      '//                ^^^^^^ warning(hwlock-window-too-small): …',
    )}`;
    await check(`${marked}//- board.dts => fixed\n${marked}`);
  });
});
