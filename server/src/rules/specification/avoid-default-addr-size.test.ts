import { describe, expect, it } from 'vitest';
import { checkRule, evaluateFixture } from '../../../../test/fixture.js';
import { avoidDefaultAddrSize } from './avoid-default-addr-size.js';

const check = (text: string) => checkRule(avoidDefaultAddrSize, `/dts-v1/;${text}`);

describe('avoid-default-addr-size', () => {
  it('finds each number that is missing', async () => {
    await check(`
/ {
	a {
		b@0 { reg = <0 0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #address-cells, which then is 2
	//      ^^^ warning(avoid-default-addr-size): The parent has no #size-cells, which then is 1
		c@0 { ranges; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #address-cells, which then is 2
	//      ^^^ warning(avoid-default-addr-size): The parent has no #size-cells, which then is 1
	};
};
`);
  });

  it('writes down what holds anyway', async () => {
    await check(`
/ {
	a {
		#address-cells = <2>;
		b@0 { reg = <0 0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #size-cells, which then is 1
	};
	c {
		#size-cells = <1>;
		d@0 { reg = <0 0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #address-cells, which then is 2
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	a {
		#address-cells = <2>;
		#size-cells = <1>;
		b@0 { reg = <0 0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #size-cells, which then is 1
	};
	c {
		#size-cells = <1>;
		#address-cells = <2>;
		d@0 { reg = <0 0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #address-cells, which then is 2
	};
};
`);
  });

  it('finds one number, or one that is -1', async () => {
    await check(`
/ {
	a {
		#address-cells = <1>;
		b@0 { reg = <0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #size-cells, which then is 1
	};
	c {
		#address-cells = <(-1)>;
		#size-cells = <1>;
		d@0 { reg = <0 0 1>; };
	//      ^^^ warning(avoid-default-addr-size): The parent has no #address-cells, which then is 2
	};
};
`);
  });

  it('says nothing of nodes without an address, of the root, nor of numbers that are malformed', async () => {
    await check(`
/ {
	reg = <1>;
	a { b { }; };
	c {
		#address-cells = <1 2>;
		#size-cells = "one";
		d@0 { reg = <0>; };
	};
};
`);
  });

  it('says nothing where another file says it later, or a file is missing', async () => {
    await checkRule(
      avoidDefaultAddrSize,
      `
//- soc.dtsi
/dts-v1/;
/ {
	bus: bus { serial@0 { reg = <0 1>; }; };
};
//- board.dts
#include "soc.dtsi"
&bus {
	#address-cells = <1>;
	#size-cells = <1>;
};
//- other.dts
/dts-v1/;
#include "missing.dtsi"
//       ^^^^^^^^^^^^^^ error(missing-include): \`missing.dtsi\` was not found. Searched: /fixture.
/ { serial@0 { reg = <0 1>; }; };
`,
    );
  });

  it('works out once for a bus where to write it, however many children say so', async () => {
    const { tree, expansion } = await evaluateFixture(
      '/dts-v1/;\n/ { a { b@0 { reg = <0>; }; b@1 { reg = <1>; }; b@2 { ranges; }; }; };\n',
    );
    const findings = [...avoidDefaultAddrSize.check({ tree, expansion })];
    expect(findings).toHaveLength(6);
    expect(new Set(findings.map(({ fixes }) => fixes?.[0]))).toHaveProperty('size', 2);
  });
});
