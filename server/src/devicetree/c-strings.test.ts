import { expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { firstTextOf, hasText } from './c-strings.js';

async function property(value: string) {
  const { tree } = await evaluateFixture(`/dts-v1/;\n/ { p${value === '' ? '' : ` = ${value}`}; };\n`);
  return tree.root.properties.get('p')!;
}

it.each([
  ['"pci"', 'pci'],
  ['"pci", "x"', 'pci'],
  ['"pci\\0x"', 'pci'],
  ['[70 63 69 00 78]', 'pci'],
  ['<0x70636900>', 'pci'],
  ['[70 63 69]', 'pci'],
  ['&{/}', '/'],
  ['""', ''],
  ['<0>', ''],
  ['', undefined],
  ['<>', undefined],
  ['[]', undefined],
])('the first text of %s is %s', async (value, text) => {
  expect(firstTextOf(await property(value))).toBe(text);
});

it.each([
  ['"a", "simple-bus"', true],
  ['"a\\0simple-bus"', true],
  ['[73 69 6d 70 6c 65 2d 62 75 73 00]', true],
  ['"a", [73 69 6d 70 6c 65 2d 62 75 73 00]', true],
  ['"simple-buses", "a-simple-bus"', false],
  ['', false],
])('whether %s has a text: %s', async (value, expected) => {
  expect(hasText(await property(value), 'simple-bus')).toBe(expected);
});

it('a text of any length is read, as far as it matters', async () => {
  expect(firstTextOf(await property(`[${'61 '.repeat(200_000)}]`))).toMatch(/^a{1000}/);
});
