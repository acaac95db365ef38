import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { interruptMap } from './interrupt-map.js';

const check = (text: string) => checkRule(interruptMap, `/dts-v1/;${text}`);

describe('interrupt-map', () => {
  it('finds maps that end within an entry', async () => {
    await check(`
/ {
	gic: gic { interrupt-controller; #interrupt-cells = <3>; #address-cells = <0>; };
	a {
		#address-cells = <1>;
		#interrupt-cells = <1>;
		interrupt-map = <0 1>;
		//              ^^^^^ warning(interrupt-map): \`interrupt-map\` ends too early: it has 2 cells, and its last entry needs more than 2
	};
	b {
		#address-cells = <1>;
		#interrupt-cells = <1>;
		interrupt-map = <0 1 &gic 0 1 4>, <0 2 &gic 0 2>;
		//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning(interrupt-map): \`interrupt-map\` ends too early: it has 11 cells, and with its last entry 12
	};
	c {
		#address-cells = <1>;
		#interrupt-cells = <1>;
		interrupt-map = [00 01];
		//              ^^^^^^^ warning(interrupt-map): \`interrupt-map\` has 2 bytes, which are no whole cells
	};
};
`);
  });

  it('finds entries that name no interrupt parent', async () => {
    await check(`
/ {
	gpio: gpio { };
	a {
		#address-cells = <0>;
		#interrupt-cells = <1>;
		interrupt-map = <1 &gpio 1>;
		//                 ^^^^^ warning(interrupt-map): &gpio takes no interrupts: it has no #interrupt-cells
	};
	b {
		#address-cells = <0>;
		#interrupt-cells = <1>;
		interrupt-map = <1 0 1>;
		//                 ^ warning(interrupt-map): A reference to the interrupt parent is wanted here
	};
	c {
		#address-cells = <0>;
		#interrupt-cells = <1>;
		interrupt-map = <1 77 1>;
		//                 ^^ warning(interrupt-map): No node has the phandle 77
	};
};
`);
  });

  it('finds a node without #address-cells, and a mask of another length', async () => {
    await check(`
/ {
	gic: gic { interrupt-controller; #interrupt-cells = <1>; };
	a {
//      ^ warning(interrupt-map): A node with \`interrupt-map\` has to have #address-cells, for the unit addresses in it
		#interrupt-cells = <1>;
		interrupt-map = <1 &gic 1>;
	};
	b {
		#address-cells = <1>;
		#interrupt-cells = <1>;
		interrupt-map-mask = <7>;
		//                   ^^^ warning(interrupt-map): \`interrupt-map-mask\` has 1 cell, and a unit address and specifier here have 2
		interrupt-map = <0 1 &gic 1>;
	};
};
`);
  });

  it('stands where the map was written last', async () => {
    await checkRule(
      interruptMap,
      `
//- soc.dtsi
/dts-v1/;
/ {
	gic: gic { interrupt-controller; #interrupt-cells = <1>; };
	pcie: pcie {
		#address-cells = <0>;
		#interrupt-cells = <1>;
		interrupt-map = <1 &gic 1>;
	};
};
//- board.dts
#include "soc.dtsi"
&pcie { interrupt-map = <1 &gic>; };
//                      ^^^^^^^^ warning(interrupt-map): \`interrupt-map\` ends too early: it has 2 cells, and with its last entry 3
`,
    );
  });

  it('accepts whole entries, with and without an address of the parent', async () => {
    await check(`
/ {
	gic: gic { interrupt-controller; #interrupt-cells = <3>; #address-cells = <2>; };
	intc: intc { interrupt-controller; #interrupt-cells = <1>; };
	a {
		#address-cells = <1>;
		#interrupt-cells = <1>;
		interrupt-map-mask = <0 7>;
		interrupt-map = <0 1 &gic 0 0 0 1 4>, <0 2 &intc 5>;
	};
};
`);
  });

  it('leaves counts that are malformed, and references to nothing, to other findings', async () => {
    await check(`
/ {
	odd: odd { interrupt-controller; #interrupt-cells = <1 2>; };
	a { #address-cells = <1 2>; #interrupt-cells = <1>; interrupt-map = <0>; };
	b { #address-cells = <1>; interrupt-map = <0>; };
	c { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &odd 1>; };
	d { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &nowhere 1>; };
	//                                                                   ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
};
`);
  });

  it('gives up in an overlay where another tree has the parent', async () => {
    await checkRule(
      interruptMap,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&pcie {
	#address-cells = <0>;
	#interrupt-cells = <1>;
	interrupt-map = <1 &gic 0 1 4 5 6>;
};
`,
    );
  });
});
