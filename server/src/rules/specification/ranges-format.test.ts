import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import type { Rule } from '../rule.js';
import { dmaRangesFormat, rangesFormat } from './ranges-format.js';

const check = (rule: Rule, text: string) => checkRule(rule, `/dts-v1/;${text}`);

describe('ranges-format', () => {
  it('finds a length that does not fit', async () => {
    await check(
      rangesFormat,
      `
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	a { #address-cells = <1>; #size-cells = <1>; ranges = <0 0>; };
	//                                                    ^^^^^ warning(ranges-format): \`ranges\` has 2 cells, and an entry here has 4: #address-cells is 1 here and 2 in the parent, #size-cells is 1
	b { #address-cells = <1>; #size-cells = <1>; ranges = [00]; };
	//                                                    ^^^^ warning(ranges-format): \`ranges\` has 1 byte, and an entry here has 4: #address-cells is 1 here and 2 in the parent, #size-cells is 1
	c { ranges = <0 0 0 0 1>, <1>; };
	//           ^^^^^^^^^^^^^^^^ warning(ranges-format): \`ranges\` has 6 cells, and an entry here has 5: #address-cells is 2 here and 2 in the parent, #size-cells is 1
};
`,
    );
  });

  it('finds an empty one between buses that differ, and any in the root', async () => {
    await check(
      rangesFormat,
      `
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	ranges;
//      ^^^^^^ warning(ranges-format): The root has \`ranges\`, and no bus above it
	a { #address-cells = <1>; #size-cells = <1>; ranges; };
	//                                           ^^^^^^ warning(ranges-format): \`ranges\` is empty, but #address-cells is 1 here and 2 in the parent
	//                                           ^^^^^^ warning(ranges-format): \`ranges\` is empty, but #size-cells is 1 here and 2 in the parent
	b { #address-cells = <2>; ranges; };
	//                        ^^^^^^ warning(ranges-format): \`ranges\` is empty, but #size-cells is 1 here and 2 in the parent
};
`,
    );
  });

  it('holds dma-ranges in the same way', async () => {
    await check(
      dmaRangesFormat,
      `
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	a { #address-cells = <1>; #size-cells = <1>; dma-ranges = <0 1>; };
	//                                                        ^^^^^ warning(dma-ranges-format): \`dma-ranges\` has 2 cells, and an entry here has 3: #address-cells is 1 here and 1 in the parent, #size-cells is 1
	b { #address-cells = <1>; #size-cells = <1>; dma-ranges = <0 1 2>; };
};
`,
    );
  });

  it('stands where the value was written last', async () => {
    await checkRule(
      rangesFormat,
      `
//- soc.dtsi
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	soc: soc { #address-cells = <1>; #size-cells = <1>; ranges; };
};
//- board.dts
#include "soc.dtsi"
&soc { ranges = <0 1>; };
//              ^^^^^ warning(ranges-format): \`ranges\` has 2 cells, and an entry here has 3: #address-cells is 1 here and 1 in the parent, #size-cells is 1
`,
    );
  });

  it('leaves numbers and values that are malformed or not known to other findings', async () => {
    await check(
      rangesFormat,
      `
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	a { #address-cells = <1 2>; #size-cells = <1>; ranges = <0>; };
	b { #address-cells = <1>; #size-cells = "1"; ranges; };
	c { #address-cells = <1>; #size-cells = <1>; ranges = <BASE>; };
	//                                                     ^^^^ error(undefined-macro): 'BASE' is not a number: no macro of this name is defined
	d { #address-cells = <1>; #size-cells = <1>; ranges = /incbin/("ranges.bin"); };
	e { #address-cells = <0>; #size-cells = <0>; f { #address-cells = <0>; #size-cells = <0>; ranges = <>; }; };
};
`,
    );
  });
});
