import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import type { Rule } from '../rule.js';
import { uniqueUnitAddress, uniqueUnitAddressIfEnabled } from './unique-unit-address.js';

const check = (rule: Rule, text: string) => checkRule(rule, `/dts-v1/;${text}`);

describe('unique-unit-address', () => {
  it('finds every pair at its earlier node, disabled ones too', async () => {
    await check(
      uniqueUnitAddress,
      `
/ {
	#address-cells = <1>;
	#size-cells = <0>;
	a@1 { };
//      ^^^ warning(unique-unit-address): b@1 has the same unit address
//      ^^^ warning(unique-unit-address): c@1 has the same unit address
	b@1 { status = "disabled"; };
//      ^^^ warning(unique-unit-address): c@1 has the same unit address
	c@1 { };
};
`,
    );
  });

  it('leaves out what is disabled, however that is written', async () => {
    await check(
      uniqueUnitAddressIfEnabled,
      `
/ {
	#address-cells = <1>;
	#size-cells = <0>;
	a@1 { status = "okay"; };
//      ^^^ warning(unique-unit-address-if-enabled): c@1 has the same unit address
	b@1 { status = "disabled"; };
	c@1 { status = "reserved"; };
	d@1 { status = [64 69 73 61 62 6c 65 64 00]; };
};
`,
    );
  });

  it('stands where the earlier node was written first', async () => {
    await checkRule(
      uniqueUnitAddress,
      `
//- soc.dtsi
/dts-v1/;
/ {
	soc: soc {
		#address-cells = <1>;
		#size-cells = <0>;
		uart: serial@1 { };
		//    ^^^^^^^^ warning(unique-unit-address): spi@1 has the same unit address
	};
};
//- board.dts
#include "soc.dtsi"
&soc { spi@1 { }; };
&uart { status = "okay"; };
`,
    );
  });

  it('says nothing of buses without numbers, of nodes without addresses, nor of other spellings', async () => {
    await check(
      uniqueUnitAddress,
      `
/ {
	a { b@1 { }; c@1 { }; };
	d { #address-cells = <1>; e@1 { }; f@1 { }; };
	g { #address-cells = <1>; #size-cells = <(-2)>; h@1 { }; i@1 { }; };
	j { #address-cells = <1 2>; #size-cells = <0>; k@1 { }; l@1 { }; };
	m { #address-cells = <1>; #size-cells = <0>; n { }; o { }; p@ { }; q@ { }; r@1 { }; s@01 { }; };
};
`,
    );
  });
});
