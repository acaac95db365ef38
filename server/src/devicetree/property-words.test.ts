import { describe, expect, it } from 'vitest';
import { evaluateFixture } from '../../../test/fixture.js';
import { isUndecided, wordOf, wordsOf } from './property-words.js';

async function property(value: string, before = '/dts-v1/;') {
  const { tree } = await evaluateFixture(`${before}\n/ { p = ${value}; n: n { phandle = <7>; }; };\n`);
  return tree.root.properties.get('p')!;
}

const valuesOf = async (value: string) => wordsOf(await property(value))?.map((word) => word.value);

const word = Uint8Array.of(0, 0, 1, 2);

describe('the 32-bit numbers of a value', () => {
  it.each([
    ['<1 2>, <3>', [1, 2, 3]],
    ['<&n 0xffffffff>', [7, 0xffff_ffff]],
    ['[00 00 00 01]', [1]],
    ['"abc", "def"', [0x61626300, 0x64656600]],
    ['/bits/ 64 <0x100000002>', [1, 2]],
    ['/bits/ 16 <1 2>, <3>', [0x10002, 3]],
    ['[00 00], <&n>, [00 00]', [0, 0x70000]],
    ['<>', []],
    ['""', undefined],
    ['[00 01]', undefined],
  ])('of %s', async (value, expected) => {
    expect(await valuesOf(value)).toEqual(expected);
  });

  it('are references only where they stand at a whole word', async () => {
    const references = async (value: string) =>
      wordsOf(await property(value))!.map(({ isReference, phandleOf }) => [isReference, phandleOf?.name]);
    expect(await references('<&n 7>')).toEqual([
      [true, 'n'],
      [false, undefined],
    ]);
    expect(await references('[00 00 00 01], <&n>')).toEqual([
      [false, undefined],
      [true, 'n'],
    ]);
    expect(await references('[00 00], <&n>, [00 00]')).toEqual([
      [false, undefined],
      [false, undefined],
    ]);
  });

  it('that refer to nothing have all bits set', async () => {
    expect(wordsOf(await property('<&nowhere>'))).toMatchObject([{ value: 0xffff_ffff, isReference: true }]);
  });

  it('have the range of their cell, or else of the whole value', async () => {
    const ranges = async (value: string) => wordsOf(await property(value))!.map(({ start, end }) => [start, end]);
    // Counted from the start of the property, behind `p = `.
    expect(await ranges('<1 22>')).toEqual([
      [5, 6],
      [7, 9],
    ]);
    expect(await ranges('"abc", "def"')).toEqual([
      [4, 16],
      [4, 16],
    ]);
  });

  it('are read out of a file where somebody read it', async () => {
    const file = await property('/incbin/("word.bin"), <3>');
    expect(wordsOf(file, () => word)?.map(({ value }) => value)).toEqual([0x102, 3]);
    expect(wordOf(await property('/incbin/("word.bin")'), () => word)).toBe(0x102);
  });
});

it('one number is a value of four bytes', async () => {
  expect(wordOf(await property('[00 00 01 00]'))).toBe(256);
  expect(wordOf(await property('<1 2>'))).toBeUndefined();
  expect(wordOf(await property('<>'))).toBeUndefined();
});

describe('a value is undecided', () => {
  it.each([
    ['it has a mistake', '<COUNT>', true, true],
    ['it refers to nothing, but not in an overlay', '<&nowhere>', true, false],
    ['a file is not read', '/incbin/("word.bin")', true, true],
    ['never, where all is known', '<&n 1>, "a"', false, false],
  ])('where %s', async (_, value, alone, inOverlay) => {
    expect(isUndecided(await property(value), false)).toBe(alone);
    expect(isUndecided(await property(value, '/dts-v1/;\n/plugin/;'), true)).toBe(inOverlay);
  });

  it('no longer once the file is read', async () => {
    expect(isUndecided(await property('/incbin/("word.bin")'), false, () => word)).toBe(false);
  });
});
