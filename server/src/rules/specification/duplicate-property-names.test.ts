import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { duplicatePropertyNames } from './duplicate-property-names.js';

const check = (text: string) => checkRule(duplicatePropertyNames, `/dts-v1/;${text}`);

describe('duplicate-property-names', () => {
  it('finds each definition behind the first, and takes the ones before the last out', async () => {
    await check(`
/ {
	a {
		p = <1>;
		p = <2>;
	//      ^ error(duplicate-property-names): The property is defined twice in this pair of braces
		q;
		p = <3>;
	//      ^ error(duplicate-property-names): The property is defined twice in this pair of braces
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	a {
	//      ^ error(duplicate-property-names): The property is defined twice in this pair of braces
		q;
		p = <3>;
	//      ^ error(duplicate-property-names): The property is defined twice in this pair of braces
	};
};
`);
  });

  it('has no fix where a macro wrote the earlier one', async () => {
    await check(`
#define MODEL model = "Acme";
/ {
	MODEL
	model = "Other";
//      ^^^^^ error(duplicate-property-names): The property is defined twice in this pair of braces
};
//- board.dts => fixed
/dts-v1/;
#define MODEL model = "Acme";
/ {
	MODEL
	model = "Other";
//      ^^^^^ error(duplicate-property-names): The property is defined twice in this pair of braces
};
`);
  });

  it('says nothing of overrides, nor of what is deleted in between', async () => {
    await checkRule(
      duplicatePropertyNames,
      `
//- soc.dtsi
/dts-v1/;
/ { a: a { p = <1>; }; };
//- board.dts
#include "soc.dtsi"
&a {
	p = <2>;
	p = <3>;
};
`,
    );
  });
});
