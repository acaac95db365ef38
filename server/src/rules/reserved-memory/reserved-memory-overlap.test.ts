import { describe, expect, it } from 'vitest';
import { checkRule, evaluateFixture } from '../../../../test/fixture.js';
import { faultsIn } from '../../../../test/ipc-fixture.js';
import { reservedMemoryOverlap } from './reserved-memory-overlap.js';

const memory = (regions: string) => `/dts-v1/;
/ {
	reserved-memory {
		#address-cells = <2>;
		#size-cells = <2>;
		${regions}
	};
};
`;
const check = (text: string) => checkRule(reservedMemoryOverlap, text);
const faults = (regions: string, more = '') => faultsIn(reservedMemoryOverlap, memory(regions) + more);

const SOC = memory(`hyp_mem: hyp@85800000 { reg = <0x0 0x85800000 0x0 0x600000>; };
		smem_mem: smem@86000000 { reg = <0x0 0x86000000 0x0 0x200000>; };`);
const SMEM = '/ { smem { compatible = "qcom,smem"; memory-region = <&smem_mem>; }; };\n';

describe('reserved-memory-overlap', () => {
  it('stands at the definition that made two regions meet, and names SMEM', async () => {
    await check(`//- soc.dtsi
${SOC}
//- common.dtsi
#include "soc.dtsi"
${SMEM}
&hyp_mem { reg = <0x0 0x85800000 0x0 0x3700000>; };
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning(reserved-memory-overlap): hyp_mem (hyp@85800000, 0x85800000-0x88efffff) and SMEM (smem_mem, smem@86000000, 0x86000000-0x861fffff) have 2 MiB in common since this definition, which grows hyp_mem from 6 MiB to 55 MiB: whoever uses the other one writes into the messages of all processors
//- board.dts
#include "common.dtsi"
&smem_mem { no-map; };
`);
  });

  it('tells every step of both regions, with the file', async () => {
    const { tree, expansion } = await evaluateFixture(`//- board.dts
#include "common.dtsi"
&smem_mem { reg = <0x0 0x85d00000 0x0 0x200000>; };
//- common.dtsi
#include "soc.dtsi"
&hyp_mem { reg = <0x0 0x85800000 0x0 0x500000>; };
//- soc.dtsi
${SOC}`);
    const [finding] = [...reservedMemoryOverlap.check({ tree, expansion })];
    expect(finding).toBeUndefined();
    const moved = await evaluateFixture(`//- board.dts
#include "common.dtsi"
&smem_mem { reg = <0x0 0x85cf0000 0x0 0x200000>; };
//- common.dtsi
#include "soc.dtsi"
&hyp_mem { reg = <0x0 0x85800000 0x0 0x500000>; };
//- soc.dtsi
${SOC}`);
    const [overlap] = [...reservedMemoryOverlap.check(moved)];
    expect(overlap?.message).toBe(
      'hyp_mem (hyp@85800000, 0x85800000-0x85cfffff) and smem_mem (smem@86000000, 0x85cf0000-0x85eeffff) have 64 KiB in common since this definition, which moves smem_mem from 0x86000000-0x861fffff to 0x85cf0000-0x85eeffff: whoever uses the one writes into the other',
    );
    expect(overlap?.related?.map(({ message }) => message)).toEqual([
      'soc.dtsi defines hyp_mem: 0x85800000-0x85dfffff, 6 MiB',
      'common.dtsi overrides hyp_mem: 0x85800000-0x85cfffff, 5 MiB',
      'soc.dtsi defines smem_mem: 0x86000000-0x861fffff, 2 MiB',
      'board.dts overrides smem_mem: 0x85cf0000-0x85eeffff, 2 MiB',
    ]);
  });

  it('blames the step that met the other region last, not one that had parted from it again', async () => {
    const text = `${SOC}&hyp_mem { reg = <0 0x85800000 0 0x900000>; };
&hyp_mem { reg = <0 0x85800000 0 0x600000>; };
&smem_mem { reg = <0 0x85d00000 0 0x200000>; };
`;
    expect(await faultsIn(reservedMemoryOverlap, text)).toMatchObject([{ at: '<0 0x85d00000 0 0x200000>' }]);
  });

  it('finds regions that met from the start, at the later one', async () => {
    expect(await faults('a { reg = <0 0x1000 0 0x1000>; }; b: b { reg = <0 0x1800 0 0x10>; };')).toMatchObject([
      {
        at: '<0 0x1800 0 0x10>',
        message:
          'a (0x1000-0x1fff) and b (b, 0x1800-0x180f) have 16 bytes in common: whoever uses the one writes into the other',
      },
    ]);
  });

  it('stands at the status that enables one of them last', async () => {
    const found = await faults(
      'a { reg = <0 0x1000 0 0x1000>; }; b: b { reg = <0 0x1800 0 0x10>; status = "disabled"; };',
      '&b { status = "okay"; };\n',
    );
    expect(found).toMatchObject([
      { at: '"okay"', message: expect.stringContaining(' since this, which enables one of them: ') },
    ]);
  });

  it('finds every pair, each once', async () => {
    const found = await faults(
      'a { reg = <0 0x1000 0 0x3000>; }; b { reg = <0 0x1800 0 0x10>, <0 0x1a00 0 0x10>; }; c { reg = <0 0x1808 0 0x8>; };',
    );
    expect(found.map(({ message }) => /^(\w).* and (\w) .* have (\d+ \w+)/.exec(message)?.slice(1))).toEqual([
      ['a', 'b', '32 bytes'],
      ['a', 'c', '8 bytes'],
      ['b', 'c', '8 bytes'],
    ]);
  });

  it('is not overwhelmed by a hostile text', async () => {
    const regions = Array.from({ length: 2000 }, (_, index) => `r${index} { reg = <0 0x1000 0 0x1000>; };`).join('\n');
    expect(await faults(regions)).toHaveLength(200);
  });

  it.each([
    ['that touch', 'a { reg = <0 0x1000 0 0x1000>; }; b { reg = <0 0x2000 0 0x1000>; };'],
    [
      'of which one is disabled',
      'a { reg = <0 0x1000 0 0x1000>; }; b { reg = <0 0x1000 0 0x10>; status = "disabled"; };',
    ],
    ['of which one has no size', 'a { reg = <0 0x1000 0 0x1000>; }; b { reg = <0 0x1800 0 0>; };'],
    ['of which one has no place', 'a { reg = <0 0x1000 0 0x1000>; }; b { size = <0 0x1000>; };'],
    ['of which one cannot be read', 'a { reg = <0 0x1000 0 0x1000>; }; b { reg = <0 0x1000 0>; };'],
    ['of which one is not known', 'a { reg = <0 0x1000 0 0x1000>; }; b { reg = <0 PLACE 0 0x1000>; };'],
    ['that are parts of one region', 'a { reg = <0 0x1000 0 0x1000>, <0 0x1800 0 0x1000>; };'],
  ])('says nothing of regions %s', async (_, regions) => {
    expect(await faults(regions)).toEqual([]);
  });

  it('says nothing of nodes elsewhere, nor where an include is missing', async () => {
    expect(
      await faultsIn(
        reservedMemoryOverlap,
        memory('a { reg = <0 0x1000 0 1>; }; b { reg = <0 0x1000 0 1>; };').replace('reserved-memory', 'memory'),
      ),
    ).toEqual([]);
    expect(
      await faultsIn(
        reservedMemoryOverlap,
        `${memory('a { reg = <0 0x1000 0 1>; }; b { reg = <0 0x1000 0 1>; };')}#include "missing.h"\n`,
      ),
    ).toEqual([]);
  });
});
