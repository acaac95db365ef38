import { asValue, BOARD, END, type Shape } from './shape.js';

/** Values that are very long or very deep. */
export const VALUES: readonly Shape[] = [
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
