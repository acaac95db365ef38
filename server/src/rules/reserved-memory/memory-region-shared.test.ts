import { describe, expect, it } from 'vitest';
import { faultsIn } from '../../../../test/ipc-fixture.js';
import { memoryRegionShared } from './memory-region-shared.js';

const board = (adsp: string, cdsp: string, more = '') => `/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		adsp_mem: adsp-region@1000 { reg = <0x1000 0x1000>; };
		cdsp_mem: cdsp-region@2000 { reg = <0x2000 0x1000>; };
		dtb_mem: cdsp-dtb-region@3000 { reg = <0x3000 0x1000>; };
		${more}
	};
	adsp { compatible = "qcom,sm8650-adsp-pas"; ${adsp} };
	cdsp { compatible = "qcom,sm8650-cdsp-pas"; ${cdsp} };
};
`;
const faults = (...texts: Parameters<typeof board>) => faultsIn(memoryRegionShared, board(...texts));
const ADSP = 'memory-region = <&adsp_mem>;';

describe('memory-region-shared', () => {
  it('finds the carve-out of another live processor, and offers the one that nobody has', async () => {
    expect(await faults(ADSP, 'memory-region = <&adsp_mem>, <&dtb_mem>;')).toEqual([
      {
        at: '&adsp_mem',
        message:
          '&adsp_mem is also the carve-out of /adsp: the firmware that is loaded second overwrites the first, which crashes',
        related: ['&adsp_mem: The carve-out of ADSP'],
        fixed: {
          'Use &cdsp_mem, which no processor has': board(ADSP, 'memory-region = <&cdsp_mem>, <&dtb_mem>;'),
        },
      },
    ]);
  });

  it('reads the child nodes of older modems too', async () => {
    expect(await faults(ADSP, 'mpss { memory-region = <&adsp_mem>; };')).toMatchObject([{ at: '&adsp_mem' }]);
  });

  it('has no fix where two regions would do', async () => {
    expect(await faults(ADSP, ADSP, 'second: cdsp@4000 { reg = <0x4000 0x1000>; };')).toMatchObject([{ fixed: {} }]);
  });

  it.each([
    ['each has its own', ADSP, 'memory-region = <&cdsp_mem>;'],
    ['one processor names it twice', 'memory-region = <&adsp_mem>, <&adsp_mem>;', ''],
    ['the other processor is disabled', ADSP, `${ADSP} status = "disabled";`],
    ['something else of the node is not known', ADSP, `${ADSP} clocks = <&nowhere>;`],
    ['the region is not known', ADSP, 'memory-region = <&nowhere>;'],
  ])('says nothing where %s', async (_, adsp, cdsp) => {
    expect(await faults(adsp, cdsp)).toEqual([]);
  });

  it('says nothing of a domain within the firmware, which lies in the memory of its processor', async () => {
    const domain = 'glink-edge { };';
    expect(
      await faultsIn(memoryRegionShared, board(ADSP, `${ADSP} ${domain}`).replace('sm8650-cdsp-pas', 'ipq5332-wifi')),
    ).toEqual([]);
  });

  it('says nothing of nodes that are no processors', async () => {
    expect(await faultsIn(memoryRegionShared, board(ADSP, ADSP).replaceAll('qcom,sm8650-', 'acme,'))).toEqual([]);
  });
});
