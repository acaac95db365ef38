import { describe, expect, it } from 'vitest';
import { parseValue } from './values.js';

const parse = (text: string) => parseValue(text, 0, text.length);

/** The value as plain data: cells as numbers, references by name. */
function read(text: string): unknown[] {
  return parse(text).components.map((component): unknown => {
    switch (component.kind) {
      case 'cells':
        return component.cells.map((cell) => cell.reference?.label ?? cell.reference?.path ?? cell.wide ?? cell.value);
      case 'string':
        return component.value;
      case 'bytes':
        return Uint8Array.from(component.bytes);
      case 'path':
        return `&${component.reference.label ?? component.reference.path}`;
      default:
        return [component.path, component.offset, component.size];
    }
  });
}

describe('property values', () => {
  it.each([
    ['<1 0x10 010 0>', [[1, 16, 8, 0]]],
    ['<10UL 0xffULL>', [[10, 255]]],
    ['<&label 3>, <&{/soc/uart@1}>', [['label', 3], ['/soc/uart@1']]],
    ['"a", "b\\tc\\x41\\101"', ['a', 'b\tcAA']],
    ['[00 ff 1a2B]', [Uint8Array.of(0, 255, 0x1a, 0x2b)]],
    ['&label', ['&label']],
    ['/bits/ 8 <1 (-1)>, <1>', [[1, 255], [1]]],
    ['/bits/ 64 <0xfedcba9876543210>', [[0xfedcba9876543210n]]],
    ["<'a' '\\n'>", [[97, 10]]],
    ['/incbin/("fw.bin", 0x10, 32)', [['fw.bin', 16, 32]]],
    ['a: <1 b: 2> c: , d: "x" e:', [[1, 2], 'x']],
    ['/* one */ <1> // two', [[1]]],
    ['<12L34 0x1L2>', [[12, 34, 1, 2]]],
    ['<1label: 2>', [[1, 2]]],
    ['[ab: cd e: 01]', [Uint8Array.of(0xcd, 1)]],
    ['"\\x 1\\x-1\\x4g"', ['\x01\udcff\x04g']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(parse(text).problems).toEqual([]);
  });

  it.each([
    ['(1 + 2 * 3)', 7],
    ['(1 << 4 | 1)', 17],
    ['(1 ? 2 : 3)', 2],
    ['(0 ? 2 : 1 ? 4 : 5)', 4],
    ['(~0)', 0xffffffff],
    ['(-1)', 0xffffffff],
    ['(-1 > 0)', 1],
    ['(!5 || 3 && 0)', 0],
    ['(7 / 2 % 2)', 1],
    ['(1 << 64)', 0],
    ['((1 == 1) != 0)', 1],
  ])('%s is %d', (expression, expected) => {
    expect(read(`<${expression}>`)).toEqual([[expected]]);
  });

  it.each([
    ['<FOO 1>', 'undefined-macro', "'FOO'"],
    ['"a\\xg"', 'syntax-error', "'\\x'"],
    ["<'é'>", 'bad-number', 'one character'],
    ['<FOO(1, 2) 1>', 'undefined-macro', "'FOO'"],
    ['BAR', 'undefined-macro', "'BAR'"],
    ['<(1 / 0)>', 'syntax-error', 'Division by zero'],
    ['<089>', 'bad-number', 'octal'],
    ['<0x12345678a>', 'truncated-value', '0x2345678a'],
    ['/bits/ 7 <1>', 'bad-number', '8, 16, 32 or 64'],
    ['<1 2', 'syntax-error', "'>'"],
    ['"a" "b"', 'syntax-error', "','"],
    ['"a",', 'syntax-error', 'after'],
    ['/bits/ 8 <&label>', 'syntax-error', '32-bit'],
    ['[0]', 'syntax-error', 'hexadecimal'],
  ])('%s is wrong: %s', (text, code, words) => {
    expect(parse(text).problems[0]).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('keeps the cells around a name that no macro replaced', () => {
    const [component] = parse('<1 FOO(2) 3>').components;
    expect(component).toMatchObject({ cells: [{ value: 1 }, { value: 0, unknown: true }, { value: 3 }] });
  });

  it('survives nesting without end', () => {
    expect(parse(`<${'('.repeat(100_000)}`).problems[0]?.message).toContain('nested more than 200 deep');
    expect(parse(`<(${'-'.repeat(100_000)}1)>`).problems[0]?.message).toContain('nested more than 200 deep');
  });
});
