import { describe, expect, it } from 'vitest';
import { statementAt, withoutStatement } from './statement-at.js';

/** What is known at the `$` of a text, in one line; the statement's text in brackets. */
function describeAt(marked: string): string {
  const offset = marked.indexOf('$');
  const text = marked.replace('$', '');
  const statement = statementAt(text, offset);
  if (!statement) return 'none';
  const { start, end, place, bodies } = statement;
  const word = text.slice(start + place.word.start, start + place.word.end);
  const { property, enclosure = '', list } = place.value ?? { property: '', list: [] };
  const value = place.value ? ` ${property} ${enclosure}${list.join(' ')}` : '';
  const path = bodies.map(({ header }) => header.trim()).join(' > ');
  return `${path} [${text.slice(start, end)}] ${place.kind} '${word}'${value}`;
}

describe('a statement', () => {
  it.each([
    ['a { hwl$ };', "a [hwl] name 'hwl'"],
    ['a { hwlocks = $ };', "a [hwlocks = ] value '' hwlocks"],
    ['a { hwlocks = <&t$cs 1> };', "a [hwlocks = <&tcs 1>] value '&tcs' hwlocks <"],
    ['a { hwlocks = <&t 1>, <&$', "a [hwlocks = <&t 1>, <&] value '&' hwlocks <"],
    ['a { p = <1 2 $\n\n status = "okay"; };', "a [p = <1 2 ] value '' p <1 2"],
    ['a { p = <1 $\n b { }; };', "a [p = <1 ] value '' p <1"],
    ['a { p = <1 $\n l: b@1 { }; };', "a [p = <1 ] value '' p <1"],
    ['a { p = <1>\n sta$ };', "a [sta] name 'sta'"],
    ['a { p = <1>\n $ };', "a [] name ''"],
    ['a { p = <1\n q = <2 $ };', "a [q = <2 ] value '' q <2"],
    ['a { p = "x;{", "y$z"; };', 'a [p = "x;{", "yz";] value \'yz\' p "'],
    ['a { p = <&{/b/c$}>; };', "a [p = <&{/b/c}>;] value '&{/b/c}' p <"],
    ['a { F(p, &x$) };', "a [F(p, &x)] value '&x' p"],
    ['NODE(a, hwlocks = <&x$)', "[hwlocks = <&x] value '&x' hwlocks <"],
    ['a {\n#if X\nb {\n#else\nc {\n#endif\n p$', "a > c [p] name 'p'"],
    ['a { #address-cells = <$', "a [#address-cells = <] value '' #address-cells <"],
    ['a { /delete-property/ p$; };', "a [/delete-property/ p;] deleted-property 'p'"],
    ['&lab$\n&other { };', "[&lab] reference '&lab'"],
    ['a { p = <1>; /* $ */ };', 'none'],
    ['// $', 'none'],
    ['#define A \\\n $', 'none'],
  ])('%j', (marked, expected) => {
    expect(describeAt(marked).trim()).toBe(expected);
  });

  it('goes without its line breaks and directives', () => {
    const text = 'a {\n p = <1>,\n#ifdef X\n <2>,\n#endif\n <\n q;\n};';
    const statement = statementAt(text, text.indexOf('<\n') + 1)!;
    expect(withoutStatement(text, statement)).toBe('a {\n \n#ifdef X\n\n#endif\n\n q;\n};');
  });

  it.each([
    ['braces', '{'],
    ['commas', 'a = ,'],
    ['commas in a name', ','],
    ['labels', 'a = a:\n'],
    ['parentheses', 'a('],
    ['brackets', '(<'],
    ['an endless name', 'a'],
    ['comment marks', '/*/ '],
    ['quotes', '"\\'],
    ['references', '&{'],
  ])('is found among very many %s before the runner loses patience', (_, part) => {
    const text = `x = ${part.repeat(300_000)}`;
    for (const offset of [5, text.length >> 1, text.length]) expect(() => statementAt(text, offset)).not.toThrow();
  });
});
