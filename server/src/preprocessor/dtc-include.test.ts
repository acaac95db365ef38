import { describe, expect, test } from 'vitest';
import { expandFiles, FOLDER, shortFindings, solidLines } from '../../../test/expansion-files.js';

describe("dtc's /include/", () => {
  test('puts the file in as it is: no macros, no directives', () => {
    const expansion = expandFiles({
      'board.dts': '#define A 1\n/include/ "raw.dtsi"\nA B;',
      'raw.dtsi': 'A // it is raw\n#define B 2\n',
    });
    expect(solidLines(expansion.text)).toEqual(['A // it is raw', '#define B 2', '1 B;']);
    expect(expansion.macros.has('B')).toBe(false);
  });

  test('nests, relative to the file that it is in, then along the include paths', () => {
    const files = {
      'board.dts': '/include/ "x/a.dtsi"',
      'x/a.dtsi': 'a /include/"b.dtsi" z',
      'x/b.dtsi': 'b\n/include/\n"c.dtsi"',
      'include/c.dtsi': 'c',
    };
    expect(solidLines(expandFiles(files).text)).toEqual(['a b', 'c', 'z']);
  });

  test('is none in comments, strings and characters', () => {
    const files = {
      'board.dts': 'p = "/include/ \\"a.h\\"", \'/include/ "a.h"\'; /* /include/ "a.h" */\n/include/ "raw"',
      raw: '/* /include/ "a.h" */ // /include/ "a.h"\n',
      'a.h': 'A',
    };
    expect(expandFiles(files).text).not.toContain('A');
  });

  test('may come out of a macro', () => {
    const files = { 'board.dts': '#define INCLUDE /include/ "a.dtsi"\nINCLUDE', 'a.dtsi': 'a' };
    const { text, sourceMap } = expandFiles(files);
    expect(solidLines(text)).toEqual(['a']);
    const { via } = sourceMap.originOf(text.indexOf('a'), text.indexOf('a') + 1);
    expect(via.map(({ kind }) => kind)).toEqual(['include']);
  });

  test('has its own places', () => {
    const files = {
      'board.dts': 'first /include/ "a.dtsi" last',
      'a.dtsi': 'one /include/ "b.dtsi" two',
      'b.dtsi': 'inner',
    };
    const { text, sourceMap } = expandFiles(files);
    for (const [word, uri, depth] of [
      ['first', 'board.dts', 0],
      ['one', 'a.dtsi', 1],
      ['inner', 'b.dtsi', 2],
      ['two', 'a.dtsi', 1],
      ['last', 'board.dts', 0],
    ] as const) {
      const at = text.indexOf(word);
      const { span, via } = sourceMap.originOf(at, at + word.length);
      expect(span.file.uri).toBe(`${FOLDER}/${uri}`);
      expect(span.file.text.slice(span.start, span.end)).toBe(word);
      expect(via).toHaveLength(depth);
      expect(sourceMap.expandedAt(span.file.uri, span.start)).toEqual([at]);
    }
  });

  test('reports what is missing or goes in circles', () => {
    expect(shortFindings(expandFiles({ 'board.dts': 'a /include/ "no.dtsi" b' }))).toEqual([
      'missing-include@"no.dtsi"',
    ]);
    const circle = expandFiles({
      'board.dts': '/include/ "a.dtsi"',
      'a.dtsi': 'a /include/ "a.dtsi" /include/ "a.dtsi"',
    });
    expect(shortFindings(circle)).toEqual(['include-cycle@"a.dtsi"']);
    expect(expandFiles({ 'board.dts': '/include/ "a.dtsi"', 'a.dtsi': null }).notLoaded).toEqual([`${FOLDER}/a.dtsi`]);
  });
});
