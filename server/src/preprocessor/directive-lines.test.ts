import { describe, expect, it } from 'vitest';
import { createSourceFile } from '../text/source-file.js';
import type { Range } from '../text/span.js';
import { commentsOf, directiveLines } from './directive-lines.js';

const open = (text: string) => createSourceFile('file:///x.dtsi', 1, text);

const directivesIn = (text: string) => {
  const cut = ({ start, end }: Range) => text.slice(start, end);
  return directiveLines(open(text)).map((line) => [line.name, cut(line), line.subject && cut(line.subject)]);
};

describe('the directives of a file', () => {
  it('are told with their subjects, whether they are executed or not', () => {
    const text = [
      '  # include <a/b.h> // why',
      '#include "c.dtsi"',
      '#if 0',
      '#define F(x) x',
      '#include NAME',
      '# endif',
      '#size-cells',
      '#',
    ].join('\n');
    expect(directivesIn(text)).toEqual([
      ['include', '# include <a/b.h> // why', '<a/b.h>'],
      ['include', '#include "c.dtsi"', '"c.dtsi"'],
      ['if', '#if 0', '0'],
      ['define', '#define F(x) x', 'F'],
      ['include', '#include NAME', 'NAME'],
      ['endif', '# endif', undefined],
    ]);
  });

  it('have the ranges of the file where lines are spliced', () => {
    expect(directivesIn('#def\\\nine LO\\\nNG 1 + \\\n 2\nx;')).toEqual([
      ['define', '#def\\\nine LO\\\nNG 1 + \\\n 2', 'LO\\\nNG'],
    ]);
  });
});

it('the comments of a file leave out strings', () => {
  const text = '// one\n/ { p = "/* no */"; /* two\n lines */ };\0 // last';
  expect(commentsOf(open(text)).map(({ start, end }) => text.slice(start, end))).toEqual([
    '// one',
    '/* two\n lines */',
    '// last',
  ]);
});
