import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { smemWrongHwlock } from './smem-wrong-hwlock.js';

const BANKS = `/dts-v1/;
/ {
	mutex: mutex { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };
	other: other { compatible = "acme,locks"; #hwlock-cells = <1>; };
};
`;
const BOARD = `#include "soc.dtsi"
/ {
	smem { compatible = "qcom,smem"; hwlocks = <&mutex 0>; };
//	                                                   ^ warning(smem-wrong-hwlock): SMEM takes <&mutex 0>, but firmware takes lock 3 on every known Qualcomm SoC: …
};
`;

const check = (text: string) => checkRule(smemWrongHwlock, BANKS + text);

describe('smem-wrong-hwlock', () => {
  it('puts the index right', async () => {
    const fixed = BOARD.replace('<&mutex 0>;', '<&mutex 3>;');
    await checkRule(smemWrongHwlock, `//- soc.dtsi\n${BANKS}//- board.dts\n${BOARD}//- board.dts => fixed\n${fixed}`);
  });

  it('has no fix for an index out of a macro, whose other uses it would change', async () => {
    const board = `#define LOCK 0\n${BOARD.replace('<&mutex 0>;', '<&mutex LOCK>;').replace('^ warn', '^^^^ warn')}`;
    await checkRule(smemWrongHwlock, `//- soc.dtsi\n${BANKS}//- board.dts\n${board}//- board.dts => fixed\n${board}`);
  });

  it.each([
    ['the usual index', '<&mutex 3>'],
    ['a bank of another maker', '<&other 0>'],
    ['an index that does not exist', '<&mutex 32>'],
    ['several locks', '<&mutex 0>, <&mutex 3>'],
  ])('says nothing of %s', async (_, value) => {
    await check(`/ { smem { compatible = "qcom,smem"; hwlocks = ${value}; }; };`);
  });

  it('says nothing of other nodes', async () => {
    await check('/ { ipclite { hwlocks = <&mutex 11>; }; };');
  });
});
