import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { unitAddressVsReg } from './unit-address-vs-reg.js';

const check = (text: string) => checkRule(unitAddressVsReg, `/dts-v1/;${text}`);

describe('unit-address-vs-reg', () => {
  it('finds a unit address without reg and ranges, and the other way round', async () => {
    await check(`
/ {
	a@1 { };
//      ^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	b@2 { ranges; };
//      ^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	c { reg = <0 1 1>; };
//      ^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	d { ranges = <0>; };
//      ^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	e { reg; };
//      ^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	f@ { reg = <0 1 1>; };
//      ^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
};
`);
  });

  it('takes the unit address off, or adds the first address', async () => {
    await check(`
/ {
	#address-cells = <2>;
	#size-cells = <1>;
	led@0 { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	serial { reg = <0x1 0x2000 0x100>; };
//      ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
};
//- board.dts => fixed
/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <1>;
	led { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	serial@100002000 { reg = <0x1 0x2000 0x100>; };
//      ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
};
`);
  });

  it('has no fix where other text names the node, a sibling has the name, or the address cannot be told', async () => {
    await check(`
/ {
	aliases { led0 = "/led@0"; key0 = "/key"; };
	led@0 { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	key { reg = <0 1 1>; };
//      ^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	spi@1 { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	spi { };
	bus { serial { reg = <0 1 1>; }; };
	//    ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	soc {
		#address-cells = <3>;
		#size-cells = <0>;
		memory { reg = <0 0 1>; };
	//      ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
		ethernet { ranges = <1>; };
	//      ^^^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	};
	i2c { #address-cells = <1>; #size-cells = <0>; eeprom { reg = <0x50>; }; };
	//                                             ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
};
//- board.dts => fixed
/dts-v1/;
/ {
	aliases { led0 = "/led@0"; key0 = "/key"; };
	led@0 { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	key { reg = <0 1 1>; };
//      ^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	spi@1 { };
//      ^^^^^ warning(unit-address-vs-reg): The node has a unit address, but neither \`reg\` nor \`ranges\`
	spi { };
	bus { serial { reg = <0 1 1>; }; };
	//    ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	soc {
		#address-cells = <3>;
		#size-cells = <0>;
		memory { reg = <0 0 1>; };
	//      ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
		ethernet { ranges = <1>; };
	//      ^^^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
	};
	i2c { #address-cells = <1>; #size-cells = <0>; eeprom { reg = <0x50>; }; };
	//                                             ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
};
`);
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      unitAddressVsReg,
      `
//- soc.dtsi
/dts-v1/;
/ {
	soc { uart: serial { }; };
	//          ^^^^^^ warning(unit-address-vs-reg): The node has \`reg\` or \`ranges\`, but no unit address
};
//- board.dts
#include "soc.dtsi"
&uart { reg = <0 1 1>; };
`,
    );
  });

  it('accepts both together, neither, fragments of overlays, and leaves a file that nobody read', async () => {
    await check(`
/ {
	a@1 { reg = <0 1 1>; };
	b@2 { ranges = <0>; };
	c { ranges; };
	fragment@0 { __overlay__ { }; };
	d { reg = /incbin/("reg.bin"); };
};
`);
  });
});
