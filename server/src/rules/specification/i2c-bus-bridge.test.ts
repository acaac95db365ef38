import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { i2cBusBridge } from './i2c-bus-bridge.js';

const check = (text: string) => checkRule(i2cBusBridge, `/dts-v1/;${text}`);

describe('i2c-bus-bridge', () => {
  it('finds numbers of cells that I2C does not have, and puts them right', async () => {
    await check(`
/ {
	i2c@1 {
//      ^^^^^ warning(i2c-bus-bridge): An address on I2C has 1 cell, and #address-cells is 2
//      ^^^^^ warning(i2c-bus-bridge): A size on I2C has 0 cells, and #size-cells is 1
		#address-cells = <2>;
		#size-cells = <1>;
		chip@50 { reg = <0 0x50 1>; };
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	i2c@1 {
//      ^^^^^ warning(i2c-bus-bridge): An address on I2C has 1 cell, and #address-cells is 2
//      ^^^^^ warning(i2c-bus-bridge): A size on I2C has 0 cells, and #size-cells is 1
		#address-cells = <1>;
		#size-cells = <0>;
		chip@50 { reg = <0 0x50 1>; };
	};
};
`);
  });

  it('writes the numbers down where they are missing', async () => {
    await check(`
/ {
	i2c-bus {
//      ^^^^^^^ warning(i2c-bus-bridge): An address on I2C has 1 cell, and #address-cells is 2
		#size-cells = <0>;
		chip@50 { reg = <0 0x50>; };
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	i2c-bus {
//      ^^^^^^^ warning(i2c-bus-bridge): An address on I2C has 1 cell, and #address-cells is 2
		#size-cells = <0>;
		#address-cells = <1>;
		chip@50 { reg = <0 0x50>; };
	};
};
`);
  });

  it('has no fix where a macro wrote the number', async () => {
    await check(`
#define ONE 1
/ {
	i2c-arb {
//      ^^^^^^^ warning(i2c-bus-bridge): A size on I2C has 0 cells, and #size-cells is 1
		#address-cells = <1>;
		#size-cells = <ONE>;
		chip@50 { reg = <0x50 1>; };
	};
};
//- board.dts => fixed
/dts-v1/;
#define ONE 1
/ {
	i2c-arb {
//      ^^^^^^^ warning(i2c-bus-bridge): A size on I2C has 0 cells, and #size-cells is 1
		#address-cells = <1>;
		#size-cells = <ONE>;
		chip@50 { reg = <0x50 1>; };
	};
};
`);
  });

  it('finds a bus whose only child was deleted, as dtc does', async () => {
    await checkRule(
      i2cBusBridge,
      `
//- soc.dtsi
/dts-v1/;
/ {
	i2c: i2c { chip: chip { }; };
	//   ^^^ warning(i2c-bus-bridge): An address on I2C has 1 cell, and #address-cells is 2
	//   ^^^ warning(i2c-bus-bridge): A size on I2C has 0 cells, and #size-cells is 1
};
//- board.dts
#include "soc.dtsi"
/delete-node/ &chip;
`,
    );
  });

  it('says nothing of a bus without children, of numbers that are malformed, nor of other names', async () => {
    await check(`
/ {
	i2c@1 { };
	i2c@2 { #address-cells = <1 2>; #size-cells = "none"; chip { }; };
	i2c-mux { chip { }; };
	i2c@3 { #address-cells = <1>; #size-cells = <0>; chip { }; };
};
`);
  });
});
