import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { simpleBusReg } from './simple-bus-reg.js';

const check = (text: string) => checkRule(simpleBusReg, `/dts-v1/;${text}`);

describe('simple-bus-reg', () => {
  it('finds another address than in the name, in reg and in ranges', async () => {
    await check(`
/ {
	soc {
		compatible = "acme,soc", "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		a@1 { reg = <2 1>; };
	//      ^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '2'
		b@3 { #address-cells = <2>; #size-cells = <1>; ranges = <0 0 4 1>; };
	//      ^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '4'
		c { reg = <5 1>; };
	//      ^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '5'
	};
};
`);
  });

  it('finds what has no address, but for buses and what is in the root', async () => {
    await check(`
/ {
	compatible = "simple-bus";
	a { };
	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		b { };
	//      ^ warning(simple-bus-reg): The node is on a simple-bus, and has neither \`reg\` nor \`ranges\`
		c { ranges; };
	//      ^ warning(simple-bus-reg): The node is on a simple-bus, and has neither \`reg\` nor \`ranges\`
		d { reg; };
	//      ^ warning(simple-bus-reg): The node is on a simple-bus, and has neither \`reg\` nor \`ranges\`
		e { compatible = "simple-bus"; };
	};
};
`);
  });

  it('gives the node its address, of two cells as one number', async () => {
    await check(`
/ {
	soc {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <1>;
		serial@1000 { reg = <0x1 0x2000 0x100>; };
	//      ^^^^^^^^^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '100002000'
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	soc {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <1>;
		serial@100002000 { reg = <0x1 0x2000 0x100>; };
	//      ^^^^^^^^^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '100002000'
	};
};
`);
  });

  it('has no fix where other text names the node', async () => {
    await check(`
/ {
	chosen { stdout-path = "/soc/serial@1000"; };
	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		serial@1000 { reg = <0x2000 0x100>; };
	//      ^^^^^^^^^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '2000'
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	chosen { stdout-path = "/soc/serial@1000"; };
	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		serial@1000 { reg = <0x2000 0x100>; };
	//      ^^^^^^^^^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '2000'
	};
};
`);
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      simpleBusReg,
      `
//- soc.dtsi
/dts-v1/;
/ {
	soc {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		uart: serial@1000 { reg = <0x1000 0x100>; };
		//    ^^^^^^^^^^^ warning(simple-bus-reg): The unit address on a simple-bus is the first address, here '2000'
	};
};
//- board.dts
#include "soc.dtsi"
&uart { reg = <0x2000 0x100>; };
`,
    );
  });

  it('leaves what is malformed or not known to other findings', async () => {
    await check(`
/ {
	a { compatible = "simple-bus"; #address-cells = <1 2>; b@1 { reg = <2 1>; }; };
	c {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <1>;
		d@1 { reg = <2>; };
		e@2 { reg = <BASE 0 1>; };
		//           ^^^^ error(undefined-macro): 'BASE' is not a number: no macro of this name is defined
		f@3 { reg = "three"; };
		g@4 { ranges = <1>; };
	};
	h { compatible = "simple-bus-2"; i@1 { reg = <0 2 1>; }; };
};
`);
  });
});
