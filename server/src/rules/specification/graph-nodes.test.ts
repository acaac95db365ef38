import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { graphNodes } from './graph-nodes.js';

const check = (text: string) => checkRule(graphNodes, `/dts-v1/;${text}`);

describe('graph-nodes', () => {
  it('finds an endpoint in the root, by its name or its reference', async () => {
    await check(`
/ {
	endpoint@0 { };
//      ^^^^^^^^^^ warning(graph-nodes): The root cannot be a port: an endpoint is in a \`port\` of a device
	led { remote-endpoint = <0>; };
//      ^^^ warning(graph-nodes): The root cannot be a port: an endpoint is in a \`port\` of a device
};
`);
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      graphNodes,
      `
//- soc.dtsi
/dts-v1/;
/ {
	led: led { };
	//   ^^^ warning(graph-nodes): The root cannot be a port: an endpoint is in a \`port\` of a device
};
//- board.dts
#include "soc.dtsi"
&led { remote-endpoint = <0>; };
`,
    );
  });

  it('says nothing of endpoints in ports, nor of names that only begin so', async () => {
    await check(`
/ {
	remote-endpoint = <0>;
	endpoints { };
	camera { endpoint { }; };
};
`);
  });
});
