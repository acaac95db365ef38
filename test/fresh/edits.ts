import fc from 'fast-check';

/*
 * What a person does to the files of a board, as plain values: where it happens is said in fractions, so that an edit means
 * something in whatever text the edits before it have left, and a failing list of edits can be shortened.
 */

/** Where in the tree, and where in the file, as fractions in [0, 1). */
export interface Place {
  readonly file: number;
  /** In the file; where the last edit was, if that is `near`. */
  readonly at: number;
  readonly isNear: boolean;
}

export type Edit =
  | { readonly kind: 'insert'; readonly place: Place; readonly text: string }
  | { readonly kind: 'erase'; readonly place: Place; readonly count: number }
  /** Lines of another file of the board, or of the same. */
  | { readonly kind: 'paste'; readonly place: Place; readonly source: Place; readonly count: number }
  | { readonly kind: 'cut-lines'; readonly place: Place; readonly count: number }
  | { readonly kind: 'move-lines'; readonly place: Place; readonly count: number; readonly to: number }
  /** A small change in a line about what rules look for all over a tree. */
  | { readonly kind: 'tweak'; readonly place: Place; readonly how: Tweak }
  | { readonly kind: 'undo' | 'redo' | 'mend' | 'close'; readonly place: Place }
  | { readonly kind: 'include'; readonly place: Place; readonly how: IncludeChange; readonly other: number }
  | { readonly kind: 'macro'; readonly place: Place; readonly how: MacroChange }
  | { readonly kind: 'disk'; readonly place: Place; readonly how: DiskChange }
  /** Asks what the unit is without a half-typed line, as completion does. */
  | { readonly kind: 'draft'; readonly place: Place };

export type Tweak = (typeof TWEAKS)[number];
export type IncludeChange = (typeof INCLUDE_CHANGES)[number];
export type MacroChange = (typeof MACRO_CHANGES)[number];
export type DiskChange = (typeof DISK_CHANGES)[number];

const TWEAKS = ['digit', 'letter', 'swap', 'blank', 'remove', 'twice'] as const;
const INCLUDE_CHANGES = ['break', 'restore', 'other', 'remove', 'twice'] as const;
const MACRO_CHANGES = ['value', 'rename', 'parameters', 'remove', 'twice', 'text'] as const;
const DISK_CHANGES = ['change', 'delete', 'rename', 'restore', 'create'] as const;

const fraction = fc.nat(2 ** 24 - 1).map((number) => number / 2 ** 24);
const place = fc.record({ file: fraction, at: fraction, isNear: fc.boolean() });
const count = (most: number) => fc.integer({ min: 1, max: most });

/** Something that a key or two type, of the kind that breaks most. */
const KEYS = [...'az09 \n\t;"\'<>{}[]()&/*\\#,=@:-+|?', '/*', '*/', '//', '\\\n', '\r\n', '\0', '\u00e4', '\udce4'];

/** Statements of which the beginning is typed. */
const STATEMENTS = [
  'status = "okay";',
  '/delete-node/ &uart0;',
  '/delete-property/ interrupts;',
  'node@1000 { reg = <0x1000 0x10>; };',
  'l0: l1: sub { };',
  '&soc { x = <&l0 &{/soc} 1>; };',
  'clocks = <&gcc 1>, <&gcc (1 << 2)>;',
  '/bits/ 64 <0x123456789 0>',
  'hwlocks = <&tcsr_mutex 3>;',
  '#if 0\n',
  '#ifdef X\n',
  '#else\n',
  '#endif\n',
  '#define X(a, b...) <a ## b #a>\n',
  '#define Y X(\n',
  '#undef X\n',
  '#include <dt-bindings/gpio/gpio.h>\n',
  '/include/ "x.dtsi"\n',
  '/memreserve/ 0x1000 0x10;',
  '/omit-if-no-ref/ &l0;',
  '[00 11 2',
  '/incbin/("x.bin", 1, 2)',
  '/plugin/;',
];

const text = fc.oneof(
  fc.constantFrom(...KEYS),
  fc.tuple(fc.constantFrom(...STATEMENTS), fraction).map(([statement, part]) => {
    return statement.slice(0, 1 + Math.floor(part * statement.length));
  }),
);

/** One edit. Undoing and mending are frequent, or soon nothing of a text would make sense. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ kind: fc.constant('insert' as const), place, text }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('erase' as const), place, count: count(12) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('paste' as const), place, source: place, count: count(40) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('cut-lines' as const), place, count: count(6) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('move-lines' as const), place, count: count(6), to: fraction }),
  },
  {
    weight: 16,
    arbitrary: fc.record({ kind: fc.constant('tweak' as const), place, how: fc.constantFrom(...TWEAKS) }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('undo' as const), place }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('redo' as const), place }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('mend' as const), place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), place }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('include' as const),
      place,
      how: fc.constantFrom(...INCLUDE_CHANGES),
      other: fraction,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('macro' as const), place, how: fc.constantFrom(...MACRO_CHANGES) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('disk' as const), place, how: fc.constantFrom(...DISK_CHANGES) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('draft' as const), place }) },
);

/** Lists of edits, of a length that does not depend on how often a property has been tried. */
export const editLists = (longest: number): fc.Arbitrary<Edit[]> =>
  fc.noBias(fc.array(edit, { minLength: 1, maxLength: longest, size: 'max' }));
