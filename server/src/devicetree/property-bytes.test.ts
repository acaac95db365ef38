import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { byteLengthOf, bytesOf, isEmpty, isUnreadable } from './property-bytes.js';

const file = Uint8Array.of(1, 2, 3);

async function property(value: string) {
  const { tree } = await evaluateFixture(`/dts-v1/;\n/ { p${value && ` = ${value}`}; n: n { phandle = <7>; }; };\n`);
  return tree.root.properties.get('p')!;
}

it.each([
  ['', []],
  ['<1 &n>', [0, 0, 0, 1, 0, 0, 0, 7]],
  ['<&nowhere>', [255, 255, 255, 255]],
  ['/bits/ 16 <1>, [05]', [0, 1, 5]],
  ['"a\\0é"', [97, 0, 0xc3, 0xa9, 0]],
  ['&n', [47, 110, 0]],
  ['&nowhere', [0]],
  ['/incbin/("file.bin"), "a"', [1, 2, 3, 97, 0]],
])('the bytes of %s, and their number', async (value, expected) => {
  const found = await property(value);
  expect([...bytesOf(found, () => file)]).toEqual(expected);
  expect(byteLengthOf(found, () => file)).toBe(expected.length);
});

it('a value with a file is readable, and empty or not, once the file is read', async () => {
  const found = await property('/incbin/("file.bin")');
  expect([isUnreadable(found), isUnreadable(found, () => file)]).toEqual([true, false]);
  expect([isEmpty(found), isEmpty(found, () => file), isEmpty(found, () => new Uint8Array(0))]).toEqual([
    false,
    false,
    true,
  ]);
  for (const value of ['', '<>', '[]']) expect(isEmpty(await property(value))).toBe(true);
  expect(isEmpty(await property('""'))).toBe(false);
});
