import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { nodeNameFormat } from './node-name-format.js';

const check = (text: string) => checkRule(nodeNameFormat, `/dts-v1/;${text}`);

describe('node-name-format', () => {
  it('finds a second @, also in what is left out because nothing refers to it', async () => {
    await check(`
/ {
	a@b@c { };
//      ^^^^^ error(node-name-format): A node's name has one '@' only
	/omit-if-no-ref/ d@@1 { };
	//               ^^^^ error(node-name-format): A node's name has one '@' only
};
`);
  });

  it('accepts one, and none', async () => {
    await check(`
/ {
	a@1,2 { };
	b { };
};
`);
  });
});
