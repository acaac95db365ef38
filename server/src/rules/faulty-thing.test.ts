import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { atNode, atProperty, atPropertyName } from './faulty-thing.js';

const SOC = `//- soc.dtsi
/dts-v1/;
/ {
	uart: serial { status = "disabled"; };
};
`;

it('a node stands where it was written first, and the other places are told', async () => {
  const { tree } = await evaluateFixture(`${SOC}//- board.dts
#include "soc.dtsi"
&uart { status = "okay"; };
/ { serial { }; };
`);
  const place = atNode(tree, tree.labels.get('uart')!);
  expect(describePlaces([place, ...place.related!])).toEqual([
    'soc.dtsi serial',
    'board.dts &uart',
    'board.dts serial',
  ]);
  expect(place.related!.map(({ message }) => message)).toEqual(['Also defined here', 'Also defined here']);
  expect(place.nodes).toEqual(['/serial']);
});

it('a node of one place has no others, and one of very many has a few of them', async () => {
  const one = await evaluateFixture(SOC.replace('soc.dtsi', 'soc.dts'));
  expect(atNode(one.tree, one.tree.labels.get('uart')!)).not.toHaveProperty('related');
  const many = await evaluateFixture(`${SOC.replace('soc.dtsi', 'soc.dts')}${'&uart { };\n'.repeat(100)}`);
  expect(atNode(many.tree, many.tree.labels.get('uart')!).related).toHaveLength(8);
});

it('a node that was deleted and came back begins anew', async () => {
  const { tree } = await evaluateFixture(`${SOC}//- board.dts
#include "soc.dtsi"
/delete-node/ &uart;
/ { uart: serial { }; };
`);
  const place = atNode(tree, tree.labels.get('uart')!);
  expect(describePlaces([place, ...(place.related ?? [])])).toEqual(['board.dts serial']);
});

it('a property stands at the value that counts, or at its name where it was written first', async () => {
  const { tree } = await evaluateFixture(`${SOC}//- board.dts
#include "soc.dtsi"
&uart { status = "okay"; flag; };
`);
  const { properties } = tree.labels.get('uart')!;
  const status = properties.get('status')!;
  expect(describePlaces([atProperty(tree, status), atPropertyName(tree, status)])).toEqual([
    'board.dts "okay"',
    'soc.dtsi status',
  ]);
  expect(describePlaces([atProperty(tree, properties.get('flag')!)])).toEqual(['board.dts flag']);
});

function describePlaces(places: readonly Pick<ReturnType<typeof atNode>, 'at'>[]): string[] {
  return places.map(({ at: { span } }) => {
    const name = span.file.uri.slice(span.file.uri.lastIndexOf('/') + 1);
    return `${name} ${span.file.text.slice(span.start, span.end)}`;
  });
}
