import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import type { Rule } from '../rule.js';
import { gpiosProperty, specifierLists } from './specifier-lists.js';

const list = (stem: string) => specifierLists.find(({ code }) => code === `${stem}-property`)!;

const check = (rule: Rule, text: string) => checkRule(rule, `/dts-v1/;${text}`);

describe('specifier-lists', () => {
  it('finds lists that end within a specifier', async () => {
    await check(
      list('clocks'),
      `
/ {
	gcc: gcc { #clock-cells = <2>; };
	a { clocks = <&gcc 1>; };
	//            ^^^^^^ warning(clocks-property): \`clocks\` ends too early: behind &gcc 2 cells are wanted and 1 are left
	b { clocks = <&gcc 1 2>, <&gcc>; };
	//                        ^^^^ warning(clocks-property): \`clocks\` ends too early: behind &gcc 2 cells are wanted and 0 are left
	c { clocks = <&gcc 1 2 &gcc 3>; };
	//                     ^^^^^^ warning(clocks-property): \`clocks\` ends too early: behind &gcc 2 cells are wanted and 1 are left
};
`,
    );
  });

  it('finds what is no provider, no phandle, and no cells', async () => {
    await check(
      list('clocks'),
      `
/ {
	gpio: gpio { };
	gcc: gcc { #clock-cells = <0>; };
	a { clocks = <&gpio>, <&gcc 1>; };
	//            ^^^^^ warning(clocks-property): &gpio cannot stand in \`clocks\`: it has no \`#clock-cells\`
	b { clocks = <&gcc>, <77>; };
	//                    ^^ warning(clocks-property): A number stands where a reference to a node is wanted: write \`&label\` for the phandle 77
	//                    ^^ warning(clocks-property): No node has the phandle 77
	c { clocks = "gcc"; d { clocks = [00 01]; }; };
	//           ^^^^^ warning(clocks-property): A number stands where a reference to a node is wanted: write \`&label\` for the phandle 1734566656
	//           ^^^^^ warning(clocks-property): No node has the phandle 1734566656
	//                               ^^^^^^^ warning(clocks-property): \`clocks\` must be phandles and numbers in \`<…>\`, of 32 bits each
};
`,
    );
  });

  it('takes a phandle that is a number, and says so where it was written as cells', async () => {
    await check(
      list('resets'),
      `
/ {
	rst: rst { #reset-cells = <1>; phandle = <5>; };
	a { resets = <5 1>, <&rst 2>; };
	//            ^ warning(resets-property): A number stands where a reference to a node is wanted: write \`&label\` for the phandle 5
	b { resets = [00 00 00 05 00 00 00 01]; };
	//           ^^^^^^^^^^^^^^^^^^^^^^^^^ warning(resets-property): A number stands where a reference to a node is wanted: write \`&label\` for the phandle 5
};
`,
    );
  });

  it('stands where the list was written last', async () => {
    await checkRule(
      list('dmas'),
      `
//- soc.dtsi
/dts-v1/;
/ {
	dma: dma { #dma-cells = <1>; };
	uart: serial { dmas = <&dma 1>; };
};
//- board.dts
#include "soc.dtsi"
&uart { dmas = <&dma>; };
//              ^^^^ warning(dmas-property): \`dmas\` ends too early: behind &dma 1 cell is wanted and 0 are left
`,
    );
  });

  it('takes no count for 0 where the provider may leave it out', async () => {
    await check(
      list('msi-parent'),
      `
/ {
	its: its { #msi-cells = <1>; };
	plain: plain { };
	a { msi-parent = <&plain>, <&its 1>; };
	b { msi-parent = <&plain &its>; };
	//                       ^^^^ warning(msi-parent-property): \`msi-parent\` ends too early: behind &its 1 cell is wanted and 0 are left
};
`,
    );
  });

  it('accepts lists, 0 and 0xffffffff in place of an entry, and none', async () => {
    await check(
      list('clocks'),
      `
/ {
	gcc: gcc { #clock-cells = <1>; };
	xo: xo { #clock-cells = <0>; };
	a { clocks = <&gcc 1>, <&xo>, <&gcc 2>; };
	b { clocks = <0>, <&xo>, <0xffffffff>, <&gcc 0>; };
	c { clocks; };
};
`,
    );
  });

  it('reckons nonsense in 32 bits, as dtc does', async () => {
    await check(
      list('clocks'),
      `
/ {
	a: a { #clock-cells = <0x40000000>; };
	b: b { #clock-cells = <0xffffffff>; };
	c { clocks = <&a>; };
	d { clocks = <&b>; };
	//            ^^ warning(clocks-property): \`clocks\` ends too early: behind &b 4294967295 cells are wanted and 0 are left
};
`,
    );
  });

  it('leaves counts and values that are malformed or not known to other findings', async () => {
    await check(
      list('clocks'),
      `
/ {
	odd: odd { #clock-cells = <1 2>; };
	unknown: unknown { #clock-cells = <COUNT>; };
	//                                 ^^^^^ error(undefined-macro): 'COUNT' is not a number: no macro of this name is defined
	a { clocks = <&odd>; };
	b { clocks = <&unknown>; };
	c { clocks = <&nowhere 1>; };
	//            ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
	d { clocks = /incbin/("clocks.bin"); };
};
`,
    );
  });

  it('gives up in an overlay behind what another tree has', async () => {
    await checkRule(
      list('clocks'),
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&x {
	gcc: gcc { #clock-cells = <1>; };
	a { clocks = <&gcc 1>, <&elsewhere 1>, <&gcc>; };
	b { clocks = <&gcc>; };
	//            ^^^^ warning(clocks-property): \`clocks\` ends too early: behind &gcc 1 cell is wanted and 0 are left
};
`,
    );
  });

  it('holds every list of GPIOs, by whatever name', async () => {
    await check(
      gpiosProperty,
      `
/ {
	gpio: gpio { #gpio-cells = <2>; };
	a { gpios = <&gpio 1>; };
	//           ^^^^^^^ warning(gpios-property): \`gpios\` ends too early: behind &gpio 2 cells are wanted and 1 are left
	b { reset-gpio = <&gpio 1>; };
	//                ^^^^^^^ warning(gpios-property): \`reset-gpio\` ends too early: behind &gpio 2 cells are wanted and 1 are left
	c { cs-gpios = <&gpio 1 0>, <0>, <&gpio>; };
	//                                ^^^^^ warning(gpios-property): \`cs-gpios\` ends too early: behind &gpio 2 cells are wanted and 0 are left
};
`,
    );
  });

  it('leaves what is no list of GPIOs: counts, and the lines of a hog', async () => {
    await check(
      gpiosProperty,
      `
/ {
	gpio {
		#gpio-cells = <2>;
		ngpios = <4>;
		acme,nr-gpios = <4>;
		line { gpio-hog; gpios = <1 0>; };
	};
};
`,
    );
  });
});
