import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { chosenNodeIsRoot } from './chosen-node-is-root.js';

const check = (text: string) => checkRule(chosenNodeIsRoot, `/dts-v1/;${text}`);

describe('chosen-node-is-root', () => {
  it('finds chosen elsewhere, where it was written first', async () => {
    await checkRule(
      chosenNodeIsRoot,
      `
//- soc.dtsi
/dts-v1/;
/ {
	soc: soc {
		chosen { };
	//      ^^^^^^ warning(chosen-node-is-root): Only a \`chosen\` in the root is read
	};
};
//- board.dts
#include "soc.dtsi"
&soc { chosen { }; };
`,
    );
  });

  it('says nothing of /chosen, nor of other names', async () => {
    await check(`
/ {
	chosen { };
	soc { chosen@0 { }; };
};
`);
  });
});
