import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { pciDeviceBusNum } from './pci-device-bus-num.js';

const check = (text: string) => checkRule(pciDeviceBusNum, `/dts-v1/;${text}`);

describe('pci-device-bus-num', () => {
  it('finds a bus that the bridge does not have', async () => {
    await check(`
/ {
	#address-cells = <3>;
	#size-cells = <2>;
	pci@0 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		ranges;
		a@0 { reg = <0x10000 0 0 0 0>; };
		//          ^^^^^^^^^^^^^^^^^ warning(pci-device-bus-num): The device is on bus 1 of PCI, and its bridge has the buses 0 to 0
	};
	pci@1 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		ranges;
		bus-range = <1 2>;
		a@0 { reg = <0 0 0 0 0>; };
		//          ^^^^^^^^^^^ warning(pci-device-bus-num): The device is on bus 0 of PCI, and its bridge has the buses 1 to 2
		b@1 { reg = <0x30800 0 0 0 0>; };
		//          ^^^^^^^^^^^^^^^^^ warning(pci-device-bus-num): The device is on bus 3 of PCI, and its bridge has the buses 1 to 2
		c@2 { reg = <0x21000 0 0 0 0>; };
	};
};
`);
  });

  it('stands where reg was written last', async () => {
    await checkRule(
      pciDeviceBusNum,
      `
//- soc.dtsi
/dts-v1/;
/ {
	pci: pci {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		wifi: wifi@0 { reg = <0 0 0 0 0>; };
	};
};
//- board.dts
#include "soc.dtsi"
&wifi { reg = <0x10000 0 0 0 0>; };
//            ^^^^^^^^^^^^^^^^^ warning(pci-device-bus-num): The device is on bus 1 of PCI, and its bridge has the buses 0 to 0
`,
    );
  });

  it('leaves a bus-range or reg that is malformed or not known to other findings', async () => {
    await check(`
/ {
	#address-cells = <3>;
	#size-cells = <2>;
	pci@0 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; bus-range = <0>; a@0 { reg = <0x10000 0 0 0 0>; }; };
	pci@1 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; bus-range = <0 LAST>; a@0 { reg = <0x10000 0 0 0 0>; }; };
	//                                                                                   ^^^^ error(undefined-macro): 'LAST' is not a number: no macro of this name is defined
	pci@2 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; a@0 { reg = <0x10000 0>; }; };
	other { #address-cells = <3>; #size-cells = <2>; a@0 { reg = <0x10000 0 0 0 0>; }; };
};
`);
  });
});
