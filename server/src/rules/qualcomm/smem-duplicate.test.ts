import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { smemDuplicate } from './smem-duplicate.js';

const check = (text: string) => checkRule(smemDuplicate, `/dts-v1/;${text}`);

describe('smem-duplicate', () => {
  it('stands at the node that came later', async () => {
    await checkRule(
      smemDuplicate,
      `
//- soc.dtsi
/dts-v1/;
/ { smem { compatible = "qcom,smem"; }; };
//- board.dts
#include "soc.dtsi"
/ { reserved-memory { smem@80000000 { compatible = "qcom,smem"; }; }; };
//                    ^^^^^^^^^^^^^ warning(smem-duplicate): A second live SMEM node beside /smem: …
//- board.dts => disabled
#include "soc.dtsi"
/ { reserved-memory { smem@80000000 { compatible = "qcom,smem"; status = "disabled"; }; }; };
//                    ^^^^^^^^^^^^^ warning(smem-duplicate): A second live SMEM node beside /smem: …
`,
    );
  });

  it('stands at the status that enabled the second', async () => {
    await check(`
/ {
	a: a { compatible = "qcom,smem"; status = "disabled"; };
	b: b { compatible = "qcom,smem"; };
};
&a { status = "okay"; };
//            ^^^^^^ warning(smem-duplicate): A second live SMEM node beside /b: …
`);
  });

  it('says nothing where only one is live', async () => {
    await check('/ { a { compatible = "qcom,smem"; }; b { compatible = "qcom,smem"; status = "disabled"; }; };');
  });
});
