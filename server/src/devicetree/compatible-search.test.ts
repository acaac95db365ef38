import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { compatibleSearch } from './compatible-search.js';

it('finds the nodes of which a compatible fits, in the order of the tree, whoever wrote it last', async () => {
  const { tree } = await evaluateFixture(`/dts-v1/;
/ {
	first { compatible = "maker,special", "fallback"; };
	second { compatible = "fallback", "maker,general"; };
	third { compatible = "other"; };
	fourth { compatible = "maker,special"; };
	fifth { compatible = "maker,special"; };
	by-path { compatible = &named, "x"; };
	named: maker,node { };
	without { };
};
/ {
	third { compatible = "maker,late"; };
	fourth { compatible = "other"; };
	fifth { /delete-property/ compatible; };
};
`);
  const ofMaker = compatibleSearch((compatible) => compatible.includes('maker,'));
  const found = ofMaker(tree);
  expect(found.map(({ name }) => name)).toEqual(['first', 'second', 'third', 'by-path']);
});
