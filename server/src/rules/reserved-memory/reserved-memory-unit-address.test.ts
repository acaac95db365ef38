import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { reservedMemoryUnitAddress } from './reserved-memory-unit-address.js';

const check = (text: string) => checkRule(reservedMemoryUnitAddress, text);
const memory = (region: string) => `/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <2>;
		#size-cells = <2>;
		${region}
	};
};
`;
const SOC = memory('adsp_mem: adsp@8b000000 { reg = <0x0 0x8b000000 0x0 0x800000>; };');

describe('reserved-memory-unit-address', () => {
  it('finds a name that was wrong from the start, and puts it right', async () => {
    const board = memory(`adsp_mem: adsp@8b000000 { reg = <0x0 0x8c000000 0x0 0x800000>; };
//		          ^^^^^^^^^^^^^ warning(reserved-memory-unit-address): adsp@8b000000 is at 0x8c000000: its unit address is not that of \`reg\``);
    await check(`${board}//- board.dts => fixed\n${board.replace('adsp@8b000000 {', 'adsp@8c000000 {')}`);
  });

  it('finds what moves a region, without a fix', async () => {
    const board = `#include "soc.dtsi"
&adsp_mem { reg = <0x0 0x8c000000 0x0 0x800000>; };
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning(reserved-memory-unit-address): This moves adsp@8b000000 to 0x8c000000, and its name keeps the old address: …
`;
    await check(`//- soc.dtsi\n${SOC}//- board.dts\n${board}//- board.dts => fixed\n${board}`);
  });

  it('blames the name, not a later size', async () => {
    await check(`${memory(`adsp_mem: adsp@8b000000 { reg = <0x0 0x8c000000 0x0 0x800000>; };
//		          ^^^^^^^^^^^^^ warning(reserved-memory-unit-address): …`)}
&adsp_mem { reg = <0x0 0x8c000000 0x0 0x900000>; };
`);
  });

  it('has no fix where another node has the right name, or a second place writes the old one', async () => {
    const both = memory(`adsp@8b000000 { reg = <0x0 0x8c000000 0x0 0x1000>; };
//		^^^^^^^^^^^^^ warning(reserved-memory-unit-address): …
		adsp@8c000000 { reg = <0x0 0x8c000000 0x0 0x1000>; };`);
    await check(`${both}//- board.dts => fixed\n${both}`);
    const twice = `${memory(`adsp@8b000000 { reg = <0x0 0x8c000000 0x0 0x1000>; };
//		^^^^^^^^^^^^^ warning(reserved-memory-unit-address): …`)}/ { reserved-memory { adsp@8b000000 { no-map; }; }; };\n`;
    await check(`${twice}//- board.dts => fixed\n${twice}`);
  });

  it.each([
    ['is right', 'a@8b000000 { reg = <0 0x8b000000 0 0x1000>; };'],
    ['is right beyond 4 GiB', 'a@88b000000 { reg = <8 0x8b000000 0 0x1000>; };'],
    ['is right in capitals', 'a@8B000000 { reg = <0 0x8b000000 0 0x1000>; };'],
    ['is missing', 'a { reg = <0 0x8b000000 0 0x1000>; };'],
    ['is of the old form', 'a@0,8b000000 { reg = <0 0x8c000000 0 0x1000>; };'],
    ['belongs to a region that is disabled', 'a@1000 { reg = <0 0x2000 0 0x1000>; status = "disabled"; };'],
    ['belongs to a region that cannot be read', 'a@1000 { reg = <0 PLACE 0 0x1000>; };'],
  ])('says nothing of a unit address that %s', async (_, region) => {
    if (region.includes('PLACE')) {
      await check(memory(`${region}\n//		                  ^^^^^ error(undefined-macro): …`));
    } else await check(memory(region));
  });
});
