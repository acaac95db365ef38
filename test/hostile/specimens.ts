import type { HostileInput } from './input.js';

/** A shape that has broken some parser somewhere, in any size. */
export interface Specimen {
  readonly name: string;
  /** The size to try it in, where the usual one is larger than a file may be. */
  readonly size?: number;
  make(size: number): string | HostileInput['files'];
}

const BOARD = '/dts-v1/;\n/ { ';
const END = ' };\n';
const each = (size: number, piece: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => piece(index)).join('');
const inRoot = (name: string, piece: (index: number) => string): Specimen => {
  return { name, make: (size) => BOARD + each(size, piece) + END };
};
const asValue = (name: string, open: string, piece: string, close: string): Specimen => {
  return { name, make: (size) => `${BOARD}p = ${open}${piece.repeat(size)}${close};${END}` };
};
const alone = (name: string, piece: string, tail = ''): Specimen => {
  return { name, make: (size) => BOARD + END + piece.repeat(size) + tail };
};

/** Nothing but one piece, again and again, which ends in what it is not. */
const REPEATED = [
  ...' \t\n\r\f\v\0;:,.@#=&\\/*"\'<>{}[]()+-?!~^|%$`az09_\u00e4\u2028\ud800\udfff\ufeff',
  '\r\n',
  '\\\n',
  '/**/',
  '//\n',
  '/* ',
  'a:',
  'a,',
  'a.',
  'a@',
  '&a ',
  '&{',
  '&{/',
  'a{',
  'a {\n',
  '};',
  '/ {',
  'a=<',
  'a=<(',
  'a="',
  '<<',
  '>>',
  '<1 ',
  '"\\"',
  '"",',
  '[0',
  '# a\n',
  '#a',
  '##',
  '#if 1\n',
  '#if\n',
  '#else\n',
  '#endif\n',
  '#define A A\n',
  '#include\n',
  '#include "\n',
  '#pragma once\n',
  '/include/ ',
  '/include/ "',
  '/incbin/("',
  '/bits/ ',
  '/delete-node/ ',
  '/delete-property/ a;',
  '/memreserve/ 1 1;',
  '/plugin/;',
  '/dts-v1/;',
  '/omit-if-no-ref/ ',
  'p;',
  'p = ',
  ' = ',
  'x y ',
  '\n\t',
  ' \n',
  ' ;',
  '0x',
  '1ull',
  'a\\\n',
  "'\\'",
];

const STRUCTURES: readonly Specimen[] = [
  { name: 'nodes within nodes, closed', make: (size) => `${BOARD}${'a { '.repeat(size)}${'}; '.repeat(size)}${END}` },
  { name: 'labels of a node', make: (size) => `${BOARD}${each(size, (index) => `l${index}: `)}n { };${END}` },
  asValue('labels in cells', '<', 'l: ', '1>'),
  asValue('labels around a value', '', 'l: ', '"a"'),
  inRoot('sibling nodes', (index) => `n${index} { };`),
  inRoot('labelled siblings with a label of all', (index) => `l: n${index} { };`),
  inRoot('properties', (index) => `p${index} = <${index}>;`),
  inRoot('one property again and again', (index) => `p = <${index}>;`),
  inRoot('one node again and again', (index) => `n { p${index}; };`),
  inRoot('addresses', (index) => `n@${index.toString(16)} { reg = <${index} 1>; };`),
  {
    name: 'extensions of one node',
    make: (size) => `${BOARD}l: n { };${END}${each(size, (index) => `&l { p${index} = <&l>; };\n`)}`,
  },
  {
    name: 'extensions of one property',
    make: (size) => `${BOARD}l: n { };${END}${'&l { p = <&l>; };\n'.repeat(size)}`,
  },
  {
    name: 'extensions by path',
    make: (size) => `${BOARD}n { };${END}${each(size, (index) => `&{/n} { c${index} { }; };\n`)}`,
  },
  { name: 'references to nothing', make: (size) => `${BOARD}${END}${each(size, (index) => `&l${index} { };\n`)}` },
  {
    name: 'values that refer to nothing',
    make: (size) => `${BOARD}p = <${each(size, (index) => `&l${index} `)}>;${END}`,
  },
  { name: 'values that refer to one node', make: (size) => `${BOARD}l: n { }; p = <${'&l '.repeat(size)}>;${END}` },
  { name: 'paths that refer to one node', make: (size) => `${BOARD}p = ${'&{/n}, '.repeat(size)}"x"; n { };${END}` },
  {
    name: 'deletions and definitions of a node',
    make: (size) =>
      `${BOARD}l: n { c { }; };${END}${'/delete-node/ &l;\n/ { l: n { c { p; }; }; };\n'.repeat(size / 2)}`,
  },
  {
    name: 'deletions and definitions in a node',
    make: (size) => `${BOARD}${END}${'/ { n { p; }; /delete-node/ n; };\n'.repeat(size)}`,
  },
  {
    name: 'deletions and definitions of properties',
    make: (size) => `${BOARD}l: n { };${END}${'&l { p = <1>; };\n&l { /delete-property/ p; };\n'.repeat(size / 2)}`,
  },
  { name: 'deletions of nothing', make: (size) => `${BOARD}${END}${'/delete-node/ &{/a/b};\n'.repeat(size)}` },
  {
    name: 'omissions',
    make: (size) =>
      `${BOARD}${each(size, (index) => `/omit-if-no-ref/ l${index}: n${index} { p = <&l${index + 1}>; };`)}${END}`,
  },
  {
    name: 'phandles that clash',
    make: (size) => `${BOARD}${each(size, (index) => `n${index} { phandle = <1>; };`)}${END}`,
  },
  {
    name: 'phandles of all',
    make: (size) => `${BOARD}${each(size, (index) => `l${index}: n${index} { p = <&l${index}>; };`)}${END}`,
  },
  {
    name: 'an overlay of fragments',
    make: (size) => `/dts-v1/;\n/plugin/;\n${each(size, (index) => `&l${index} { p = <&m${index}>; };\n`)}`,
  },
  { name: 'a long path', make: (size) => `${BOARD}p = <&{${'/a'.repeat(size)}}>;${END}` },
  { name: 'a path of a long string', make: (size) => `${BOARD}aliases { a = "${'/a'.repeat(size)}"; };${END}` },
  {
    name: 'aliases of aliases',
    make: (size) => `${BOARD}aliases { ${each(size, (index) => `a${index} = "a${index + 1}/x";`)} };${END}`,
  },
  {
    name: 'interrupts in a circle',
    make: (size) => `${BOARD}l0: n { interrupt-parent = <&l0>; interrupts = <${'1 '.repeat(size)}>; };${END}`,
  },
  {
    name: 'specifiers of any length',
    make: (size) =>
      `${BOARD}l: n { #hwlock-cells = <4294967295>; #clock-cells = <0>; }; c { hwlocks = <${'&l '.repeat(size)}>; clocks = <${'&l '.repeat(size)}>; };${END}`,
  },
  {
    name: 'lock names',
    make: (size) =>
      `${BOARD}l: n { #hwlock-cells = <1>; }; c { hwlocks = ${'<&l 1>, '.repeat(size)}<&l 2>; hwlock-names = ${'"a", '.repeat(size)}"b"; };${END}`,
  },
  {
    name: 'compatibles',
    make: (size) =>
      `${BOARD}compatible = ${'"qcom,x", '.repeat(size)}"qcom,y"; soc { compatible = "qcom,tcsr-mutex"; };${END}`,
  },
  {
    name: 'remote processors',
    make: (size) =>
      `${BOARD}${each(size, (index) => `r${index} { compatible = "qcom,sm8650-adsp-pas"; qcom,smem-states = <&s 0>; glink-edge { }; };`)} s: s { compatible = "qcom,smp2p"; qcom,smem = <1>, <2>; };${END}`,
  },
  {
    name: 'shared memory',
    make: (size) =>
      `${BOARD}${each(size, (index) => `m${index} { compatible = "qcom,smem"; memory-region = <&r>; hwlocks = <&t 3>; };`)} r: r { }; t: t { compatible = "qcom,tcsr-mutex"; #hwlock-cells = <1>; };${END}`,
  },
  {
    name: 'ranges',
    make: (size) =>
      `${BOARD}#address-cells = <1>; ${'n { #address-cells = <1>; #size-cells = <1>; ranges; reg = <1 1>; '.repeat(size / 100)}${'}; '.repeat(size / 100)}${END}`,
  },
  {
    name: 'binary files of odd names',
    make: () =>
      `${BOARD}${['/etc/shadow', '../../../../etc/passwd', '', '\\0', '.', '/', '/dev/zero', '/proc/self/mem', 'board.dts', 'a/../../../../x', '\\xff'].map((path, index) => `p${index} = /incbin/("${path}", 1, 0xffffffffffffffff);`).join('\n')}${END}`,
  },
  {
    name: 'binary files',
    make: (size) => `${BOARD}${each(size / 10, (index) => `p${index} = /incbin/("board.dts");`)}${END}`,
  },
];

const VALUES: readonly Specimen[] = [
  asValue('cells', '<', '1 ', '>'),
  asValue('wide cells', '/bits/ 64 <', '0xffffffffffffffff ', '>'),
  asValue('numbers that do not fit', '<', '0x123456789 ', '>'),
  asValue('bytes', '[', '0a ', ']'),
  asValue('a string', '"', 'abcdefghij', '"'),
  asValue('escapes', '"', '\\x41\\n\\777', '"'),
  asValue('strings', '', '"a", ', '"b"'),
  asValue('parentheses', '<', '(', '1>'),
  asValue('parentheses, closed late', '<(', '(1) + ', '1)>'),
  asValue('sums', '<(', '1 + ', '1)>'),
  asValue('negations', '<(', '!', '1)>'),
  asValue('choices', '<(', '1 ? 2 : ', '3)>'),
  asValue('shifts', '<(', '1 << ', '1)>'),
  {
    name: 'choices within choices',
    make: (size) => `${BOARD}p = <(${'1 ? '.repeat(size)}1${' : 1'.repeat(size)})>;${END}`,
  },
  { name: 'parentheses, closed', make: (size) => `${BOARD}p = <${'('.repeat(size)}1${')'.repeat(size)}>;${END}` },
  {
    name: 'a long number',
    make: (size) =>
      `${BOARD}p = <0x${'f'.repeat(size)}>; q = <${'9'.repeat(size)}>; r = <(${'9'.repeat(size)} * ${'9'.repeat(size)})>;${END}`,
  },
  {
    name: 'a long name',
    make: (size) => `${BOARD}${'n'.repeat(size)} { ${'p'.repeat(size)} = <&${'l'.repeat(size)}>; };${END}`,
  },
  { name: 'macro calls that nobody defined', make: (size) => `${BOARD}p = <${'A(1, B(2)) '.repeat(size)}>;${END}` },
  {
    name: 'calls within calls that nobody defined',
    make: (size) => `${BOARD}p = <${'A('.repeat(size)}${')'.repeat(size)}>;${END}`,
  },
  { name: 'reservations', make: (size) => `/dts-v1/;\n${'/memreserve/ 0x1 (2 + 3);\n'.repeat(size)}/ { };\n` },
];

const DIRECTIVES: readonly Specimen[] = [
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

/** Every shape, each in its turn. */
export const SPECIMENS: readonly Specimen[] = [
  ...STRUCTURES,
  ...VALUES,
  ...DIRECTIVES,
  ...REPEATED.map((piece) => alone(`${JSON.stringify(piece)} again and again`, piece)),
  ...REPEATED.map((piece) =>
    alone(`${JSON.stringify(piece)} again and again, then something else`, piece, '\n\u0001!'),
  ),
  ...REPEATED.map((piece): Specimen => {
    return {
      name: `${JSON.stringify(piece)} again and again in a node`,
      make: (size) => `${BOARD}n { p = <1>; ${piece.repeat(size)}`,
    };
  }),
];
