import { describe, it } from 'vitest';
import { checkRule } from '../../../../test/fixture.js';
import { nodeNameChars } from './node-name-chars.js';

const check = (text: string) => checkRule(nodeNameChars, `/dts-v1/;${text}`);

describe('node-name-chars', () => {
  it('finds the first character that no name can have', async () => {
    await check(`
/ {
	a#b { };
//      ^^^ error(node-name-chars): A node's name cannot have the character '#'
	c?d@1 { };
//      ^^^^^ error(node-name-chars): A node's name cannot have the character '?'
};
`);
  });

  it('looks at nodes that are left out because nothing refers to them', async () => {
    await check(`
/ {
	/omit-if-no-ref/ a*b { };
	//               ^^^ error(node-name-chars): A node's name cannot have the character '*'
};
`);
  });

  it('accepts every character that the Specification allows, and leaves a second @ to another finding', async () => {
    await check(`
/ {
	aZ09,._+-@1,2 { };
	a@b@c { };
};
`);
  });
});
