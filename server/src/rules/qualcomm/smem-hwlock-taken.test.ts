import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { smemHwlockTaken } from './smem-hwlock-taken.js';

const SOC = `/dts-v1/;
/ {
	tcsr_mutex: hwlock { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	other: other-bank { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem: smem { compatible = "qcom,smem"; hwlocks = <&tcsr_mutex 3>; };
};
`;
const check = (text: string) => checkRule(smemHwlockTaken, SOC + text);

describe('smem-hwlock-taken', () => {
  it('finds a node that takes the lock for itself, and takes it away', async () => {
    const board = `#include "soc.dtsi"
/ {
	ipclite {
		compatible = "acme,ipclite";
		hwlocks = <&tcsr_mutex 3>;
//		           ^^^^^^^^^^^^^ warning(smem-hwlock-taken): <&tcsr_mutex 3> is SMEM's lock, which all processors share: while \`ipclite\` holds it, nobody can allocate from SMEM, and those who wait time out (-110)
	};
};
`;
    const fixed = board.replace('\t\thwlocks = <&tcsr_mutex 3>;\n', '');
    await checkRule(smemHwlockTaken, `//- soc.dtsi\n${SOC}//- board.dts\n${board}//- board.dts => fixed\n${fixed}`);
  });

  it('finds it among several locks, without a fix', async () => {
    const board = `#include "soc.dtsi"
/ {
	ipclite { hwlocks = <&tcsr_mutex 11>, <&tcsr_mutex 3>; };
//	                                       ^^^^^^^^^^^^^ warning(smem-hwlock-taken): …
};
`;
    await checkRule(smemHwlockTaken, `//- soc.dtsi\n${SOC}//- board.dts\n${board}//- board.dts => fixed\n${board}`);
  });

  it.each([
    ['another lock', 'ipclite { hwlocks = <&tcsr_mutex 11>; };'],
    ['the same index of another bank', 'ipclite { hwlocks = <&other 3>; };'],
    ['a processor', 'p { compatible = "qcom,sm8650-adsp-pas"; hwlocks = <&tcsr_mutex 3>; glink-edge { }; };'],
    ['a processor by its edge', 'p { hwlocks = <&tcsr_mutex 3>; glink-edge { }; };'],
    ['a node that is disabled', 'ipclite { hwlocks = <&tcsr_mutex 3>; status = "disabled"; };'],
  ])('says nothing of %s', async (_, node) => {
    await check(`/ { ${node} };`);
  });

  it('says nothing where SMEM itself has the odd lock, nor where its lock is not known', async () => {
    await check('&smem { hwlocks = <&tcsr_mutex 0>; };\n/ { ipclite { hwlocks = <&tcsr_mutex 0>; }; };');
    await check(`&smem { hwlocks = <&nowhere 3>; };
//                 ^^^^^^^^ error(unknown-label): …
/ { ipclite { hwlocks = <&tcsr_mutex 3>; }; };`);
  });
});
