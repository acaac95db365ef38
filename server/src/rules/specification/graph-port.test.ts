import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { graphPort } from './graph-port.js';

const check = (text: string) => checkRule(graphPort, `/dts-v1/;${text}`);

describe('graph-port', () => {
  it('finds another name, and numbers that are wrong or have no place', async () => {
    await check(`
/ {
	a { output { endpoint { }; }; };
	//  ^^^^^^ warning(graph-port): A node with an endpoint is called 'port'
	b {
		port@1 {
	//      ^^^^^^ warning(graph-port): The unit address of a graph's port is its number in \`reg\`, here '2'
	//      ^^^^^^ warning(graph-port): The parent of a graph's port with a number has \`#address-cells = <1>\`, and here it says nothing
	//      ^^^^^^ warning(graph-port): The parent of a graph's port with a number has \`#size-cells = <0>\`, and here it says nothing
			reg = <2>;
			endpoint { };
		};
	};
	c {
		#address-cells = <2>;
		#size-cells = <1>;
		port@0 { reg = <0 0 1>; endpoint { }; };
		//             ^^^^^^^ warning(graph-port): The number of a graph's port is one cell
		port@1 { reg = <1>; endpoint { }; };
	//      ^^^^^^ warning(graph-port): The parent of a graph's port with a number has \`#address-cells = <1>\`, and here it is 2
	//      ^^^^^^ warning(graph-port): The parent of a graph's port with a number has \`#size-cells = <0>\`, and here it is 1
	};
};
`);
  });

  it('gives a port the unit address that is its number', async () => {
    await check(`
/ {
	camera {
		#address-cells = <1>;
		#size-cells = <0>;
		port@0 { reg = <10>; endpoint { }; };
	//      ^^^^^^ warning(graph-port): The unit address of a graph's port is its number in \`reg\`, here 'a'
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	camera {
		#address-cells = <1>;
		#size-cells = <0>;
		port@a { reg = <10>; endpoint { }; };
	//      ^^^^^^ warning(graph-port): The unit address of a graph's port is its number in \`reg\`, here 'a'
	};
};
`);
  });

  it('says nothing of ports with their numbers, of ports without, nor of nodes without endpoints', async () => {
    await check(`
/ {
	a { port { endpoint { }; }; };
	b { #address-cells = <1>; #size-cells = <0>; port@a { reg = <10>; endpoint { }; }; };
	c { output { }; };
	d { #address-cells = <1>; #size-cells = <0>; port { reg = <N>; endpoint { }; }; };
	//                                                         ^ error(undefined-macro): 'N' is not a number: no macro of this name is defined
};
`);
  });

  it('says nothing of names in an overlay, only of numbers', async () => {
    await checkRule(
      graphPort,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&camera {
	#address-cells = <1>;
	#size-cells = <0>;
	output { endpoint { }; };
	port@0 { reg = <1>; endpoint { }; };
//      ^^^^^^ warning(graph-port): The unit address of a graph's port is its number in \`reg\`, here '1'
};
`,
    );
  });
});
