import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { duplicateNodeNames } from './duplicate-node-names.js';

const check = (text: string) => checkRule(duplicateNodeNames, `/dts-v1/;${text}`);

describe('duplicate-node-names', () => {
  it('finds each node behind the first of its name in one pair of braces, deletions too', async () => {
    await check(`
/ {
	a { };
	a { };
//      ^ error(duplicate-node-names): A node 'a' is here already, in the same pair of braces
	a { };
//      ^ error(duplicate-node-names): A node 'a' is here already, in the same pair of braces
	b { };
	/delete-node/ b;
	//            ^ error(duplicate-node-names): A node 'b' is here already, in the same pair of braces
	c {
		d { };
		d { };
	//      ^ error(duplicate-node-names): A node 'd' is here already, in the same pair of braces
	};
};
`);
  });

  it('says nothing of nodes that several pairs of braces make, nor of other unit addresses', async () => {
    await check(`
/ {
	a@0 { b { }; };
	a@1 { b { }; };
};
/ {
	a@0 { b { }; };
	/delete-node/ a@1;
};
`);
  });
});
