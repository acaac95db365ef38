import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { pciBridge } from './pci-bridge.js';

const check = (text: string) => checkRule(pciBridge, `/dts-v1/;${text}`);

describe('pci-bridge', () => {
  it('finds another name, no ranges, and other numbers of cells', async () => {
    await check(`
/ {
	host {
//      ^^^^ warning(pci-bridge): A PCI bus is called 'pci' or 'pcie'
//      ^^^^ warning(pci-bridge): A PCI bus has \`ranges\`, unless the node is no bridge at all
//      ^^^^ warning(pci-bridge): An address on PCI has 3 cells, and #address-cells is 2
//      ^^^^ warning(pci-bridge): A size on PCI has 2 cells, and #size-cells is 1
		device_type = "pci";
		#address-cells = <2>;
		#size-cells = <1>;
	};
	pci { device_type = "pci"; ranges; };
//      ^^^ warning(pci-bridge): An address on PCI has 3 cells, and #address-cells is 2
//      ^^^ warning(pci-bridge): A size on PCI has 2 cells, and #size-cells is 1
};
`);
  });

  it('finds a bus-range that is none', async () => {
    await check(`
/ {
	#address-cells = <3>;
	#size-cells = <2>;
	pci@0 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; ranges; bus-range = <0>; };
	//                                                                                        ^^^ warning(pci-bridge): \`bus-range\` has to be two cells: the first and the last bus
	pci@1 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; ranges; bus-range = <2 1>; };
	//                                                                                        ^^^^^ warning(pci-bridge): \`bus-range\` begins with a greater number than it ends with
	pci@2 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; ranges; bus-range = <0 256>; };
	//                                                                                        ^^^^^^^ warning(pci-bridge): The number of a bus is less than 256
};
`);
  });

  it('stands at the name that was written first, and at the value that was written last', async () => {
    await checkRule(
      pciBridge,
      `
//- soc.dtsi
/dts-v1/;
/ {
	host: host {
	//    ^^^^ warning(pci-bridge): A PCI bus is called 'pci' or 'pcie'
		#address-cells = <3>;
		#size-cells = <2>;
		ranges;
		bus-range = <0 1>;
	};
};
//- board.dts
#include "soc.dtsi"
&host {
	device_type = "pci";
	bus-range = <1 0>;
	//          ^^^^^ warning(pci-bridge): \`bus-range\` begins with a greater number than it ends with
};
`,
    );
  });

  it('accepts a bridge, and says nothing of other types, malformed numbers and unknown ranges', async () => {
    await check(`
/ {
	#address-cells = <3>;
	#size-cells = <2>;
	pcie@0 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; ranges; bus-range = <0 0xff>; };
	pcie@1 { device_type = "pci"; #address-cells = <3 3>; #size-cells = "2"; ranges; };
	pcie@2 { device_type = "pci"; #address-cells = <3>; #size-cells = <2>; ranges; bus-range = <0 LAST>; };
	//                                                                                            ^^^^ error(undefined-macro): 'LAST' is not a number: no macro of this name is defined
	host { device_type = "pciex"; };
};
`);
  });
});
