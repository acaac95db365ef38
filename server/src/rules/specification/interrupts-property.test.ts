import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { interruptsProperty } from './interrupts-property.js';

const check = (text: string) => checkRule(interruptsProperty, `/dts-v1/;${text}`);

describe('interrupts-property', () => {
  it('finds interrupts that go nowhere', async () => {
    await check(`
/ {
	a { interrupts = <1>; };
	//  ^^^^^^^^^^ warning(interrupts-property): The interrupts go nowhere: neither this node nor one above it has \`interrupt-parent\`
	b { interrupt-parent = <99>; interrupts = <1>; };
	//                     ^^^^ warning(interrupts-property): No node has the phandle that \`interrupt-parent\` names
	c { interrupt-parent = <0>; interrupts = <1>; };
	//                     ^^^ warning(interrupts-property): A phandle is neither 0 nor 0xffffffff
	//                          ^^^^^^^^^^ warning(interrupts-property): The interrupts go nowhere: \`interrupt-parent\` names no node
};
`);
  });

  it('finds no whole specifiers, and no whole cells', async () => {
    await check(`
/ {
	interrupt-parent = <&gic>;
	gic: gic { interrupt-controller; #interrupt-cells = <3>; };
	a { interrupts = <0 5>; };
	//               ^^^^^ warning(interrupts-property): \`interrupts\` has 2 cells, and a specifier of &gic has 3
	b { interrupts = [00 05]; };
	//               ^^^^^^^ warning(interrupts-property): \`interrupts\` has 2 bytes, which are no whole cells
	//               ^^^^^^^ warning(interrupts-property): \`interrupts\` has 2 bytes, and a specifier of &gic has 3
	c { interrupt-controller; #interrupt-cells = <2>; d { interrupts = <5>; }; };
	//                                                                 ^^^ warning(interrupts-property): \`interrupts\` has 1 cell, and a specifier of /c has 2
};
`);
  });

  it('finds a parent that is no provider, at its own name', async () => {
    await check(`
/ {
	gpio: gpio { #interrupt-cells = <1>; };
	//    ^^^^ warning(interrupts-property): An \`interrupt-parent\` names this node, which has neither \`interrupt-controller\` nor \`interrupt-map\`
	a { interrupt-parent = <&gpio>; interrupts = <1>; };
};
`);
  });

  it('stands where the interrupts were written last', async () => {
    await checkRule(
      interruptsProperty,
      `
//- soc.dtsi
/dts-v1/;
/ {
	interrupt-parent = <&gic>;
	gic: gic { interrupt-controller; #interrupt-cells = <2>; };
	uart: serial { interrupts = <1 2>; };
};
//- board.dts
#include "soc.dtsi"
&uart { interrupts = <1>; };
//                   ^^^ warning(interrupts-property): \`interrupts\` has 1 cell, and a specifier of &gic has 2
`,
    );
  });

  it('goes to the nearest parent, the controller above before what stands further up', async () => {
    await check(`
/ {
	interrupt-parent = <&gic>;
	gic: gic { interrupt-controller; #interrupt-cells = <3>; a { interrupts = <1 2 3>; }; };
	intc { interrupt-controller; #interrupt-cells = <1>; b { interrupts = <1>, <2>; }; };
	c { interrupts = <1 2 3>; };
};
`);
  });

  it('leaves what is malformed or not known to other findings', async () => {
    await check(`
/ {
	one: one { interrupt-controller; };
	two: two { interrupt-controller; #interrupt-cells = <1 2>; };
	a { interrupt-parent = <&one>; interrupts = <1>; };
	b { interrupt-parent = <&two>; interrupts = <1>; };
	c { interrupt-parent = <&nowhere>; interrupts = <1>; };
	//                      ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
	d { interrupt-parent = "gic!"; interrupts = <1>; };
	e { interrupts = <LINE>; };
	//                ^^^^ error(undefined-macro): 'LINE' is not a number: no macro of this name is defined
};
`);
  });

  it('gives up in an overlay where another tree has the parent', async () => {
    await checkRule(
      interruptsProperty,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&x { interrupt-parent = <&gic>; a { interrupts = <1>; }; };
`,
    );
  });
});
