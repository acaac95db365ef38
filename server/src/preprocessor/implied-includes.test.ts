import { expect, it } from 'vitest';
import { expandFiles, FOLDER } from '../../../test/expansion-files.js';

const solid = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
const uri = (name: string) => `${FOLDER}/${name}`;

it('macros of the command line are defined before the first line', () => {
  const files = { 'board.dts': '#ifdef __ASSEMBLY__\nassembly __ASSEMBLY__\n#endif\n' };
  expect(solid(expandFiles(files, { macros: ['__ASSEMBLY__'] }).text)).toEqual(['assembly 1']);
  expect(solid(expandFiles(files).text)).toEqual([]);
});

it('a file of the command line is read before the root, if it is there', () => {
  const files = { 'board.dts': 'A B\n', 'first.h': '#define A 1\n', 'second.h': '#ifdef A\n#define B 2\n#endif\n' };
  const {
    text,
    files: read,
    includes,
  } = expandFiles(files, { preincluded: ['first.h', 'gone.h', 'second.h'].map(uri) });
  expect(solid(text)).toEqual(['1 2']);
  expect(read.map((file) => file.uri)).toEqual(['board.dts', 'first.h', 'second.h'].map(uri));
  expect(includes).toEqual([]);
});

it('the first that exists of some files is read behind the last line of the root', () => {
  const files = {
    'board.dts': '#define SIZE 4\n#include "soc.dtsi"\nboard\n',
    'soc.dtsi': 'soc\n',
    'soc-more.dtsi': 'more SIZE\n',
    'more.dtsi': 'other\n',
  };
  const appended = (read: readonly { uri: string }[]) => [
    {
      anyOf: [
        uri('board-more.dtsi'),
        ...read.map((file) => file.uri.replace('.dtsi', '-more.dtsi')).filter((name) => name.endsWith('.dtsi')),
        uri('more.dtsi'),
      ],
    },
  ];
  const { text, sourceMap, findings } = expandFiles(files, { appended });
  expect(solid(text)).toEqual(['soc', 'board', 'more 4']);
  expect(findings).toEqual([]);
  const { span, via } = sourceMap.originOf(text.indexOf('more'), text.indexOf('more') + 4);
  expect(span.file.uri).toBe(uri('soc-more.dtsi'));
  expect(via).toMatchObject([{ kind: 'include', site: { file: { uri: uri('board.dts') }, start: 41, end: 41 } }]);
});

it('nothing is added to a root that ends in text that is left out', () => {
  const files = { 'board.dts': 'a\n#if 0\n', 'more.dtsi': 'more\n' };
  expect(solid(expandFiles(files, { appended: () => [{ anyOf: [uri('more.dtsi')] }] }).text)).toEqual(['a']);
});

it('a file that has not been read yet keeps open what is added', () => {
  const fileSystem = { read: () => 'not-loaded' as const };
  const { notLoaded, text } = expandFiles(
    { 'board.dts': 'a\n' },
    { fileSystem, appended: () => [{ anyOf: ['x', 'y'].map(uri) }] },
  );
  expect(notLoaded).toEqual(['x', 'y'].map(uri));
  expect(solid(text)).toEqual(['a']);
});

it('several files are read one after the other, those by name as the root would include them', () => {
  const files = {
    'board.dts': '#ifdef OPEN\n#endif\n#if 1\nboard\n',
    'first.dtsi': '#if 1\n#define LAST last\nfirst\n',
    'include/second.dtsi': 'second LAST\n',
    'third.dtsi': 'third',
    'include/third.dtsi': 'other\n',
  };
  const appended = () => [
    { anyOf: [uri('gone.dtsi')] },
    { anyOf: [uri('first.dtsi')] },
    { path: 'second.dtsi', namedBy: 'MORE' },
    { path: 'gone.dtsi', namedBy: 'MORE' },
    { path: 'third.dtsi', namedBy: 'MORE' },
  ];
  const { text, findings, missingIncludes } = expandFiles(files, { appended, includePaths: [uri('include')] });
  expect(solid(text)).toEqual(['board', 'first', 'second last', 'third']);
  expect(missingIncludes).toMatchObject([{ start: 31, end: 31 }]);
  const [missing, ...others] = findings.filter(({ code }) => code === 'missing-include');
  expect(missing).toMatchObject({
    severity: 'error',
    message: expect.stringMatching(/^MORE adds this file here\. `gone\.dtsi` was not found\. Searched: .*include\.$/),
    at: { span: { file: { uri: uri('board.dts') }, start: 31, end: 31 } },
  });
  expect(others).toEqual([]);
});

it.each([
  ['/ { };', 'error'],
  ['/ { p = "//"; };', 'error'],
  ['/ { }; /* x */', 'error'],
  ['/ { }; // x', 'warning'],
  ['/ { };\r\n// x', 'warning'],
  ['/ { };\n#define X 1', 'warning'],
  ['#if 1\n/ { };\n#endif', 'warning'],
  ['/ { };\n', undefined],
  ['/ { };\n\t', undefined],
  ['/ { };\n/* x */', undefined],
  ['/ { };\n/* x\n y */ ', undefined],
  ['', undefined],
])('%j is followed by what the build writes behind it: %s', (text, severity) => {
  const appended = () => [{ anyOf: [uri('gone.dtsi')] }, { anyOf: [uri('more.dtsi')] }, { anyOf: [uri('last.dtsi')] }];
  const files = { 'board.dts': text, 'more.dtsi': 'more\n', 'last.dtsi': 'last\n' };
  const { findings, text: expanded } = expandFiles(files, { appended });
  expect(findings.map((finding) => finding.severity)).toEqual(severity === undefined ? [] : [severity]);
  expect(solid(expanded).slice(-2)).toEqual(['more', 'last']);
  expect(expandFiles({ 'board.dts': text }, { appended }).findings).toEqual([]);
});

it('a line that does not end is no mistake where nobody knows what is written behind it', () => {
  const files = { 'board.dts': 'board', 'more.dtsi': 'more\n' };
  const codes = (...names: string[]) => {
    const appended = () => [{ anyOf: names.map(uri), isAssumed: true }];
    return expandFiles(files, { appended }).findings.map(({ code }) => code);
  };
  expect(codes('gone.dtsi', 'more.dtsi')).toEqual([]);
  expect(codes('more.dtsi', 'gone.dtsi')).toEqual(['syntax-error']);
});
