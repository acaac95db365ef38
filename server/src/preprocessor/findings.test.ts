import { describe, expect, test } from 'vitest';
import { expandFiles, shortFindings, solidLines } from '../../../test/expansion-files.js';
import { createSourceFile } from '../text/source-file.js';
import { expand } from './expand.js';
import { PREPROCESSOR_CODES } from './findings.js';

/** A file, and its findings as `code@written text`. */
const ROWS: readonly (readonly [text: string, ...findings: string[]])[] = [
  ['#if 1\na', 'unterminated-conditional@if'],
  ['#ifdef A\n#if 1\n', 'unterminated-conditional@ifdef', 'unterminated-conditional@if'],
  ['#else', 'stray-conditional@else'],
  ['#elif 1', 'stray-conditional@elif'],
  ['#endif', 'stray-conditional@endif'],
  ['#if 0\n#else\n#else\n#endif', 'stray-conditional@else'],
  ['#if 0\n#if\n#bad\n#error x\n#include\n#define\n#endif\n#endif'],
  ['a /* b', 'unterminated-comment@/*'],
  ['#define F(x) x\nF(1', 'unterminated-call@F'],
  ['#define F(x) x\nF(1,2) F()', 'wrong-argument-count@F'],
  ['#if\n#endif', 'bad-expression@if'],
  ['#if 1 +\n#endif', 'bad-expression@+'],
  ['#if (1\n#endif', 'bad-expression@('],
  ['#if 1 = 2\n#endif', 'bad-expression@='],
  ['#if 08\n#endif', 'bad-expression@08'],
  ['#if 1/0\n#endif', 'division-by-zero@/'],
  ['#if 9223372036854775807 + 1\n#endif', 'integer-overflow@+'],
  ['#error out of order // really', 'error-directive@out of order // really'],
  ['#warning watch out', 'warning-directive@watch out'],
  ['#define', 'malformed-directive@define'],
  ['#define 3 4', 'malformed-directive@3'],
  ['#define F(x', 'malformed-directive@define'],
  ['#define F(x,x) x', 'malformed-directive@x'],
  ['#undef', 'malformed-directive@undef'],
  ['#ifdef\n#endif', 'malformed-directive@ifdef'],
  ['#line x', 'malformed-directive@line'],
  ['#include', 'malformed-include@include'],
  ['#include ""', 'malformed-include@""'],
  ['#if-cells = <1>;\n#endif', 'bad-expression@='],
  ['#undef A B', 'extra-tokens@B'],
  ['#if 1\n#else x\n#endif y', 'extra-tokens@x', 'extra-tokens@y'],
  ['#define A 1\n#define A 2', 'macro-redefined@A'],
  ['#define A 1\n#define A /* same */ 1 // here\n#define F(x) x\n#define F(x) x'],
  ['#define __LINE__ 1', 'builtin-redefined@__LINE__'],
  ['#pragma GCC poison A\n#define A', 'poisoned-name@A'],
  ['__has_include(<a>)', 'has-include-outside-directive@__has_include'],
  ['it\'s fine\n"so is this\n#define P(a,b) a##b\nP(node@,1)'],
];

describe('findings', () => {
  test.each(ROWS)('%j', (text, ...findings) => {
    expect(shortFindings(expandFiles({ 'board.dts': text }))).toEqual(findings);
  });

  test('a header that is included twice reports once', () => {
    const files = { 'board.dts': '#include "a.h"\n#include "a.h"', 'a.h': '#error no' };
    expect(shortFindings(expandFiles(files))).toEqual(['error-directive@no']);
  });

  test('a redefinition shows the first definition', () => {
    const [finding] = expandFiles({ 'board.dts': '#define A  1\n#define A 2' }).findings;
    expect(finding!.message).toBe('`A` is already defined, as `1`.');
    expect(finding!.related![0]!.at.span).toMatchObject({ start: 8, end: 9 });
  });

  test('files that could not be read well', () => {
    const root = createSourceFile('file:///a.dts', 1, 'a\udc80b', { defect: { kind: 'not-utf8', offset: 1 } });
    const options = { fileSystem: { read: () => 'absent' as const }, includePaths: [] };
    expect(expand(root, options).findings).toMatchObject([{ code: 'not-utf8', at: { span: { start: 1, end: 2 } } }]);
    const large = createSourceFile('file:///a.dts', 1, '', { defect: { kind: 'too-large', bytes: 99 } });
    expect(expand(large, options).findings).toMatchObject([{ code: 'too-large', at: { span: { start: 0, end: 0 } } }]);
  });

  test('every code is documented once', () => {
    const codes = PREPROCESSOR_CODES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { docs, title } of PREPROCESSOR_CODES) expect(docs.length).toBeGreaterThan(title.length);
  });
});

describe('what follows something that has no end is kept', () => {
  test.each([
    ['a /* b\nc', ['a', 'c']],
    ['/* a\n/* b\n#define X 1\nX', ['1']],
    ['#define F(x) x\nF(1\nF(2) b', ['F(1', '2 b']],
    ['#if 0 /* a\nb\n#endif\nc', ['c']],
  ])('%j', (text, lines) => {
    expect(solidLines(expandFiles({ 'board.dts': text }).text)).toEqual(lines);
  });
});

describe('inactive lines', () => {
  test('are whole lines between the directives', () => {
    const text = '#if 0\na\n#if 1\nb\n#endif\n#elif 1\nc\n#else\nd\n#endif\n#ifdef X\n#endif\n#if 0\ne';
    const { inactive } = expandFiles({ 'board.dts': text });
    expect(inactive.map(({ start, end }) => text.slice(start, end))).toEqual(['a\n#if 1\nb\n#endif\n', 'd\n', 'e']);
  });
});
