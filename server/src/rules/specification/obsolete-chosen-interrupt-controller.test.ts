import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { obsoleteChosenInterruptController } from './obsolete-chosen-interrupt-controller.js';

const check = (text: string) => checkRule(obsoleteChosenInterruptController, `/dts-v1/;${text}`);

describe('obsolete-chosen-interrupt-controller', () => {
  it('finds it in /chosen, and takes it out', async () => {
    await check(`
/ {
	chosen {
		interrupt-controller = <1>;
	//      ^^^^^^^^^^^^^^^^^^^^ warning(obsolete-chosen-interrupt-controller): Nothing reads \`interrupt-controller\` of /chosen any more
		bootargs = "";
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	chosen {
	//      ^^^^^^^^^^^^^^^^^^^^ warning(obsolete-chosen-interrupt-controller): Nothing reads \`interrupt-controller\` of /chosen any more
		bootargs = "";
	};
};
`);
  });

  it('has no fix where it is written twice', async () => {
    await check(`
/ {
	chosen {
		interrupt-controller;
	//      ^^^^^^^^^^^^^^^^^^^^ warning(obsolete-chosen-interrupt-controller): Nothing reads \`interrupt-controller\` of /chosen any more
	};
};
/ { chosen { interrupt-controller; }; };
//- board.dts => fixed
/dts-v1/;
/ {
	chosen {
		interrupt-controller;
	//      ^^^^^^^^^^^^^^^^^^^^ warning(obsolete-chosen-interrupt-controller): Nothing reads \`interrupt-controller\` of /chosen any more
	};
};
/ { chosen { interrupt-controller; }; };
`);
  });

  it('says nothing of other nodes, nor where it was deleted', async () => {
    await checkRule(
      obsoleteChosenInterruptController,
      `
//- soc.dtsi
/dts-v1/;
/ {
	soc { chosen { interrupt-controller; }; };
	chosen { interrupt-controller; };
};
//- board.dts
#include "soc.dtsi"
/ { chosen { /delete-property/ interrupt-controller; }; };
`,
    );
  });
});
