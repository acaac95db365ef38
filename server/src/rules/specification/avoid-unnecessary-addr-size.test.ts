import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { avoidUnnecessaryAddrSize } from './avoid-unnecessary-addr-size.js';

const check = (text: string) => checkRule(avoidUnnecessaryAddrSize, `/dts-v1/;${text}`);

describe('avoid-unnecessary-addr-size', () => {
  it('finds both numbers where no child has an address, and takes them out', async () => {
    await check(`
/ {
	leds {
//      ^^^^ warning(avoid-unnecessary-addr-size): #address-cells and #size-cells are not needed: no child has \`reg\`
		#address-cells = <1>;
		#size-cells = <0>;
		led { };
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	leds {
//      ^^^^ warning(avoid-unnecessary-addr-size): #address-cells and #size-cells are not needed: no child has \`reg\`
		led { };
	};
};
`);
  });

  it('has no fix where one of them is written by a macro, or twice', async () => {
    await check(`
#define COUNTS #size-cells = <0>;
/ {
	leds {
//      ^^^^ warning(avoid-unnecessary-addr-size): #address-cells and #size-cells are not needed: no child has \`reg\`
		#address-cells = <1>;
		COUNTS
		led { };
	};
};
//- board.dts => fixed
/dts-v1/;
#define COUNTS #size-cells = <0>;
/ {
	leds {
//      ^^^^ warning(avoid-unnecessary-addr-size): #address-cells and #size-cells are not needed: no child has \`reg\`
		#address-cells = <1>;
		COUNTS
		led { };
	};
};
`);
  });

  it('finds a node whose only child was deleted, as dtc does', async () => {
    await checkRule(
      avoidUnnecessaryAddrSize,
      `
//- soc.dtsi
/dts-v1/;
/ {
	i2c: i2c {
	//   ^^^ warning(avoid-unnecessary-addr-size): #address-cells and #size-cells are not needed: no child has \`reg\`
		#address-cells = <1>;
		#size-cells = <0>;
		chip: chip@50 { reg = <0x50>; };
	};
};
//- board.dts
#include "soc.dtsi"
/delete-node/ &chip;
`,
    );
  });

  it('says nothing where an address, a range or one of the two numbers is there, nor of a node without children', async () => {
    await check(`
/ {
	a { #address-cells = <1>; #size-cells = <0>; b@0 { reg = <0>; }; c { }; };
	d { #address-cells = <1>; #size-cells = <1>; ranges; e { }; };
	f { #address-cells = <1>; #size-cells = <1>; dma-ranges; g { }; };
	h { #address-cells = <1>; i { }; };
	j { #address-cells = <1>; #size-cells = <(-1)>; k { }; };
	l { #address-cells = <1>; #size-cells = <0>; };
};
`);
  });
});
