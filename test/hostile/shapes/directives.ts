import { BOARD, END, each, type Shape } from './shape.js';

/** What the preprocessor can be made to do. */
export const DIRECTIVES: readonly Shape[] = [
  {
    name: 'macros that double',
    size: 200,
    make: (size) =>
      `#define M0 x\n${each(size, (index) => `#define M${index + 1} M${index} M${index}\n`)}${BOARD}p = <M${size}>;${END}`,
  },
  {
    name: 'arguments that double',
    size: 2000,
    make: (size) => `#define F(x) x x\n${BOARD}p = <${'F('.repeat(size)}1${')'.repeat(size)}>;${END}`,
  },
  {
    name: 'macros that name each other',
    make: (size) => `#define A(x) B(x)(x)\n#define B(x) A(x)(x)\n${BOARD}p = <${'A(1)'.repeat(size)}>;${END}`,
  },
  {
    name: 'a chain of macros',
    make: (size) => `${each(size, (index) => `#define M${index} M${index + 1}\n`)}${BOARD}p = <M0>;${END}`,
  },
  {
    name: 'a chain of calls',
    make: (size) =>
      `${each(size / 10, (index) => `#define M${index}(x) M${index + 1}(x)\n`)}${BOARD}p = <M0(1)>;${END}`,
  },
  {
    name: 'parameters',
    make: (size) =>
      `#define F(${each(size, (index) => `a${index},`)}z) z\n${BOARD}p = <F(${'1,'.repeat(size)}1)>;${END}`,
  },
  { name: 'pastes', make: (size) => `#define F(a) ${'a##'.repeat(size)}a\n${BOARD}F(x);${END}` },
  { name: 'strings of arguments', make: (size) => `#define S(a) #a\n${BOARD}p = S(${'" \\'.repeat(size)});${END}` },
  {
    name: 'an argument of many lines',
    make: (size) => `#define F(a) a\n${BOARD}p = <F(\n${'1\n'.repeat(size)})>;${END}`,
  },
  {
    name: 'arguments of variable number',
    make: (size) => `#define F(a, ...) a __VA_OPT__(__VA_ARGS__) F\n${BOARD}p = <F(${'1,'.repeat(size)})>;${END}`,
  },
  {
    name: 'definitions and removals',
    make: (size) => `${each(size, (index) => `#define M ${index}\n#undef M\n`)}${BOARD}p = <M>;${END}`,
  },
  {
    name: 'conditionals within conditionals',
    make: (size) => `${'#if 1\n'.repeat(size)}${BOARD}${END}${'#endif\n'.repeat(size)}`,
  },
  { name: 'conditionals that are left out', make: (size) => `#if 0\n${'#if 1\n#else\n'.repeat(size)}` },
  { name: 'branches', make: (size) => `#if 0\n${'#elif 0\n'.repeat(size)}#else\n${BOARD}${END}#endif\n` },
  { name: 'a long condition', make: (size) => `#if ${'defined(A) || '.repeat(size)}1\n${BOARD}${END}#endif\n` },
  {
    name: 'a deep condition',
    make: (size) => `#if ${'(1 + '.repeat(size)}1${')'.repeat(size)}\n${BOARD}${END}#endif\n`,
  },
  { name: 'a condition of operators', make: (size) => `#if ${'-~!+'.repeat(size)}1\n${BOARD}${END}#endif\n` },
  { name: 'a file that includes itself', make: () => `#include "board.dts"\n#include "board.dts"\n${BOARD}${END}` },
  {
    name: 'a file that includes itself as dtc does',
    make: () => `${BOARD}${END}/include/ "board.dts"\n/include/ "board.dts"\n`,
  },
  {
    name: 'files in a circle',
    make: () => ({
      'board.dts': `${BOARD}${END}#include "a.dtsi"\n`,
      'a.dtsi': '#include "b.dtsi"\n#include "b.dtsi"\n',
      'b.dtsi': '#include "a.dtsi"\n/include/ "a.dtsi"\n',
    }),
  },
  {
    name: 'files that double',
    size: 60,
    make: (size) =>
      Object.fromEntries([
        ['board.dts', '/dts-v1/;\n#include "f0.dtsi"\n'],
        ...Array.from(
          { length: size },
          (_, index) => [`f${index}.dtsi`, `#include "f${index + 1}.dtsi"\n#include "f${index + 1}.dtsi"\n`] as const,
        ),
        [`f${size}.dtsi`, '/ { p = <1>; };\n'],
      ]),
  },
  {
    name: 'files that double as dtc reads them',
    size: 60,
    make: (size) =>
      Object.fromEntries([
        ['board.dts', '/dts-v1/;\n/include/ "f0.dtsi"\n'],
        ...Array.from(
          { length: size },
          (_, index) => [`f${index}.dtsi`, `/include/ "f${index + 1}.dtsi"\n/include/ "f${index + 1}.dtsi"\n`] as const,
        ),
        [`f${size}.dtsi`, '/ { p = <1>; };\n'],
      ]),
  },
  {
    name: 'a chain of files',
    size: 1000,
    make: (size) =>
      Object.fromEntries([
        ['board.dts', `/dts-v1/;\n#include "f0.dtsi"\n`],
        ...Array.from(
          { length: size },
          (_, index) => [`f${index}.dtsi`, `#include "f${index + 1}.dtsi"\n/ { n${index} { }; };\n`] as const,
        ),
      ]),
  },
  {
    name: 'a file again and again',
    make: (size) => ({
      'board.dts': `${BOARD}${END}${'#include "a.dtsi"\n'.repeat(size)}`,
      'a.dtsi': '/ { n { p = <1>; }; };\n',
    }),
  },
  {
    name: 'a large file again and again',
    size: 2000,
    make: (size) => ({
      'board.dts': `${BOARD}${END}${'#include "a.dtsi"\n'.repeat(size)}`,
      'a.dtsi': '/ { n { p = <1>; }; };\n'.repeat(5000),
    }),
  },
  {
    name: 'missing files',
    make: (size) => `${each(size / 10, (index) => `#include "gone${index}.dtsi"\n`)}${BOARD}${END}`,
  },
  {
    name: 'computed includes',
    make: (size) => ({
      'board.dts': `#define S(x) #x\n#define F(x) S(x)\n#define G <a.dtsi>\n${BOARD}${END}${'#include F(a.dtsi)\n#include G\n'.repeat(size / 100)}`,
      'a.dtsi': '/ { };\n',
    }),
  },
  {
    name: 'includes of odd names',
    make: (size) =>
      `${['/', '.', '..', '../../../../../../etc/passwd', '/etc/shadow', '/dev/zero', '/dev/stdin', 'a\\0b', '%2e%2e/x', 'file:///etc/passwd', 'http://x/y', '\udcff', 'a'.repeat(size), '../'.repeat(size), './'.repeat(size), 'con', 'C:\\x', '\\\\server\\x'].map((path) => `#include "${path}"\n/include/ "${path}"\n#include <${path}>\n`).join('')}${BOARD}${END}`,
  },
  {
    name: 'line directives',
    make: (size) =>
      `${'#line 1 "x"\n# 2147483648 "y" 1\n#line 99999999999999999999\n'.repeat(size / 10)}${BOARD}${END}`,
  },
  {
    name: 'counters and pragmas',
    make: (size) =>
      `${'#pragma push_macro("A")\n#define A __COUNTER__\n_Pragma("GCC poison B")\n'.repeat(size / 10)}${BOARD}p = <A>;${END}`,
  },
];
