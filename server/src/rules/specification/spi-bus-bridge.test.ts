import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { spiBusBridge } from './spi-bus-bridge.js';

const check = (text: string) => checkRule(spiBusBridge, `/dts-v1/;${text}`);

describe('spi-bus-bridge', () => {
  it('finds numbers of cells that SPI does not have, and puts them right', async () => {
    await check(`
/ {
	spi {
//      ^^^ warning(spi-bus-bridge): An address on SPI has 1 cell, and #address-cells is 2
//      ^^^ warning(spi-bus-bridge): A size on SPI has 0 cells, and #size-cells is 1
		#address-cells = <2>;
		#size-cells = <1>;
		flash@0 { reg = <0 0 1>; };
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	spi {
//      ^^^ warning(spi-bus-bridge): An address on SPI has 1 cell, and #address-cells is 2
//      ^^^ warning(spi-bus-bridge): A size on SPI has 0 cells, and #size-cells is 1
		#address-cells = <1>;
		#size-cells = <0>;
		flash@0 { reg = <0 0 1>; };
	};
};
`);
  });

  it("finds a bus by its children's properties, and another name where it has an address", async () => {
    await check(`
/ {
	qspi@1 {
//      ^^^^^^ warning(spi-bus-bridge): A bus of SPI is called 'spi', and this node's children have properties of SPI devices
		#address-cells = <1>;
		#size-cells = <0>;
		reg = <1 2 3>;
		flash@0 { reg = <0>; spi-max-frequency = <1000000>; };
	};
	gpio-spi {
		#address-cells = <1>;
		#size-cells = <0>;
		flash@0 { reg = <0>; spi-max-frequency = <1000000>; };
	};
};
`);
  });

  it('wants no addresses of a controller that is a slave', async () => {
    await check(`
/ {
	spi@1 { spi-slave; #address-cells = <1>; #size-cells = <0>; slave { }; };
//      ^^^^^ warning(spi-bus-bridge): An address on SPI has 0 cells, and #address-cells is 1
	spi@2 { spi-slave; #address-cells = <0>; #size-cells = <0>; slave { }; };
};
`);
  });

  it('says nothing of a bus without children, of numbers that are malformed, nor of other names', async () => {
    await check(`
/ {
	spi@1 { };
	spi@2 { #address-cells = <1 2>; #size-cells = "0"; flash { }; };
	spi-mux { #address-cells = <2>; #size-cells = <0>; flash { spi-cpol; }; };
};
`);
  });
});
