import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { smemMissingHwlock } from './smem-missing-hwlock.js';

const check = (text: string) => checkRule(smemMissingHwlock, `/dts-v1/;${text}`);

describe('smem-missing-hwlock', () => {
  it('adds lock 3 of the only Qualcomm bank', async () => {
    await checkRule(
      smemMissingHwlock,
      `
//- soc.dtsi
/dts-v1/;
/ {
	mutex: hwlock { compatible = "qcom,sfpb-mutex"; #hwlock-cells = <1>; };
	other: other { compatible = "acme,locks"; #hwlock-cells = <1>; };
};
//- board.dts
#include "soc.dtsi"
/ {
	smem@80000000 {
//	^^^^^^^^^^^^^ warning(smem-missing-hwlock): SMEM has no \`hwlocks\`: …
		compatible = "qcom,smem";
		no-map;
	};
};
//- board.dts => fixed
#include "soc.dtsi"
/ {
	smem@80000000 {
//	^^^^^^^^^^^^^ warning(smem-missing-hwlock): SMEM has no \`hwlocks\`: …
		compatible = "qcom,smem";
		no-map;
		hwlocks = <&mutex 3>;
	};
};
`,
    );
  });

  it('has no fix where it is not clear which bank it is', async () => {
    const text = `/dts-v1/;
/ {
	a: a { compatible = "qcom,sfpb-mutex"; #hwlock-cells = <1>; };
	b: b { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	smem { compatible = "qcom,smem"; };
//	^^^^ warning(smem-missing-hwlock): …
};
`;
    await checkRule(smemMissingHwlock, `\n//- board.dts\n${text}//- board.dts => fixed\n${text}`);
  });

  it('stands at the text that deletes the property', async () => {
    await check(`
/ {
	a: a { compatible = "qcom,sfpb-mutex"; #hwlock-cells = <1>; };
	smem: smem { compatible = "qcom,smem"; hwlocks = <&a 3>; };
};
&smem { /delete-property/ hwlocks; };
//                        ^^^^^^^ warning(smem-missing-hwlock): …
`);
  });

  it('finds an empty property', async () => {
    await check(`
/ {
	smem { compatible = "qcom,smem"; hwlocks; };
//	^^^^ warning(smem-missing-hwlock): …
};
`);
  });

  it('says nothing of a disabled node, nor where the lock is only not known', async () => {
    await check(`
/ {
	a { compatible = "qcom,smem"; status = "disabled"; };
	b { compatible = "qcom,smem"; hwlocks = <&nowhere 3>; };
//	                                         ^^^^^^^^ error(unknown-label): …
};
`);
  });
});
