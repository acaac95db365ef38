import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { propertyNameChars } from './property-name-chars.js';

const check = (text: string) => checkRule(propertyNameChars, `/dts-v1/;${text}`);

describe('property-name-chars', () => {
  it('finds the first character that no name can have, also in what is left out because nothing refers to it', async () => {
    await check(`
/ {
	led@0;
//      ^^^^^ error(property-name-chars): A property's name cannot have the character '@'
	/omit-if-no-ref/ a { b@c@; };
	//                   ^^^^ error(property-name-chars): A property's name cannot have the character '@'
};
`);
  });

  it('stands where the property was written first', async () => {
    await checkRule(
      propertyNameChars,
      `
//- soc.dtsi
/dts-v1/;
/ {
	led: led { p@1; };
	//         ^^^ error(property-name-chars): A property's name cannot have the character '@'
};
//- board.dts
#include "soc.dtsi"
&led { p@1 = <1>; };
`,
    );
  });

  it('accepts every character that the Specification allows', async () => {
    await check(`
/ {
	aZ09,._+*#?-;
	#led-cells = <0>;
};
`);
  });
});
