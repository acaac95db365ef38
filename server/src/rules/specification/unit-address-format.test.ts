import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { unitAddressFormat } from './unit-address-format.js';

const check = (text: string) => checkRule(unitAddressFormat, `/dts-v1/;${text}`);

describe('unit-address-format', () => {
  it('finds 0x and zeros before the number, and both', async () => {
    await check(`
/ {
	a@0x1 { };
//      ^^^^^ warning(unit-address-format): The unit address has a leading 0x
	b@02 { };
//      ^^^^ warning(unit-address-format): The unit address has leading zeros
	c@0x03 { };
//      ^^^^^^ warning(unit-address-format): The unit address has a leading 0x
//      ^^^^^^ warning(unit-address-format): The unit address has leading zeros
	d@0xg { };
//      ^^^^^ warning(unit-address-format): The unit address has a leading 0x
};
`);
  });

  it('writes the number alone', async () => {
    await check(`
/ {
	serial@0x1000 { };
//      ^^^^^^^^^^^^^ warning(unit-address-format): The unit address has a leading 0x
	spi@00 { };
//      ^^^^^^ warning(unit-address-format): The unit address has leading zeros
};
//- board.dts => fixed
/dts-v1/;
/ {
	serial@1000 { };
//      ^^^^^^^^^^^^^ warning(unit-address-format): The unit address has a leading 0x
	spi@0 { };
//      ^^^^^^ warning(unit-address-format): The unit address has leading zeros
};
`);
  });

  it('has no fix where other text names the node, or a macro wrote it', async () => {
    await check(`
#define NODE spi@02
/ {
	chosen { stdout-path = "/serial@01"; };
	serial@01 { };
//      ^^^^^^^^^ warning(unit-address-format): The unit address has leading zeros
	NODE { };
//      ^^^^ warning(unit-address-format): The unit address has leading zeros
};
//- board.dts => fixed
/dts-v1/;
#define NODE spi@02
/ {
	chosen { stdout-path = "/serial@01"; };
	serial@01 { };
//      ^^^^^^^^^ warning(unit-address-format): The unit address has leading zeros
	NODE { };
//      ^^^^ warning(unit-address-format): The unit address has leading zeros
};
`);
  });

  it('stands where the node was written first', async () => {
    await checkRule(
      unitAddressFormat,
      `
//- soc.dtsi
/dts-v1/;
/ {
	uart: serial@01 { };
	//    ^^^^^^^^^ warning(unit-address-format): The unit address has leading zeros
};
//- board.dts
#include "soc.dtsi"
&uart { status = "okay"; };
`,
    );
  });

  it('says nothing of other addresses, nor of children of buses whose addresses have checks of their own', async () => {
    await check(`
/ {
	a@0 { };
	b@0,1 { };
	c@0g { };
	d@x0 { };
	pci { device_type = "pci"; e@01 { }; };
	soc { compatible = "simple-bus"; f@0x2 { }; };
};
`);
  });

  it('sees I2C and SPI as dtc does at this point, as any node', async () => {
    await check(`
/ {
	i2c { a@050 { }; };
	//    ^^^^^ warning(unit-address-format): The unit address has leading zeros
	spi { b@0x0 { }; };
	//    ^^^^^ warning(unit-address-format): The unit address has a leading 0x
};
`);
  });
});
