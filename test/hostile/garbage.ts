import type { Choices, HostileInput } from './input.js';

/** Text that grammars make: that of devicetree sources, and that of directives, each with mistakes in it. */
export function garbage(choices: Choices): HostileInput {
  const files: Record<string, string> = { 'board.dts': fileOf(choices, '/dts-v1/;\n') };
  for (const name of ['a.dtsi', 'b.dtsi', 'c.h']) if (choices.chance(0.5)) files[name] = fileOf(choices, '');
  return { name: 'garbage', files };
}

function fileOf(choices: Choices, start: string): string {
  const writer: Writer = { choices, parts: [start], left: 20 + choices.number(3000) };
  while (writer.left > 0) write(writer, 'file', 0);
  const text = writer.parts.join('');
  const lineEnd = choices.pick(['\n', '\n', '\n', '\r\n', '\r']);
  return lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd);
}

interface Writer {
  readonly choices: Choices;
  readonly parts: string[];
  /** How many more symbols are written. */
  left: number;
}

/** Writes a symbol: one of its rules, of which words that the grammar has are symbols and all else is text. */
function write(writer: Writer, symbol: string, depth: number): void {
  const { choices, parts } = writer;
  writer.left--;
  const rules = GRAMMAR[symbol]!;
  // Where there is no more room, the first rule, which is short, ends it.
  const rule = writer.left <= 0 || depth > MAX_DEPTH ? rules[0]! : choices.pick(rules);
  for (const part of rule.split(/(?<=\s)|(?=\s)/)) {
    if (choices.chance(MISTAKE)) parts.push(choices.pick(ODDITIES));
    else if (part in GRAMMAR) write(writer, part, depth + 1);
    else parts.push(part);
  }
}

const MAX_DEPTH = 60;
const MISTAKE = 0.01;

const ODDITIES = [
  '',
  '',
  ' ',
  '\0',
  '\udcff',
  '\ud800',
  '"',
  "'",
  '/*',
  '*/',
  '\\\n',
  '#',
  '{',
  '}',
  '>',
  ')',
  '\ufeff',
  '\u2028',
];

/** The first rule of each symbol is the shortest. Symbols stand between blanks. */
const GRAMMAR: Readonly<Record<string, readonly string[]>> = {
  file: ['/ { };\n', 'directive', 'top', 'top', 'top'],
  top: [
    '/ { };\n',
    '/ { body };\n',
    'labels / { body };\n',
    'reference { body };\n',
    '/delete-node/ reference ;\n',
    '/omit-if-no-ref/ reference ;\n',
    '/memreserve/ number number ;\n',
    '/include/ "file-name"\n',
    '/plugin/;\n',
    'MACRO\n',
    'call ;\n',
  ],
  body: ['', 'item', 'item body', 'item item body', '\n directive body'],
  item: [
    'p1;',
    'property-name = value ;\n',
    'property-name = value , value ;\n',
    'labels property-name = labels value ;\n',
    'labels node-name { body };\n',
    'node-name { body };\n',
    '/delete-node/ node-name ;\n',
    '/delete-property/ property-name ;\n',
    '/omit-if-no-ref/ labels node-name { body };\n',
    '/* comment */ // line\n',
    'call ;\n',
  ],
  'property-name': [
    'p1',
    'reg',
    '#size-cells',
    'status',
    'phandle',
    'hwlocks',
    'interrupts',
    'a,b-c',
    'MACRO',
    'compatible',
  ],
  'node-name': ['n', 'n@1', 'n@1,2', 'soc', 'MACRO', 'aliases', 'chosen', '__symbols__', 'remoteproc@0'],
  labels: ['l0:', 'l1:', 'l2: l3:', 'MACRO :'],
  reference: ['&l0', '&l1', '&l2', '&{/}', '&{/n}', '&{/soc/n@1}', '&{l0/n}', '&MACRO', '&l9'],
  value: [
    '<1>',
    '< cells >',
    '/bits/ 8 < cells >',
    '/bits/ 64 < cells >',
    '"text"',
    '"okay"',
    '"\\x41\\377\\n"',
    '[00 1f]',
    'reference',
    '/incbin/("file-name")',
    '/incbin/("file-name", 1, 2)',
    'MACRO',
    'call',
  ],
  cells: ['1', 'cell cells', 'cell cell cells', 'l4: cell', 'reference cells'],
  cell: ['0', 'number', '( expression )', 'reference', "'a'", 'MACRO', 'call'],
  number: ['1', '0x10', '077', '0xffffffffffffffff', '4294967296', '10UL', '08', '0x'],
  expression: [
    '1',
    'number',
    '( expression )',
    'expression + expression',
    'expression / expression',
    'expression % number',
    'expression << expression',
    'expression ? expression : expression',
    'expression && expression',
    '- expression',
    '~ expression',
    '! expression',
    'MACRO',
    'call',
  ],
  MACRO: ['A', 'B', 'C', 'D', '__LINE__', '__FILE__', '__COUNTER__', 'F'],
  call: ['F(1)', 'F( cells )', 'G( cell , cell )', 'V( cell , cell , cell )', 'F( call )', 'G( call , MACRO )', 'F('],
  directive: [
    '#if 1\n#endif\n',
    '#define MACRO cells\n',
    '#define MACRO value\n',
    '#define MACRO item\n',
    '#define F(x) x\n',
    '#define F(x) F(x) #x\n',
    '#define G(a, b) a##b MACRO\n',
    '#define G(a, b) G(b, a) call\n',
    '#define V(a, ...) a __VA_ARGS__\n',
    '#define A B\n#define B A\n',
    '#define A B B\n#define B C C\n#define C D D\n',
    '#undef MACRO\n',
    '#if condition\n file #endif\n',
    '#if condition\n file #else\n file #endif\n',
    '#ifdef MACRO\n file #elif condition\n file #endif\n',
    '#ifndef MACRO\n body #endif\n',
    '#include "file-name"\n',
    '#include <file-name>\n',
    '#include MACRO\n',
    '#include call\n',
    '#import "file-name"\n',
    '#include_next <file-name>\n',
    '#error text\n',
    '#pragma once\n',
    '#pragma push_macro("A")\n#pragma pop_macro("B")\n',
    '#line 7 "x"\n',
    '#assert a(b)\n',
    '#unknown\n',
    '#',
  ],
  condition: [
    '0',
    '1',
    'defined MACRO',
    'defined(MACRO)',
    'expression',
    'expression == expression',
    '__has_include("file-name")',
    '__has_include(<file-name>)',
    'call',
    "'a' < 'b'",
    '#a(b)',
  ],
  'file-name': ['a.dtsi', 'b.dtsi', 'c.h', 'board.dts', '../board.dts', '../../../../../etc/passwd', '/etc/passwd', ''],
};
