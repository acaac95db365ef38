import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { countNamesOf, propertyIndexOf } from './property-index.js';

const TEXT = `/dts-v1/;
/ {
	#address-cells = <1>;
	a: a { x; #gone-cells = <1>; #late-cells = <1>; };
	b { x; y = <&a>; };
};
/ { a { /delete-property/ x; /delete-property/ #gone-cells; z; }; };
`;

it('finds the holders of a name, however many names were asked for before', async () => {
  const { tree } = await evaluateFixture(TEXT);
  const index = propertyIndexOf(tree);
  const holders = (name: string) => index.holdersOf(name).map(({ path }) => path);
  const all = () => ['x', 'y', 'z', 'phandle', '#address-cells', '#gone-cells', 'none'].map(holders);
  const first = all();
  expect(first).toEqual([['/b'], ['/b'], ['/a'], ['/a'], ['/'], [], []]);
  expect(all()).toEqual(first);
  expect(all()).toEqual(first);
  expect(index.named('x').map(({ node }) => node.path)).toEqual(['/b']);
});

it('gathers the names that count something, those alone that stand', async () => {
  const { tree } = await evaluateFixture(TEXT);
  expect([...countNamesOf(tree)].sort()).toEqual(['#address-cells', '#late-cells']);
});
