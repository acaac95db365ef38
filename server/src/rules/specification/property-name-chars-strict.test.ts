import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { propertyNameCharsStrict } from './property-name-chars-strict.js';

const check = (text: string) => checkRule(propertyNameCharsStrict, `/dts-v1/;${text}`);

describe('property-name-chars-strict', () => {
  it('finds the first unusual character, and leaves it to the binding', async () => {
    await check(`
/ {
	clock_rate = <1>;
//      ^^^^^^^^^^ warning(property-name-chars-strict): The character '_' is not recommended in a property's name
	a.b;
//      ^^^ warning(property-name-chars-strict): The character '.' is not recommended in a property's name
	a#b;
//      ^^^ warning(property-name-chars-strict): The character '#' is not recommended in a property's name
	##;
//      ^^ warning(property-name-chars-strict): The character '#' is not recommended in a property's name
	acme,#led_cells = <0>;
//      ^^^^^^^^^^^^^^^ warning(property-name-chars-strict): The character '_' is not recommended in a property's name
	#led-cells? = <0>;
//      ^^^^^^^^^^^ warning(property-name-chars-strict): The character '?' is not recommended in a property's name
};
//- board.dts => fixed
/dts-v1/;
/ {
	clock_rate = <1>;
//      ^^^^^^^^^^ warning(property-name-chars-strict): The character '_' is not recommended in a property's name
	a.b;
//      ^^^ warning(property-name-chars-strict): The character '.' is not recommended in a property's name
	a#b;
//      ^^^ warning(property-name-chars-strict): The character '#' is not recommended in a property's name
	##;
//      ^^ warning(property-name-chars-strict): The character '#' is not recommended in a property's name
	acme,#led_cells = <0>;
//      ^^^^^^^^^^^^^^^ warning(property-name-chars-strict): The character '_' is not recommended in a property's name
	#led-cells? = <0>;
//      ^^^^^^^^^^^ warning(property-name-chars-strict): The character '?' is not recommended in a property's name
};
`);
  });

  it('stands where the property was written first', async () => {
    await checkRule(
      propertyNameCharsStrict,
      `
//- soc.dtsi
/dts-v1/;
/ {
	led: led { led_pin = <0>; };
	//         ^^^^^^^ warning(property-name-chars-strict): The character '_' is not recommended in a property's name
};
//- board.dts
#include "soc.dtsi"
&led { led_pin = <1>; };
`,
    );
  });

  it("accepts device_type, and the mark of a count, behind a vendor's prefix too", async () => {
    await check(`
/ {
	device_type = "acme";
	#led-cells = <0>;
	acme,#led-cells = <0>;
	acme,led-0;
};
`);
  });
});
