import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { spiBusReg } from './spi-bus-reg.js';

const check = (text: string) => checkRule(spiBusReg, `/dts-v1/;${text}`);

describe('spi-bus-reg', () => {
  it('finds what has no chip select, or another one than in its name', async () => {
    await check(`
/ {
	spi {
		#address-cells = <1>;
		#size-cells = <0>;
		a { };
	//      ^ warning(spi-bus-reg): The node is on SPI, and has no chip select in \`reg\`
		b { reg; };
	//      ^ warning(spi-bus-reg): The node is on SPI, and has no chip select in \`reg\`
		c@1 { reg = <2>; };
	//      ^^^ warning(spi-bus-reg): The unit address on SPI is the chip select in \`reg\`, here '2'
	};
	qspi {
		#address-cells = <1>;
		#size-cells = <0>;
		d@0 { reg = <10>; spi-max-frequency = <1>; };
	//      ^^^ warning(spi-bus-reg): The unit address on SPI is the chip select in \`reg\`, here 'a'
	};
};
`);
  });

  it('gives the node its chip select', async () => {
    await check(`
/ {
	spi {
		#address-cells = <1>;
		#size-cells = <0>;
		flash@0 { reg = <10>; };
	//      ^^^^^^^ warning(spi-bus-reg): The unit address on SPI is the chip select in \`reg\`, here 'a'
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	spi {
		#address-cells = <1>;
		#size-cells = <0>;
		flash@a { reg = <10>; };
	//      ^^^^^^^ warning(spi-bus-reg): The unit address on SPI is the chip select in \`reg\`, here 'a'
	};
};
`);
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      spiBusReg,
      `
//- soc.dtsi
/dts-v1/;
/ {
	spi {
		#address-cells = <1>;
		#size-cells = <0>;
		flash: flash@0 { reg = <0>; };
		//     ^^^^^^^ warning(spi-bus-reg): The unit address on SPI is the chip select in \`reg\`, here '1'
	};
};
//- board.dts
#include "soc.dtsi"
&flash { reg = <1>; };
`,
    );
  });

  it('leaves slaves, and what is malformed or not known, to other findings', async () => {
    await check(`
/ {
	spi@1 { spi-slave; slave { }; };
	spi@2 {
		#address-cells = <1>;
		#size-cells = <0>;
		a@1 { reg = [02]; };
		b@2 { reg = <SELECT>; };
		//           ^^^^^^ error(undefined-macro): 'SELECT' is not a number: no macro of this name is defined
	};
};
`);
  });
});
