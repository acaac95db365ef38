import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { namePlaceOf } from './name-places.js';

/** The text of the place, and how many parts its value has. */
async function place(text: string) {
  const { tree } = await evaluateFixture(`/dts-v1/;\n${text}\n`);
  const found = namePlaceOf(tree.labels.get('n')!);
  if (!found) return undefined;
  const { file, start, end } = tree.originOf(found.definition).span;
  return { text: file.text.slice(start, end), parts: found.value.length };
}

it.each([
  ['a definition', '/ { n: n { name = "a"; }; };', 'name = "a";', 1],
  ['the first of two in the braces that make the node', '/ { n: n { name = "a"; name = "b"; }; };', 'name = "a";', 1],
  [
    'a definition that is deleted later',
    '/ { n: n { name = "a"; }; };\n&n { /delete-property/ name; };',
    'name = "a";',
    1,
  ],
  ['what overrides it', '/ { n: n { name = "a"; }; };\n&n { name = "b"; };', 'name = "b";', 1],
  ['what comes back', '/ { n: n { /delete-property/ name; }; };\n&n { name = "b"; };', 'name = "b";', 1],
  [
    'a deletion in the braces that make the node',
    '/ { n: n { /delete-property/ name; name = "a"; }; };',
    '/delete-property/ name;',
    0,
  ],
])('is %s', async (_, text, expected, parts) => {
  expect(await place(text)).toEqual({ text: expected, parts });
});

it.each([
  ['there never was one', '/ { n: n { }; };'],
  ['what is deleted was not there', '/ { n: n { }; };\n&n { /delete-property/ name; };'],
])('is nowhere where %s', async (_, text) => {
  expect(await place(text)).toBeUndefined();
});
