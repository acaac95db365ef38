import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { deletionOf } from './deletions.js';

async function deletion(text: string): Promise<string | undefined> {
  const { tree } = await evaluateFixture(`/dts-v1/;\n${text}`);
  const found = deletionOf(tree.labels.get('node')!, 'p');
  if (!found) return undefined;
  const { file, start, end } = tree.originOf(found).span;
  return file.text.slice(start, end);
}

describe('the deletion of a property', () => {
  it('is the text that took it away', async () => {
    expect(await deletion('/ { node: n { p; }; };\n&node { /delete-property/ p; };')).toBe('/delete-property/ p;');
  });

  it.each([
    ['was never there', '/ { node: n { }; };'],
    ['was never there to be deleted', '/ { node: n { /delete-property/ p; }; };'],
    ['is there', '/ { node: n { p; }; };'],
    ['came back', '/ { node: n { p; }; };\n&node { /delete-property/ p; };\n&node { p; };'],
    ['belonged to a node of the same name', '/ { node: n { p; }; };\n/delete-node/ &node;\n/ { node: n { }; };'],
  ])('is absent where the property %s', async (_, text) => {
    expect(await deletion(text)).toBeUndefined();
  });
});
