import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { pciDeviceReg } from './pci-device-reg.js';

const check = (text: string) => checkRule(pciDeviceReg, `/dts-v1/;${text}`);

describe('pci-device-reg', () => {
  it('finds addresses that are not of configuration space', async () => {
    await check(`
/ {
	pci {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		a@0 { reg = <0x1000000 0 0 0 0>; };
		//          ^^^^^^^^^^^^^^^^^^^ warning(pci-device-reg): The address is not in configuration space of PCI: its first byte is not 0
		b@0,1 { reg = <0x110 0 0 0 0>; };
		//            ^^^^^^^^^^^^^^^ warning(pci-device-reg): The last byte of the first cell, a register of PCI, is not 0
		c@0,2 { reg = <0x200 0 4 0 0>; };
		//            ^^^^^^^^^^^^^^^ warning(pci-device-reg): The second and third cell of an address in configuration space of PCI are 0
	};
};
`);
  });

  it('gives the device its number, and its function where that is not 0', async () => {
    await check(`
/ {
	pci {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		wifi@0 { reg = <0xf800 0 0 0 0>; };
	//      ^^^^^^ warning(pci-device-reg): The unit address of device 31, function 0 on PCI is '1f', as \`reg\` says
		sound@1 { reg = <0x900 0 0 0 0>; };
	//      ^^^^^^^ warning(pci-device-reg): The unit address of device 1, function 1 on PCI is '1,1', as \`reg\` says
	};
};
//- board.dts => fixed
/dts-v1/;
/ {
	pci {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		wifi@1f { reg = <0xf800 0 0 0 0>; };
	//      ^^^^^^ warning(pci-device-reg): The unit address of device 31, function 0 on PCI is '1f', as \`reg\` says
		sound@1,1 { reg = <0x900 0 0 0 0>; };
	//      ^^^^^^^ warning(pci-device-reg): The unit address of device 1, function 1 on PCI is '1,1', as \`reg\` says
	};
};
`);
  });

  it('accepts device and function, and a function of 0', async () => {
    await check(`
/ {
	pci {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		a@1f { reg = <0xf800 0 0 0 0>; };
		b@1e,0 { reg = <0xf000 0 0 0 0>; };
		c@1e,7 { reg = <0xf700 0 0 0 0>; };
		d { };
	};
};
`);
  });

  it('leaves what is malformed or not known, and children of other buses, to other findings', async () => {
    await check(`
/ {
	pci@0 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; a@9 { reg = <0 0>; }; b@8 { reg = <DEVICE 0 0 0 0>; }; };
	//                                                                                                       ^^^^^^ error(undefined-macro): 'DEVICE' is not a number: no macro of this name is defined
	pci@1 { device_type = "pci"; compatible = "simple-bus"; #address-cells = <3>; #size-cells = <2>; a@9 { reg = <0 0 0 0 0>; }; };
};
`);
  });
});
