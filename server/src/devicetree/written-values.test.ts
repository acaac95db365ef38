import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { cellsOfValue } from './values.js';
import { writtenValues } from './written-values.js';

async function valuesOf(text: string) {
  const { tree } = await evaluateFixture(`/dts-v1/;\n${text}`);
  return writtenValues(tree.nodeAt('/n')!, 'p').map(({ definition, value }) => [
    definition.kind,
    cellsOfValue(value)?.map((cell) => cell.value),
  ]);
}

describe('the values that a property was given', () => {
  it('are told in the order of writing', async () => {
    expect(await valuesOf('/ { l: n { p = <1>; }; };\n&l { p = <2>; };\n/ { n { p = <3>; }; };')).toEqual([
      ['define', [1]],
      ['override', [2]],
      ['override', [3]],
    ]);
  });

  it('begin anew where the property or the node was deleted', async () => {
    expect(await valuesOf('/ { l: n { p = <1>; }; };\n&l { /delete-property/ p; };\n&l { p = <2>; };')).toEqual([
      ['define', [2]],
    ]);
    expect(await valuesOf('/ { l: n { p = <1>; }; };\n/delete-node/ &l;\n/ { n { p = <2>; }; };')).toEqual([
      ['define', [2]],
    ]);
  });

  it('are none for a property that is not there', async () => {
    expect(await valuesOf('/ { n { q; }; };')).toEqual([]);
  });
});
