import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { nameProperties } from './name-properties.js';

const check = (text: string) => checkRule(nameProperties, `/dts-v1/;${text}`);

describe('name-properties', () => {
  it("finds a name that is another than the node's", async () => {
    await check(`
/ {
	name = "root";
//      ^^^^ error(name-properties): 'name' has to be '', as the node is called
	serial@1000 { name = "serial@1000"; };
	//            ^^^^ error(name-properties): 'name' has to be 'serial', as the node is called
	led { name = "red"; };
	//    ^^^^ error(name-properties): 'name' has to be 'led', as the node is called
};
`);
  });

  it('finds what dtc takes for a name though it was deleted', async () => {
    await checkRule(
      nameProperties,
      `
//- soc.dtsi
/dts-v1/;
/ {
	a: a { name = "b"; };
	//     ^^^^ error(name-properties): 'name' is deleted further on, and still has to be 'a' for dtc, as the node is called
	c {
		/delete-property/ name;
		//                ^^^^ error(name-properties): In the braces that make a node nothing is deleted, and dtc takes this for a 'name' without a value
	};
};
//- board.dts
#include "soc.dtsi"
&a { /delete-property/ name; };
`,
    );
  });

  it("accepts the node's own name, without its unit address, and a deletion of it", async () => {
    await checkRule(
      nameProperties,
      `
//- soc.dtsi
/dts-v1/;
/ {
	name = "";
	serial: serial@1000 { name = "serial"; };
	led { name = [6c 65 64 00]; };
	/omit-if-no-ref/ key { name = "key"; };
};
//- board.dts
#include "soc.dtsi"
&serial { /delete-property/ name; };
`,
    );
  });
});
