import { describe, expect, test } from 'vitest';
import { expandFiles, FOLDER, shortFindings, solidLines, type TestFiles } from '../../../test/expansion-files.js';

const linesOf = (files: TestFiles) => solidLines(expandFiles(files).text);

describe('where includes are searched', () => {
  test('quotes: first the folder of the file they are in, then the include paths', () => {
    const files = {
      'board.dts': '#include "a/one.dtsi"',
      'a/one.dtsi': '#include "two.h"\n#include "three.h"',
      'a/two.h': 'own',
      'include/two.h': 'path',
      'include/three.h': 'path',
    };
    expect(linesOf(files)).toEqual(['own', 'path']);
  });

  test('angle brackets: the include paths only', () => {
    const files = { 'board.dts': '#include <two.h>', 'two.h': 'own', 'include/two.h': 'path' };
    expect(linesOf(files)).toEqual(['path']);
  });

  test('the folder is that of the canonical file', () => {
    const files = {
      'board.dts': '#include <link/soc.dtsi>',
      'real/soc.dtsi': '#include "pins.h"',
      'real/pins.h': 'pins',
    };
    const canonicalUri = (uri: string) => uri.replace(`${FOLDER}/include/link/`, `${FOLDER}/real/`);
    expect(solidLines(expandFiles(files, { canonicalUri }).text)).toEqual(['pins']);
  });

  test('names with characters that URIs encode', () => {
    const files = {
      'board.dts': '#include <dt-bindings/clock/qcom,gcc.h>\n#include "a b.h"',
      'include/dt-bindings/clock/qcom%2Cgcc.h': 'gcc',
      'a%20b.h': 'blank',
    };
    expect(linesOf(files)).toEqual(['gcc', 'blank']);
  });

  test('up and down folders, and absolute paths', () => {
    const files = { 'x/board.dts': '#include "../y/./a.h"\n#include "/tree/y/a.h"', 'y/a.h': 'a' };
    expect(linesOf(files)).toEqual(['a', 'a']);
  });

  test('include_next goes on behind the path that the file was found in', () => {
    const files = { 'board.dts': '#include <a.h>', 'first/a.h': 'first\n#include_next <a.h>', 'second/a.h': 'second' };
    const { text } = expandFiles(files, { includePaths: [`${FOLDER}/first`, `${FOLDER}/second`] });
    expect(solidLines(text)).toEqual(['first', 'second']);
  });

  test('macros may make the file name', () => {
    const files = {
      'board.dts':
        '#define A "a.h"\n#define B <b.h>\n#define C b.h\n#include A\n#include B\n#include <C>\n#define D(x) <x.h>\n#include D(b)',
      'a.h': 'a',
      'include/b.h': 'b',
      'include/C': 'c',
    };
    expect(linesOf(files)).toEqual(['a', 'b', 'c', 'b']);
  });

  test('slashes and quotes mean nothing in a file name', () => {
    const files = { 'board.dts': '#include <a//b>\n#include "c\\"\n', 'include/a/b': 'b', 'c/': 'c' };
    expect(linesOf(files)).toEqual(['b']);
  });

  test('__has_include', () => {
    const files = {
      'board.dts': '#if __has_include("a.h") && !__has_include(<a.h>) && __has_include(<b.h>)\nyes\n#endif',
      'a.h': '',
      'include/b.h': '',
    };
    expect(linesOf(files)).toEqual(['yes']);
  });
});

describe('files that are read once', () => {
  test('guards, pragma once and import', () => {
    const files = {
      'board.dts':
        '#include "g.h"\n#include "g.h"\n#include "o.h"\n#include "o.h"\n#import "i.h"\n#import "i.h"\n#include "n.h"\n#include "n.h"',
      'g.h': '#ifndef G\n#define G\ng\n#endif',
      'o.h': '#pragma once\no',
      'i.h': 'i',
      'n.h': 'n',
    };
    expect(linesOf(files)).toEqual(['g', 'o', 'i', 'n', 'n']);
  });

  test('a guard that is left out is no inactive region', () => {
    const files = { 'board.dts': '#include "g.h"\n#include "g.h"', 'g.h': '#ifndef G\n#define G\ng\n#endif' };
    expect(expandFiles(files).inactive).toEqual([]);
  });

  test('every file is listed once', () => {
    const files = { 'board.dts': '#include "n.h"\n#include "n.h"', 'n.h': 'n' };
    expect(expandFiles(files).files.map(({ uri }) => uri)).toEqual([`${FOLDER}/board.dts`, `${FOLDER}/n.h`]);
  });

  test('a file is listed of which a guard that is defined leaves nothing', () => {
    const files = {
      'board.dts': '#define G\n#include "g.h"\n#include "n.h"',
      'g.h': '#ifndef G\ng\n#endif',
      'n.h': 'n',
    };
    expect(linesOf(files)).toEqual(['n']);
    const listed = expandFiles(files).files.map(({ uri }) => uri);
    expect(listed).toEqual([`${FOLDER}/board.dts`, `${FOLDER}/n.h`, `${FOLDER}/g.h`]);
  });
});

describe('files that are not there', () => {
  test('a missing file is reported at its name, and the rest goes on', () => {
    const expansion = expandFiles({ 'board.dts': 'a\n#include "no.h" // why\n#include <no.h>\nb' });
    expect(solidLines(expansion.text)).toEqual(['a', 'b']);
    expect(shortFindings(expansion)).toEqual(['missing-include@"no.h"', 'missing-include@<no.h>']);
    expect(expansion.findings[0]!.message).toBe('`no.h` was not found. Searched: /tree, /tree/include.');
    expect(expansion.missingIncludes.map(({ start, end }) => [start, end])).toEqual([
      [11, 17],
      [34, 40],
    ]);
  });

  test('a file that is not loaded is asked for, with all others that may be needed', () => {
    const files = {
      'board.dts': '#include "a.h"\n#include <b.h>\nz',
      'a.h': null,
      'include/a.h': null,
      'include/b.h': null,
    };
    const expansion = expandFiles(files);
    expect(expansion.notLoaded).toEqual([`${FOLDER}/a.h`, `${FOLDER}/include/a.h`, `${FOLDER}/include/b.h`]);
    expect(expansion.findings).toEqual([]);
    expect(expansion.missingIncludes).toEqual([]);
    expect(solidLines(expansion.text)).toEqual(['z']);
  });

  test('a file that includes itself is stopped', () => {
    const expansion = expandFiles({
      'board.dts': '#include "a.h"\nend',
      'a.h': 'a\n#include "b.h"',
      'b.h': '#include "a.h"\n#include "a.h"',
    });
    expect(shortFindings(expansion)).toEqual(['include-cycle@"b.h"']);
    expect(expansion.findings[0]!.message).toContain('b.h includes a.h includes b.h');
    expect(expansion.text.endsWith('end')).toBe(true);
  });

  test('a last line without its end does not run into the next file', () => {
    const files = { 'board.dts': '#include "a.h"\nb', 'a.h': 'a' };
    expect(expandFiles(files).text).toBe('a\nb');
  });
});
