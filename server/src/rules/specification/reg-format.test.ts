import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { regFormat } from './reg-format.js';

const check = (text: string) => checkRule(regFormat, `/dts-v1/;${text}`);

describe('reg-format', () => {
  it('finds a length that does not fit, an empty one, and any in the root', async () => {
    await check(`
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	reg = <1>;
//      ^^^ warning(reg-format): The root has \`reg\`, and no bus above it
	a@1 { reg = <1>; };
	//          ^^^ warning(reg-format): \`reg\` has 1 cell, and an entry here has 2: #address-cells is 1, #size-cells is 1
	b@2 { reg = <2 1>, <3>; };
	//          ^^^^^^^^^^ warning(reg-format): \`reg\` has 3 cells, and an entry here has 2: #address-cells is 1, #size-cells is 1
	c@3 { reg = "abc"; };
	//          ^^^^^ warning(reg-format): \`reg\` has 1 cell, and an entry here has 2: #address-cells is 1, #size-cells is 1
	d@4 { reg; };
	//    ^^^ warning(reg-format): \`reg\` is empty
	e { f@5 { reg = <5 1>; }; };
	//              ^^^^^ warning(reg-format): \`reg\` has 2 cells, and an entry here has 3: #address-cells is 2, #size-cells is 1
	g { #address-cells = <0>; #size-cells = <0>; h@6 { reg = <6>; }; };
	//                                                       ^^^ warning(reg-format): \`reg\` has 1 cell, and an entry here has 0: #address-cells is 0, #size-cells is 0
};
`);
  });

  it('stands where the value was written last', async () => {
    await checkRule(
      regFormat,
      `
//- soc.dtsi
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	uart: serial@1000 { reg = <0x1000 0x100>; };
};
//- board.dts
#include "soc.dtsi"
&uart { reg = <0x1000>; };
//            ^^^^^^^^ warning(reg-format): \`reg\` has 1 cell, and an entry here has 2: #address-cells is 1, #size-cells is 1
`,
    );
  });

  it('reckons nonsense in 32 bits, as dtc does', async () => {
    await check(`
/ {
	#address-cells = <0x40000001>;
	#size-cells = <0>;
	a@1 { reg = <1>; };
	b { #address-cells = <(-2)>; #size-cells = <1>; c@1 { reg = <1>; }; };
};
`);
  });

  it('leaves numbers and values that are malformed or not known to other findings', async () => {
    await check(`
/ {
	#address-cells = <1>;
	#size-cells = <0>;
	a { #address-cells = <1 2>; b@1 { reg = <1>; }; };
	c@1 { reg = <ADDRESS 1>; };
	//           ^^^^^^^ error(undefined-macro): 'ADDRESS' is not a number: no macro of this name is defined
	d@2 { reg = <&nowhere 1>; };
	//           ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
	e@3 { reg = /incbin/("reg.bin"); };
	f@4 { reg = [00 00 00 04]; };
};
`);
  });

  it('judges references of an overlay, which are cells whatever they name', async () => {
    await checkRule(
      regFormat,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&x {
	#address-cells = <1>;
	#size-cells = <0>;
	a@1 { reg = <&y>; };
	b@2 { reg = <&y &y>, [00]; };
	//          ^^^^^^^^^^^^^ warning(reg-format): \`reg\` has 9 bytes, and an entry here has 1: #address-cells is 1, #size-cells is 0
};
`,
    );
  });
});
