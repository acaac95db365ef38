import { asValue, BOARD, END, each, inRoot, type Shape } from './shape.js';

/** Nodes, properties, labels and references, very many of them. */
export const STRUCTURES: readonly Shape[] = [
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
  { name: 'values that refer to one node', make: (size) => `${BOARD}p = <${'&l '.repeat(size)}>; l: n { };${END}` },
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
