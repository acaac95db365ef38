import { atNode, atProperty } from '../faulty-thing.js';
import { defineRule } from '../rule.js';
import { pciDevicesOf } from './pci-devices.js';
import { unitAddressFix } from './rename-fix.js';

/** A device on PCI has its device and function number as unit address, and `reg` in configuration space. */
export const pciDeviceReg = defineRule({
  code: 'pci-device-reg',
  severity: 'warning',
  basis: 'PCI Bus Binding to Open Firmware (IEEE 1275), 2.1.4 and 2.2.1.1; dtc pci_device_reg',
  dtc: { level: 'warning', requires: ['reg-format', 'pci-bridge'] },
  docs: `The address of a device on PCI does not have the form \`0x00bbddff…\` of configuration space, or the unit address is not
its device number (and function number, if that is not 0).

\`\`\`dts
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	pcie@1000 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		ranges = <0 0 0 0x1000 0 0x100>;
		wifi@1 {
	//      ^^^^^^ warning(pci-device-reg): The unit address of device 0, function 0 on PCI is '0', …
			reg = <0 0 0 0 0>;
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
		ranges = <0 0 0 0x1000 0 0x100>;
		wifi@0 { reg = <0 0 0 0 0>; };
	};
};
\`\`\``,
  *check(context) {
    const { tree } = context;
    for (const { node, property, address } of pciDevicesOf(context)) {
      const [high, middle, low] = address;
      const place = atProperty(tree, property);
      if (middle !== 0 || low !== 0)
        yield { ...place, message: 'The second and third cell of an address in configuration space of PCI are 0' };
      if (high >>> 24 !== 0)
        yield { ...place, message: 'The address is not in configuration space of PCI: its first byte is not 0' };
      if ((high & 0xff) !== 0)
        yield { ...place, message: 'The last byte of the first cell, a register of PCI, is not 0' };
      const device = (high & 0xf800) >> 11;
      const func = (high & 0x700) >> 8;
      const accepted = [...(func === 0 ? [device.toString(16)] : []), `${device.toString(16)},${func.toString(16)}`];
      if (accepted.includes(node.unitAddress ?? '')) continue;
      const fix = unitAddressFix(context, node, accepted[0]!);
      yield {
        ...atNode(tree, node),
        message: `The unit address of device ${device}, function ${func} on PCI is '${accepted[0]}', as \`reg\` says`,
        ...(fix && { fixes: [fix] }),
      };
    }
  },
});
