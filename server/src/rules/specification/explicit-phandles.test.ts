import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { explicitPhandles } from './explicit-phandles.js';

const check = (text: string) => checkRule(explicitPhandles, `/dts-v1/;${text}`);

describe('explicit-phandles', () => {
  it('finds values that are no phandle', async () => {
    await check(`
/ {
	a { phandle = <0>; };
	//            ^^^ error(explicit-phandles): 0 and 0xffffffff are no phandles
	b { phandle = <(-1)>; };
	//            ^^^^^^ error(explicit-phandles): 0 and 0xffffffff are no phandles
	c { phandle = <1 2>; };
	//            ^^^^^ error(explicit-phandles): 'phandle' has to be one cell, and has 8 bytes
	d { phandle; };
	//  ^^^^^^^ error(explicit-phandles): 'phandle' has to be one cell, and has 0 bytes
	e { phandle = "abcd"; };
	//            ^^^^^^ error(explicit-phandles): 'phandle' has to be one cell, and has 5 bytes
	f: f { };
	g { phandle = <&f>; };
	//            ^^^^ error(explicit-phandles): 'phandle' refers to another node
	h { linux,phandle = [01]; };
	//                  ^^^^ error(explicit-phandles): 'linux,phandle' has to be one cell, and has 1 byte
};
`);
  });

  it('finds two phandles of one node, and two nodes of one phandle', async () => {
    await check(`
/ {
	a { phandle = <1>; linux,phandle = <2>; };
//      ^ error(explicit-phandles): 'phandle' and 'linux,phandle' differ
	b { linux,phandle = <1>; };
	//                  ^^^ error(explicit-phandles): The phandle 1 is already that of /a
	c { phandle = [00 00 00 01]; };
	//            ^^^^^^^^^^^^^ error(explicit-phandles): The phandle 1 is already that of /a
};
`);
  });

  it('looks at nodes that are left out because nothing refers to them', async () => {
    await check(`
/ {
	/omit-if-no-ref/ a { phandle = <1>; };
	b { phandle = <1>; };
	//            ^^^ error(explicit-phandles): The phandle 1 is already that of /a
};
`);
  });

  it('stands where the value was written last, and says that a file is not read for it', async () => {
    await checkRule(
      explicitPhandles,
      `
//- soc.dtsi
/dts-v1/;
/ {
	a: a { phandle = <1>; };
	b: b { phandle = <2>; };
	c { phandle = /incbin/("number.bin"); };
	//            ^^^^^^^^^^^^^^^^^^^^^^ error(explicit-phandles): The phandle comes out of an /incbin/, which is not supported
};
//- board.dts
#include "soc.dtsi"
&b { phandle = <1>; };
//             ^^^ error(explicit-phandles): The phandle 1 is already that of /a
`,
    );
  });

  it("accepts numbers, the node's own reference, one phandle by both names, and what dtc adds itself", async () => {
    await check(`
/ {
	a { phandle = <1>; linux,phandle = <1>; };
	b: b { phandle = <&b>; };
	c: c { };
	d { p = <&b &c>; };
};
`);
  });
});
