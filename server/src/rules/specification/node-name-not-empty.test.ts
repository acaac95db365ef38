import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { nodeNameNotEmpty } from './node-name-not-empty.js';

const check = (text: string) => checkRule(nodeNameNotEmpty, `/dts-v1/;${text}`);

describe('node-name-not-empty', () => {
  it('finds names that begin with @', async () => {
    await check(`
/ {
	@1000 { };
//      ^^^^^ error(node-name-not-empty): The node has no name before its unit address
	soc { @2 { }; };
	//    ^^ error(node-name-not-empty): The node has no name before its unit address
};
`);
  });

  it('accepts the root, and names without unit address', async () => {
    await check(`
/ {
	a { };
	b@ { };
};
`);
  });
});
