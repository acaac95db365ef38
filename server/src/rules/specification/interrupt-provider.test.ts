import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { interruptProvider } from './interrupt-provider.js';

const check = (text: string) => checkRule(interruptProvider, `/dts-v1/;${text}`);

describe('interrupt-provider', () => {
  it('finds providers without #interrupt-cells, and #interrupt-cells of what is none', async () => {
    await check(`
/ {
	gic { interrupt-controller; };
//      ^^^ warning(interrupt-provider): An interrupt controller has to have #interrupt-cells
	pcie { interrupt-map; };
//      ^^^^ warning(interrupt-provider): An interrupt nexus has to have #interrupt-cells
	both { interrupt-controller; interrupt-map; };
//      ^^^^ warning(interrupt-provider): An interrupt controller has to have #interrupt-cells
	gpio { #interrupt-cells = <2>; };
	//     ^^^^^^^^^^^^^^^^ warning(interrupt-provider): The node has #interrupt-cells, but neither \`interrupt-controller\` nor \`interrupt-map\`
};
//- board.dts => fixed
/dts-v1/;
/ {
	gic { interrupt-controller; };
//      ^^^ warning(interrupt-provider): An interrupt controller has to have #interrupt-cells
	pcie { interrupt-map; };
//      ^^^^ warning(interrupt-provider): An interrupt nexus has to have #interrupt-cells
	both { interrupt-controller; interrupt-map; };
//      ^^^^ warning(interrupt-provider): An interrupt controller has to have #interrupt-cells
	gpio { #interrupt-cells = <2>; };
	//     ^^^^^^^^^^^^^^^^ warning(interrupt-provider): The node has #interrupt-cells, but neither \`interrupt-controller\` nor \`interrupt-map\`
};
`);
  });

  it('stands where the node or property was written first', async () => {
    await checkRule(
      interruptProvider,
      `
//- soc.dtsi
/dts-v1/;
/ {
	gpio: gpio { };
	//    ^^^^ warning(interrupt-provider): An interrupt controller has to have #interrupt-cells
	gic: gic { #interrupt-cells = <3>; };
	//         ^^^^^^^^^^^^^^^^ warning(interrupt-provider): The node has #interrupt-cells, but neither \`interrupt-controller\` nor \`interrupt-map\`
};
//- board.dts
#include "soc.dtsi"
&gpio { interrupt-controller; };
&gic { #interrupt-cells = <2>; };
`,
    );
  });

  it('accepts what has both, or neither', async () => {
    await check(`
/ {
	gic { interrupt-controller; #interrupt-cells = <3>; };
	pcie { interrupt-map; #interrupt-cells = <1>; };
	serial { };
};
`);
  });
});
