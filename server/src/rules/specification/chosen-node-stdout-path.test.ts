import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { chosenNodeStdoutPath } from './chosen-node-stdout-path.js';

const check = (text: string) => checkRule(chosenNodeStdoutPath, `/dts-v1/;${text}`);

describe('chosen-node-stdout-path', () => {
  it('finds the old name, and gives it the new one', async () => {
    await check(`
/ {
	chosen { linux,stdout-path = "serial0"; };
	//       ^^^^^^^^^^^^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
};
//- board.dts => fixed
/dts-v1/;
/ {
	chosen { stdout-path = "serial0"; };
	//       ^^^^^^^^^^^^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
};
`);
  });

  it('has no fix where the property is written twice, or by a macro', async () => {
    await check(`
#define STDOUT linux,stdout-path = "serial0";
/ {
	chosen {
		STDOUT
	//      ^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
	};
	other {
		chosen { linux,stdout-path = "serial0"; };
		//       ^^^^^^^^^^^^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
	};
};
/ { other { chosen { linux,stdout-path = "serial1"; }; }; };
//- board.dts => fixed
/dts-v1/;
#define STDOUT linux,stdout-path = "serial0";
/ {
	chosen {
		STDOUT
	//      ^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
	};
	other {
		chosen { linux,stdout-path = "serial0"; };
		//       ^^^^^^^^^^^^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
	};
};
/ { other { chosen { linux,stdout-path = "serial1"; }; }; };
`);
  });

  it('finds what is not one string, by either name', async () => {
    await check(`
/ {
	chosen { stdout-path = "a", "b"; };
	//                     ^^^^^^^^ warning(chosen-node-stdout-path): \`stdout-path\` has to be one string
	other { chosen { linux,stdout-path = <1>; }; };
	//               ^^^^^^^^^^^^^^^^^ warning(chosen-node-stdout-path): The property is called \`stdout-path\` now
	//                                   ^^^ warning(chosen-node-stdout-path): \`linux,stdout-path\` has to be one string
};
`);
  });

  it('says nothing of the old name beside the new one', async () => {
    await check(`
/ {
	chosen { linux,stdout-path = <1>; stdout-path = "serial0"; };
};
`);
  });
});
