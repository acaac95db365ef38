import { describe, expect, it } from 'vitest';
import { createSourceFile } from '../../text/source-file.js';
import { placeLink } from './links.js';
import { withoutMarkup } from './markup.js';
import { byteSize, hexadecimal } from './numbers.js';
import { code, enumerate, history, plain, table } from './text.js';

describe('text of a source in Markdown', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`a``', '``` `a`` ```'],
    ['two\n\tlines', '`two lines`'],
    ['', '`(empty)`'],
    [' \n', '`(empty)`'],
    ['a\u202eb\u0000c\ud800', '`a\ufffdb\ufffdc\ufffd`'],
    ['x'.repeat(500), `\`${'x'.repeat(399)}…\``],
  ])('is code: %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('never ends within a pair of surrogates', () => {
    expect(code('😀'.repeat(10), 4)).toBe('`😀…`');
  });

  it('means nothing in Markdown', () => {
    expect(plain('a_b *c* [d](e) <f> `g` | _h_ &amp; ~~')).toBe(
      'a_b \\*c\\* \\[d\\](e) \\<f\\> \\`g\\` \\| \\_h\\_ \\&amp; \\~\\~',
    );
  });

  it('cannot end the cell of a table', () => {
    expect(table(['A', 'B'], [['`a|b`', 'c\\|d']])).toBe('| A | B |\n| --- | --- |\n| `a\\|b` | c\\|d |');
  });
});

describe('long lists', () => {
  const many = Array.from({ length: 25 }, (_, index) => `${index}`);

  it('are cut with how many are missing', () => {
    expect(enumerate(many, 3)).toBe('0, 1, 2 and 22 more');
    expect(history(many, 2)).toBe('- … 23 before\n- 23\n- 24');
    expect(
      table(
        ['A', 'B'],
        [
          ['1', '2'],
          ['3', '4'],
        ],
        1,
      ),
    ).toBe('| A | B |\n| --- | --- |\n| 1 | 2 |\n| … and 1 more |  |');
  });
});

describe('links', () => {
  it('lead to line and column, whatever the file is called', () => {
    const file = createSourceFile('file:///a(b)/x_%5By%5D_.dtsi', 1, 'one\ntwo');
    expect(placeLink({ file, start: 5, end: 6 })).toBe(
      '[x\\_\\[y\\]\\_.dtsi:2](file:///a%28b%29/x_%5By%5D_.dtsi#L2,2)',
    );
  });
});

describe('numbers', () => {
  it.each([
    [9, '9'],
    [10, '0xa'],
    [2n ** 64n, '0x10000000000000000'],
  ])('%s', (value, expected) => {
    expect(hexadecimal(value)).toBe(expected);
  });

  it.each([
    [0n, '0 bytes'],
    [0x200000n, '2 MiB'],
    [0x4080000n, '64.5 MiB'],
    [0x180000000n, '6 GiB'],
    [0x600n, '1.5 KiB'],
    [0x1001n, '0x1001 bytes'],
  ])('%s bytes', (value, expected) => {
    expect(byteSize(value)).toBe(expected);
  });
});

describe('without markup', () => {
  it('is what one reads', () => {
    const text = `**Bold** [\`/a@1\`](file:///x%20y#L1,2) of ${code('a`b')} ${plain('<x>')}\n\n| A |\n| --- |\n| 1 |`;
    expect(withoutMarkup(text)).toBe('Bold /a@1 of ab <x>\n\n| A |\n| 1 |');
  });
});
