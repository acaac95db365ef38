import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { deprecatedGpioProperty } from './deprecated-gpio-property.js';

const check = (text: string) => checkRule(deprecatedGpioProperty, `/dts-v1/;${text}`);

describe('deprecated-gpio-property', () => {
  it('finds names that end in gpio, and leaves it to the binding what they should be', async () => {
    await check(`
/ {
	gpio = <0>;
//      ^^^^ warning(deprecated-gpio-property): The property is called \`gpios\` in new bindings
	a { enable-gpio = <0>; };
	//  ^^^^^^^^^^^ warning(deprecated-gpio-property): The property is called \`enable-gpios\` in new bindings
};
//- board.dts => fixed
/dts-v1/;
/ {
	gpio = <0>;
//      ^^^^ warning(deprecated-gpio-property): The property is called \`gpios\` in new bindings
	a { enable-gpio = <0>; };
	//  ^^^^^^^^^^^ warning(deprecated-gpio-property): The property is called \`enable-gpios\` in new bindings
};
`);
  });

  it('says nothing of names in the plural, of names that only look like it, nor of nodes', async () => {
    await check(`
/ {
	gpios = <0>;
	enable-gpios = <0>;
	ngpio = <1>;
	acme,nr-gpios = <1>;
	gpio { };
};
`);
  });

  it('stands where the property was written first', async () => {
    await checkRule(
      deprecatedGpioProperty,
      `
//- soc.dtsi
/dts-v1/;
/ {
	led: led { enable-gpio = <0>; };
	//         ^^^^^^^^^^^ warning(deprecated-gpio-property): The property is called \`enable-gpios\` in new bindings
};
//- board.dts
#include "soc.dtsi"
&led { enable-gpio = <0xffffffff>; };
`,
    );
  });
});
