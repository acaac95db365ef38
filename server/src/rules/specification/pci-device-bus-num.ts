import { wordsOf } from '../../devicetree/property-words.js';
import { atProperty } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { pciDevicesOf } from './pci-devices.js';

/** The bus number of a device on PCI is one of its bridge's. */
export const pciDeviceBusNum = defineRule({
  code: 'pci-device-bus-num',
  severity: 'warning',
  basis: 'PCI Bus Binding to Open Firmware (IEEE 1275), 2.2.1.1; dtc pci_device_bus_num',
  dtc: { level: 'warning', requires: ['reg-format', 'pci-bridge'] },
  docs: `The bus number in a PCI device's address (\`0x00bb0000\` of the first cell of \`reg\`) is not in the \`bus-range\` of its
bridge, which is 0 alone where the bridge does not say.

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	pcie@1000 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		ranges = <0 0 0 0x1000 0 0x100>;
		wifi@0 {
			reg = <0x10000 0 0 0 0>;
			//    ^^^^^^^^^^^^^^^^^ warning(pci-device-bus-num): The device is on bus 1 of PCI, and its bridge has the buses 0 to 0
		};
	};
};
\`\`\`

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	pcie@1000 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		bus-range = <1 0xff>;
		ranges = <0 0 0 0x1000 0 0x100>;
		wifi@0 { reg = <0x10000 0 0 0 0>; };
	};
};
\`\`\``,
  *check(context) {
    for (const { property, bus, address } of pciDevicesOf(context)) {
      const range = bus.properties.get('bus-range');
      const limits = range ? wordsOf(range, context.fileOf) : undefined;
      if (range && (range.doubtful || !limits || limits.length < 2)) continue;
      const [first, last] = limits ? [limits[0]!.value, limits[1]!.value] : [0, 0];
      const number = (address[0] & 0x00ff_0000) >> 16;
      if (number >= first && number <= last) continue;
      yield {
        ...atProperty(context.tree, property),
        message: `The device is on bus ${number} of PCI, and its bridge has the buses ${first} to ${last}`,
      };
    }
  },
});
