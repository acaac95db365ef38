import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { faultsIn } from '../../../../test/ipc-fixture.js';
import { memoryRegionUnusable } from './memory-region-unusable.js';

const board = (region: string, processor = 'memory-region = <&adsp_mem>;') => `/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		adsp_mem: adsp@1000 { ${region} };
	};
	adsp: adsp { compatible = "qcom,sm8650-adsp-pas"; ${processor} };
};
`;
const faults = (...texts: Parameters<typeof board>) => faultsIn(memoryRegionUnusable, board(...texts));
const REG = 'reg = <0x1000 0x1000>;';

describe('memory-region-unusable', () => {
  it('finds a region that is disabled, and enables it', async () => {
    expect(await faults(`${REG} status = "disabled";`)).toEqual([
      {
        at: '&adsp_mem',
        message:
          '&adsp_mem is disabled, so Linux sets no memory aside: the driver of the processor fails to probe ("unable to resolve memory-region", -22)',
        related: ['"disabled": This disables the region'],
        fixed: { 'Enable &adsp_mem': board(`${REG} status = "okay";`) },
      },
    ]);
  });

  it('stands at the status that disables a region in use, and can enable it on the board alone', async () => {
    const common = `#include "soc.dtsi"
&adsp_mem { status = "disabled"; };
//                   ^^^^^^^^^^ warning(memory-region-unusable): This disables &adsp_mem, the carve-out of /adsp: …
`;
    await checkRule(
      memoryRegionUnusable,
      `//- soc.dtsi\n${board(REG)}//- common.dtsi\n${common}//- board.dts\n#include "common.dtsi"\n//- common.dtsi => fixed\n${common.replace('"disabled"', '"okay"')}`,
    );
  });

  it('finds a region that is no memory', async () => {
    expect(await faults('no-map;')).toMatchObject([
      { at: '&adsp_mem', message: expect.stringMatching(/^&adsp_mem has neither `reg` nor `size`/), fixed: {} },
    ]);
  });

  it('finds a number that is no node’s phandle', async () => {
    expect(await faults(REG, 'memory-region = <0x1234>;')).toMatchObject([
      { at: '0x1234', message: expect.stringMatching(/^No node has the phandle 4660: /) },
    ]);
  });

  it.each([
    ['the region is live', REG, undefined],
    ['Linux places it', 'size = <0x1000>;', undefined],
    ['the processor is disabled', 'status = "disabled";', 'memory-region = <&adsp_mem>; status = "disabled";'],
    ['the label is not known, which is an error of its own', REG, 'memory-region = <&nowhere>;'],
    ['the place is left empty', REG, 'memory-region = <0>;'],
    ['the status is not known', `${REG} status = <STATUS>;`, undefined],
  ])('says nothing where %s', async (_, region, processor) => {
    expect(await faults(region, processor)).toEqual([]);
  });
});
