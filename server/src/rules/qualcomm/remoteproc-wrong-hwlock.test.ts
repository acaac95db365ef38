import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { remoteprocWrongHwlock } from './remoteproc-wrong-hwlock.js';

const SOC = `/dts-v1/;
/ {
	tcsr_mutex: hwlock { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem: smem { compatible = "qcom,smem"; hwlocks = <&tcsr_mutex 3>; };
};
`;

const check = (text: string) => checkRule(remoteprocWrongHwlock, SOC + text);

describe('remoteproc-wrong-hwlock', () => {
  it('finds a lock that is not that of SMEM, and puts it right', async () => {
    await checkRule(
      remoteprocWrongHwlock,
      `//- soc.dtsi
${SOC}
//- board.dts
#include "soc.dtsi"
/ {
	p { compatible = "qcom,x-cdsp-pas"; hwlocks = <&tcsr_mutex 5>; glink-edge { qcom,remote-pid = <5>; }; };
	//                                             ^^^^^^^^^^^^^ warning(remoteproc-wrong-hwlock): CDSP firmware (SMEM host 5) allocates from SMEM under <&tcsr_mutex 3>, as its glink-edge shows, but this node names <&tcsr_mutex 5>: …
};
//- board.dts => fixed
#include "soc.dtsi"
/ {
	p { compatible = "qcom,x-cdsp-pas"; hwlocks = <&tcsr_mutex 3>; glink-edge { qcom,remote-pid = <5>; }; };
	//                                             ^^^^^^^^^^^^^ warning(remoteproc-wrong-hwlock): CDSP firmware (SMEM host 5) allocates from SMEM under <&tcsr_mutex 3>, as its glink-edge shows, but this node names <&tcsr_mutex 5>: …
};
`,
    );
  });

  it('accepts several locks if that of SMEM is one of them', async () => {
    await check(`
/ {
	a { compatible = "qcom,x-cdsp-pas"; hwlocks = <&tcsr_mutex 5>, <&tcsr_mutex 3>; glink-edge { }; };
	b { compatible = "qcom,x-adsp-pas"; hwlocks = <&tcsr_mutex 5>, <&tcsr_mutex 4>; glink-edge { }; };
	//                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning(remoteproc-wrong-hwlock): ADSP firmware allocates from SMEM under <&tcsr_mutex 3>, as its glink-edge shows, but this node names <&tcsr_mutex 5>, <&tcsr_mutex 4>: …
};
`);
  });

  it.each([
    ['the specifier is broken', 'hwlocks = <&tcsr_mutex>;'],
    ['the lock does not exist', 'hwlocks = <&tcsr_mutex 32>;'],
    ['the property is empty', 'hwlocks;'],
  ])('leaves it to another rule where %s', async (_, property) => {
    await check(`/ { a { compatible = "qcom,x-cdsp-pas"; ${property} glink-edge { }; }; };`);
  });

  it('says nothing of a processor that proves no use of SMEM', async () => {
    await check('/ { a { compatible = "qcom,x-cdsp-pas"; hwlocks = <&tcsr_mutex 5>; }; };');
  });

  it('takes the side of the processor where SMEM has the odd index', async () => {
    await check(`
&smem { hwlocks = <&tcsr_mutex 0>; };
/ { a { compatible = "qcom,x-cdsp-pas"; hwlocks = <&tcsr_mutex 3>; glink-edge { }; }; };
`);
  });
});
