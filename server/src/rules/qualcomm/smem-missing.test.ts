import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { smemMissing } from './smem-missing.js';

const check = (text: string) => checkRule(smemMissing, `/dts-v1/;${text}`);

describe('smem-missing', () => {
  it.each([
    ['SMP2P', 'user { compatible = "qcom,smp2p"; };'],
    ['SMSM', 'user { compatible = "qcom,smsm"; };'],
  ])('is found once, at the first user: %s', async (_, user) => {
    await check(`
/ {
	${user}
//	^^^^ warning(smem-missing): SMEM is used, but the tree has no SMEM node: …
	second { compatible = "qcom,x-adsp-pas"; glink-edge { }; };
};
`);
  });

  it('is found at an edge', async () => {
    await check(`
/ {
	adsp { glink-edge { }; };
//	       ^^^^^^^^^^ warning(smem-missing): SMEM is used, but the tree has no SMEM node: …
};
`);
  });

  it('stands at the status that disables the only SMEM node', async () => {
    await check(`
/ {
	smem: smem { compatible = "qcom,smem"; };
	smp2p { compatible = "qcom,smp2p"; };
};
&smem { status = "disabled"; };
//               ^^^^^^^^^^ warning(smem-missing): SMEM is used, but this disables its node: …
`);
  });

  it.each([
    ['nothing uses it', '/ { memory { }; };'],
    ['what would use it is disabled', '/ { smp2p { compatible = "qcom,smp2p"; status = "disabled"; }; };'],
    [
      'the only user is the RPM',
      '/ { rpm { compatible = "qcom,rpm-proc"; glink-edge { qcom,rpm-msg-ram = <0>; }; }; };',
    ],
    ['there is one', '/ { smem { compatible = "qcom,smem"; }; smp2p { compatible = "qcom,smp2p"; }; };'],
  ])('says nothing where %s', async (_, text) => {
    await check(text);
  });

  it('says nothing where an include is missing', async () => {
    await check(`
#include "soc.dtsi"
//       ^^^^^^^^^^ error(missing-include): …
/ { smp2p { compatible = "qcom,smp2p"; }; };
`);
  });

  it('enables the node that is disabled', async () => {
    const board = (status: string) => `/dts-v1/;
/ {
	smem { compatible = "qcom,smem"; status = "${status}"; };
//	                                          ^^^^^^^^^^ warning(smem-missing): …
	smp2p { compatible = "qcom,smp2p"; };
};
`;
    await checkRule(smemMissing, `${board('disabled')}//- board.dts => fixed\n${board('okay')}`);
  });
});
