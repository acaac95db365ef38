import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { chosenNodeBootargs } from './chosen-node-bootargs.js';

const check = (text: string) => checkRule(chosenNodeBootargs, `/dts-v1/;${text}`);

describe('chosen-node-bootargs', () => {
  it('finds what is not one string, in any node called chosen', async () => {
    await check(`
/ {
	chosen { bootargs = "quiet", "splash"; };
	//                  ^^^^^^^^^^^^^^^^^ warning(chosen-node-bootargs): \`bootargs\` has to be one string
	a { chosen { bootargs = <1>; }; };
	//                      ^^^ warning(chosen-node-bootargs): \`bootargs\` has to be one string
	b { chosen { bootargs; }; };
	//           ^^^^^^^^ warning(chosen-node-bootargs): \`bootargs\` has to be one string
};
`);
  });

  it('stands where the value was written last', async () => {
    await checkRule(
      chosenNodeBootargs,
      `
//- soc.dtsi
/dts-v1/;
/ { chosen { bootargs = "quiet"; }; };
//- board.dts
#include "soc.dtsi"
/ {
	chosen { bootargs = [71]; };
	//                  ^^^^ warning(chosen-node-bootargs): \`bootargs\` has to be one string
};
`,
    );
  });

  it('accepts a string, however it is written', async () => {
    await check(`
/ {
	chosen { bootargs = ""; };
	a { chosen { bootargs = [71 00]; }; };
	b { bootargs = <1>; };
};
`);
  });
});
