import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { i2cBusReg } from './i2c-bus-reg.js';

const check = (text: string) => checkRule(i2cBusReg, `/dts-v1/;${text}`);

describe('i2c-bus-reg', () => {
  it('finds what has no address, another one than in its name, or one of more than 7 bits', async () => {
    await check(`
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		a { };
	//      ^ warning(i2c-bus-reg): The node is on I2C, and has no address in \`reg\`
		b { reg; };
	//      ^ warning(i2c-bus-reg): The node is on I2C, and has no address in \`reg\`
		c@50 { reg = <0x51>; };
	//      ^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '51'
		d@80 { reg = <0x80>; };
		//           ^^^^^^ warning(i2c-bus-reg): The address 0x80 has more than 7 bits: without the read/write bit, or with I2C_TEN_BIT_ADDRESS
		e@10 { reg = <0x10>, <0x90>; };
		//           ^^^^^^^^^^^^^^ warning(i2c-bus-reg): The address 0x90 has more than 7 bits: without the read/write bit, or with I2C_TEN_BIT_ADDRESS
	};
};
`);
  });

  it("knows the marks of 10-bit addresses and of Linux's own", async () => {
    await check(`
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		a@80000123 { reg = <0x80000123>; };
		b@80000400 { reg = <0x80000400>; };
		//                 ^^^^^^^^^^^^ warning(i2c-bus-reg): The address 0x80000400 has more than 10 bits
		c@64 { reg = <0x40000064>; };
		d@40000065 { reg = <0x40000065>; };
	//      ^^^^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '65'
	};
};
`);
  });

  it('gives the node its address', async () => {
    await check(`
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		eeprom@52 { reg = <0x50>; };
	//      ^^^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '50'
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		eeprom@50 { reg = <0x50>; };
	//      ^^^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '50'
	};
};
`);
  });

  it('has no fix where other text names the node, or a sibling has the name', async () => {
    await check(`
/ {
	aliases { rtc0 = "/i2c/rtc@68"; };
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		rtc@68 { reg = <0x6f>; };
	//      ^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '6f'
		eeprom@52 { reg = <0x50>; };
	//      ^^^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '50'
		eeprom@50 { reg = <0x50>; };
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	aliases { rtc0 = "/i2c/rtc@68"; };
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		rtc@68 { reg = <0x6f>; };
	//      ^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '6f'
		eeprom@52 { reg = <0x50>; };
	//      ^^^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '50'
		eeprom@50 { reg = <0x50>; };
	};
};
`);
  });

  it('stands at the name that was written first, and at the value that was written last', async () => {
    await checkRule(
      i2cBusReg,
      `
//- soc.dtsi
/dts-v1/;
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		chip: chip@50 { reg = <0x50>; };
		//    ^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here 'a0'
	};
};
//- board.dts
#include "soc.dtsi"
&chip { reg = <0xa0>; };
//            ^^^^^^ warning(i2c-bus-reg): The address 0xa0 has more than 7 bits: without the read/write bit, or with I2C_TEN_BIT_ADDRESS
`,
    );
  });

  it('leaves values that are malformed or not known to other findings', async () => {
    await check(`
/ {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		a@50 { reg = [50]; };
		b@51 { reg = <CHIP>; };
		//            ^^^^ error(undefined-macro): 'CHIP' is not a number: no macro of this name is defined
	};
	i2c-mux { chip { }; };
};
`);
  });

  it("has no fix in an overlay, where the node may be another tree's", async () => {
    await checkRule(
      i2cBusReg,
      `
//- overlay.dtso
/dts-v1/;
/plugin/;
&x {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		chip@50 { reg = <0x51>; };
	//      ^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '51'
	};
};
//- overlay.dtso => fixed
/dts-v1/;
/plugin/;
&x {
	i2c {
		#address-cells = <1>;
		#size-cells = <0>;
		chip@50 { reg = <0x51>; };
	//      ^^^^^^^ warning(i2c-bus-reg): The unit address on I2C is the address in \`reg\`, here '51'
	};
};
`,
    );
  });
});
