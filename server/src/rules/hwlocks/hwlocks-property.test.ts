import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { hwlocksProperty } from './hwlocks-property.js';

const check = (text: string) => checkRule(hwlocksProperty, `/dts-v1/;${text}`);

describe('hwlocks-property', () => {
  it('finds specifiers that end too early, the last of the list too', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <2>; };
	a { hwlocks = <&bank 0 1>, <&bank 0>; };
	//                          ^^^^^^^ error(hwlocks-property): \`hwlocks\` ends too early: behind &bank 2 cells are wanted and 1 are left
};
`);
  });

  it('finds what is no provider, and numbers that are no phandle', async () => {
    await check(`
/ {
	bank: bank { };
	two: two { #hwlock-cells = <1 1>; };
	nameless: other { };
	a { hwlocks = <&{/other} 1>; };
	//             ^^^^^^^^^ error(hwlocks-property): &nameless cannot stand in \`hwlocks\`: it has no \`#hwlock-cells\`
	c { hwlocks = <0x1234 1>; };
	//             ^^^^^^ warning(hwlocks-property): A number stands where a reference to a node is wanted…
	//             ^^^^^^ error(hwlocks-property): No node has the phandle 4660
	d { hwlocks = "bank"; };
	//            ^^^^^^ error(hwlocks-property): \`hwlocks\` must be phandles and numbers…
};
`);
  });

  it('leaves a count that is no number to the finding that says so', async () => {
    await check(`
/ {
	two: two { #hwlock-cells = <1 1>; };
	b { hwlocks = <&two 1>; };
};
`);
  });

  it('stands where the value was written last', async () => {
    await checkRule(
      hwlocksProperty,
      `
//- soc.dtsi
/dts-v1/;
/ {
	bank: bank { #hwlock-cells = <1>; };
	adi: adi { hwlocks = <&bank 1>; };
};
//- board.dts
#include "soc.dtsi"
&adi { hwlocks = <&bank>; };
//                ^^^^^ error(hwlocks-property): …
`,
    );
  });

  it('leaves labels and macros that nobody defines to the error that says so', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <1>; };
	a { hwlocks = <&nowhere 1>; };
	//             ^^^^^^^^ error(unknown-label): …
	b { hwlocks = <&bank LOCK>; };
	//                   ^^^^ error(undefined-macro): …
};
`);
  });

  it('accepts lists, two cells and phandle 0; a phandle as a number only with a warning', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <2>; phandle = <7>; };
	a { hwlocks = <&bank 0 1 &bank 1 1>; };
	b { hwlocks = <7 0 1>, <0>; };
	//             ^ warning(hwlocks-property): A number stands where a reference to a node is wanted: write \`&label\` for the phandle 7
};
`);
  });

  it('says nothing where an include is missing, nor of what an overlay refers to elsewhere', async () => {
    await check(`
#include "missing.dtsi"
//       ^^^^^^^^^^^^^^ error(missing-include): …
/ { bank: bank { }; a { hwlocks = <&bank 1>; }; };
`);
    await checkRule(
      hwlocksProperty,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&elsewhere { hwlocks = <&bank 1>; };
`,
    );
  });

  it('completes the lock of SMEM, and gives a bank the property that it lacks', async () => {
    const board = (bank: string, lock: string, marker: string) => `/dts-v1/;
/ {
	mutex: mutex { compatible = "qcom,tcsr-mutex"; ${bank}};
	smem { compatible = "qcom,smem"; hwlocks = <${lock}>; };
//	                                            ${marker} error(hwlocks-property): …
};
`;
    const cells = '#hwlock-cells = <1>; ';
    await checkRule(
      hwlocksProperty,
      `${board(cells, '&mutex', '^^^^^^')}//- board.dts => fixed\n${board(cells, '&mutex 3', '^^^^^^')}`,
    );
    const lacking = board('', '&mutex 3', '^^^^^^');
    await checkRule(
      hwlocksProperty,
      `${lacking}//- board.dts => fixed\n${lacking.replace('-mutex"; ', '-mutex"; #hwlock-cells = <1>; ')}`,
    );
  });
});
