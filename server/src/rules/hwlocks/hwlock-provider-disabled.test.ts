import { describe, expect, it } from 'vitest';
import { checkRule, evaluateFixture } from '../../../../test/fixture.js';
import { hwlockProviderDisabled } from './hwlock-provider-disabled.js';

const check = (text: string) => checkRule(hwlockProviderDisabled, `/dts-v1/;${text}`);

describe('hwlock-provider-disabled', () => {
  it('stands at the status that disables a bank in use', async () => {
    await checkRule(
      hwlockProviderDisabled,
      `
//- soc.dtsi
/dts-v1/;
/ {
	bus: bus { bank: bank { #hwlock-cells = <1>; }; };
	a { hwlocks = <&bank 1>; };
	b { hwlocks = <&bank 2>; };
};
//- board.dts
#include "soc.dtsi"
&bus { status = "disabled"; };
//              ^^^^^^^^^^ warning(hwlock-provider-disabled): This disables &bank, of which /a, /b take locks: Linux refuses with -ENOENT
`,
    );
  });

  it('stands at the reference that is written later', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <1>; status = "disabled"; };
	a { hwlocks = <&bank 1>; };
	//             ^^^^^^^ warning(hwlock-provider-disabled): /a takes a lock of &bank, which is disabled: …
};
`);
  });

  it('says nothing where the user is disabled too, or the status is not known', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <1>; status = "disabled"; };
	odd: odd { #hwlock-cells = <1>; status = <STATUS>; };
	//                                        ^^^^^^ error(undefined-macro): …
	a { hwlocks = <&bank 1>; status = "disabled"; };
	b { hwlocks = <&odd 1>; };
};
`);
  });

  it('enables the bank where it is disabled', async () => {
    const board = (status: string) => `/dts-v1/;
/ {
	a { hwlocks = <&bank 1>; };
	bank: bank { #hwlock-cells = <1>; status = "${status}"; };
//	                                           ^^^^^^^^^^ warning(hwlock-provider-disabled): …
};
`;
    await checkRule(hwlockProviderDisabled, `${board('disabled')}//- board.dts => fixed\n${board('okay')}`);
  });

  it('offers to enable it on the board alone where a shared file disables it', async () => {
    const { tree, expansion } = await evaluateFixture(`//- board.dts
#include "soc.dtsi"
//- soc.dtsi
/dts-v1/;
/ { bank: bank { #hwlock-cells = <1>; status = "disabled"; }; a { hwlocks = <&bank 1>; }; };
`);
    const [finding] = [...hwlockProviderDisabled.check({ tree, expansion })];
    expect(finding?.fixes?.map(({ title, edits }) => [title, edits[0]?.newText])).toEqual([
      ['Enable &bank', '"okay"'],
      ['Enable &bank in board.dts', '\n&bank {\n\tstatus = "okay";\n};\n'],
    ]);
  });
});
