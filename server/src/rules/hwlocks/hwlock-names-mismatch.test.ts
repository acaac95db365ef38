import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { hwlockNamesMismatch } from './hwlock-names-mismatch.js';

const check = (text: string) => checkRule(hwlockNamesMismatch, `/dts-v1/;${text}`);

describe('hwlock-names-mismatch', () => {
  it('finds names without locks, too many names and too few', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <1>; };
	a { hwlock-names = "adi"; };
	//  ^^^^^^^^^^^^ warning(hwlock-names-mismatch): \`hwlock-names\` names nothing: the node has no \`hwlocks\`
	b { hwlocks = <&bank 0>; hwlock-names = "x", "y"; };
	//                                      ^^^^^^^^ warning(hwlock-names-mismatch): \`hwlock-names\` has 2 names for 1 lock
	c { hwlocks = <&bank 0 &bank 1>; hwlock-names = "x"; };
	//                                              ^^^ warning(hwlock-names-mismatch): \`hwlock-names\` has 1 name for 2 locks
};
`);
  });

  it('stands at the text that deletes the locks', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <1>; };
	a: a { hwlocks = <&bank 0>; hwlock-names = "adi"; };
};
&a { /delete-property/ hwlocks; };
//                     ^^^^^^^ warning(hwlock-names-mismatch): \`hwlock-names\` names nothing: …
`);
  });

  it('says nothing where the locks cannot be counted or the names are no strings', async () => {
    await check(`
/ {
	bank: bank { #hwlock-cells = <1>; };
	a { hwlocks = <&bank>; hwlock-names = "x", "y"; };
	b { hwlocks = <&bank 0>; hwlock-names = <1>; };
	c { hwlocks = <&bank 0>; hwlock-names = "x"; };
};
`);
  });

  it('leaves as many names as there are locks, and none where there is none', async () => {
    const board = (a: string, b: string) => `/dts-v1/;
/ {
	bank: bank { #hwlock-cells = <1>; };
	a {
		hwlocks = <&bank 0>;
		hwlock-names = ${a};
//		               ^^^^^^^^ warning(hwlock-names-mismatch): …
	};
	b {
${b}	};
};
`;
    const marker = '//		^^^^^^^^^^^^ warning(hwlock-names-mismatch): …\n';
    const broken = board('"x", "y"', `		hwlock-names = "x";\n${marker}`);
    await checkRule(hwlockNamesMismatch, `${broken}//- board.dts => fixed\n${board('"x"', marker)}`);
  });
});
