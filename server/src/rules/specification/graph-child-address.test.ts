import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { graphChildAddress } from './graph-child-address.js';

const check = (text: string) => checkRule(graphChildAddress, `/dts-v1/;${text}`);

describe('graph-child-address', () => {
  it('finds a lone child with number 0 or none, of a port and of the node around ports', async () => {
    await check(`
/ {
	a {
		port {
	//      ^^^^ warning(graph-child-address): endpoint is the only child: #address-cells and #size-cells are not needed
			#address-cells = <1>;
			#size-cells = <0>;
			endpoint { };
		};
	};
	b {
		ports {
	//      ^^^^^ warning(graph-child-address): port@0 is the only child: #address-cells and #size-cells are not needed
			#address-cells = <1>;
			#size-cells = <0>;
			port@0 {
				reg = <0>;
				endpoint { };
			};
		};
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	a {
		port {
	//      ^^^^ warning(graph-child-address): endpoint is the only child: #address-cells and #size-cells are not needed
			#address-cells = <1>;
			#size-cells = <0>;
			endpoint { };
		};
	};
	b {
		ports {
	//      ^^^^^ warning(graph-child-address): port@0 is the only child: #address-cells and #size-cells are not needed
			#address-cells = <1>;
			#size-cells = <0>;
			port@0 {
				reg = <0>;
				endpoint { };
			};
		};
	};
};
`);
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      graphChildAddress,
      `
//- soc.dtsi
/dts-v1/;
/ {
	camera {
		port: port {
		//    ^^^^ warning(graph-child-address): endpoint is the only child: #address-cells and #size-cells are not needed
			#address-cells = <1>;
			#size-cells = <0>;
		};
	};
};
//- board.dts
#include "soc.dtsi"
&port { endpoint { }; };
`,
    );
  });

  it('says nothing of several children, of another number, nor of what has no numbers or is no graph', async () => {
    await check(`
/ {
	a { port { #address-cells = <1>; #size-cells = <0>; endpoint@0 { reg = <0>; }; endpoint@1 { reg = <1>; }; }; };
	b { port { #address-cells = <1>; #size-cells = <0>; endpoint@1 { reg = <1>; }; }; };
	c { port { endpoint { }; }; };
	d { ports { #address-cells = <1>; #size-cells = <0>; child { }; }; };
};
`);
  });

  it('leaves numbers that are malformed, or not known, to other findings', async () => {
    await check(`
/ {
	a { port { #address-cells = <1>; #size-cells = <0>; endpoint@0 { reg = <0 1>; }; }; };
	b { port { #address-cells = <1>; #size-cells = <0>; endpoint@0 { reg = <N>; }; }; };
	//                                                                      ^ error(undefined-macro): 'N' is not a number: no macro of this name is defined
};
`);
  });
});
