import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { graphEndpoint } from './graph-endpoint.js';

const check = (text: string) => checkRule(graphEndpoint, `/dts-v1/;${text}`);

describe('graph-endpoint', () => {
  it('finds another name, and another number than the unit address', async () => {
    await check(`
/ {
	a { port { out { remote-endpoint = <0>; }; }; };
	//         ^^^ warning(graph-endpoint): A node in a graph's port is called 'endpoint'
	b {
		port {
			#address-cells = <1>;
			#size-cells = <0>;
			endpoint@1 { reg = <2>; };
		//      ^^^^^^^^^^ warning(graph-endpoint): The unit address of a graph's endpoint is its number in \`reg\`, here '2'
		};
	};
};
`);
  });

  it('finds what refers to nothing, and what nothing refers back to', async () => {
    await check(`
/ {
	a { port { endpoint { remote-endpoint = <99>; }; }; };
	//                                      ^^^^ warning(graph-endpoint): No node has the phandle that \`remote-endpoint\` names
	b { port { b_out: endpoint { remote-endpoint = <&c_in>; }; }; };
	//                ^^^^^^^^ warning(graph-endpoint): &c_in does not refer back to this endpoint
	c { port { c_in: endpoint { remote-endpoint = <&d_in>; }; }; };
	d { port { d_in: endpoint { remote-endpoint = <&c_in>; }; }; };
	e { port { endpoint { remote-endpoint = <&{/d}>; }; }; };
	//         ^^^^^^^^ warning(graph-endpoint): /d does not refer back to this endpoint
};
`);
  });

  it('stands at the endpoint, whichever file gives it the reference', async () => {
    await checkRule(
      graphEndpoint,
      `
//- soc.dtsi
/dts-v1/;
/ {
	a { port { a: endpoint { }; }; };
	//            ^^^^^^^^ warning(graph-endpoint): &b does not refer back to this endpoint
	b { port { b: endpoint { }; }; };
};
//- board.dts
#include "soc.dtsi"
&a { remote-endpoint = <&b>; };
`,
    );
  });

  it('says nothing of pairs, of open ends, of malformed or unknown references', async () => {
    await check(`
/ {
	a { port { a: endpoint { remote-endpoint = <&b>; }; }; };
	b { port { b: endpoint { remote-endpoint = <&a>; }; }; };
	c { port { endpoint { remote-endpoint = <0>; }; }; };
	d { port { endpoint { remote-endpoint = <&nowhere>; }; }; };
	//                                       ^^^^^^^^ error(unknown-label): No node has the label 'nowhere'
	e { port { endpoint { remote-endpoint = "a port"; }; }; };
	f { port { endpoint { }; }; };
};
`);
  });

  it('says nothing of names and ends in an overlay, only of numbers', async () => {
    await checkRule(
      graphEndpoint,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&camera {
	#address-cells = <1>;
	#size-cells = <0>;
	out@0 { remote-endpoint = <&elsewhere>; };
	endpoint@1 { reg = <2>; };
//      ^^^^^^^^^^ warning(graph-endpoint): The unit address of a graph's endpoint is its number in \`reg\`, here '2'
};
`,
    );
  });
});
