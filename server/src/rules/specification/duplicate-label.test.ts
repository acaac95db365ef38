import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { duplicateLabel } from './duplicate-label.js';

const check = (text: string) => checkRule(duplicateLabel, `/dts-v1/;${text}`);

describe('duplicate-label', () => {
  it('finds a label of two nodes, at the later one', async () => {
    await check(`
/ {
	uart: a { };
	uart: b { };
	//    ^ error(duplicate-label): The label 'uart' is already that of /a
	uart: c { };
	//    ^ error(duplicate-label): The label 'uart' is already that of /a
};
`);
  });

  it("takes it for a node's, then for a property's, then for a value's", async () => {
    await check(`
/ {
	uart: a = <1>;
//      ^^^^ error(duplicate-label): The label 'uart' is already that of /e
	b = uart: <1>;
	//  ^^^^ error(duplicate-label): The label 'uart' is already that of /e
	spi: c = spi: <1>;
	//       ^^^ error(duplicate-label): The label 'spi' is already that of /:c
	d = i2c: <1 i2c: 2>;
	//          ^^^ error(duplicate-label): The label 'i2c' is already that of /:d
	uart: e { };
};
`);
  });

  it('finds it across files, and on a node that is left out because nothing refers to it', async () => {
    await checkRule(
      duplicateLabel,
      `
//- soc.dtsi
/dts-v1/;
/ {
	/omit-if-no-ref/ pins: a { };
};
//- board.dts
#include "soc.dtsi"
/ {
	pins: b { };
	//    ^ error(duplicate-label): The label 'pins' is already that of /a
};
`,
    );
  });

  it('says nothing of one node with many labels, of a label again, nor of one that was deleted', async () => {
    await checkRule(
      duplicateLabel,
      `
//- soc.dtsi
/dts-v1/;
/ {
	a: b: n { };
	c: m { };
};
//- board.dts
#include "soc.dtsi"
a: &b { };
/delete-node/ &c;
/ { c: l { }; };
`,
    );
  });
});
