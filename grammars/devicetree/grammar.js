/**
 * Devicetree source as written (with preprocessor lines and macros) and as dtc reads it after preprocessing.
 *
 * The language after preprocessing is the one of dtc-lexer.l and dtc-parser.y of dtc 1.7. Everything else is for files
 * that the preprocessor has not seen yet and has node types of its own: `macro_use`, `concatenation` and `preproc_*`,
 * and properties and child nodes at the level of the document, which occur in files included inside a node.
 */

/** What a node or property name may hold (PROPNODECHAR of dtc-lexer.l). */
const NAME_CHARACTERS = '[a-zA-Z0-9,._+*#?@-]';

const PRECEDENCE = {
  conditional: 1,
  or: 2,
  and: 3,
  bitwiseOr: 4,
  bitwiseXor: 5,
  bitwiseAnd: 6,
  equality: 7,
  relation: 8,
  shift: 9,
  sum: 10,
  product: 11,
  unary: 12,
};

/** A name, of the node type given. An identifier is a token of its own, because it may turn out to be a macro. */
const plainName = ($, type) => [alias($.identifier, type), alias($._name, type), alias($._recovered_name, type)];
const macroName = ($) => [alias($._macro_call, $.macro_use), alias($._composed_name, $.macro_use)];

/** A directive's first token: blanks may stand between `#` and the word. */
const directive = (pattern, name) => alias(token(new RegExp(`#[ \\t]*${pattern}`)), name);

export default grammar({
  name: 'devicetree',

  externals: ($) => [
    // What is left of a string that its first line does not close.
    $._string_end,
    // A word that `:` follows at once, before an item or within a value.
    $._item_label_name,
    $._value_label_name,
    // A macro's name in a value; not the first word of a property or node on a new line, so that an unfinished value
    // ends before it.
    $._value_word,
    $._byte_word,
    // A name that is not an identifier; the scanner finds it only in recovery, where the lexer cannot tell it from the
    // parts of an expression.
    $._recovered_name,
    // What follows a macro's name at once, the rest of a preprocessor line, and its end, which has no length.
    $.preproc_parameters,
    $.preproc_text,
    $._line_end,
    // What macro arguments hold besides words, numbers, strings and brackets.
    $._macro_punctuation,
    // Never found: the parser inserts it where a value or a node ends too early, see `_unfinished_value`.
    $._unfinished,
    // Never valid: tells the scanner that the parser is recovering from an error, where every token is valid.
    $._error_sentinel,
  ],

  extras: ($) => [
    /\s/,
    $.comment,
    $.line_marker,
    $.line_continuation,
    $.preproc_include,
    $.preproc_define,
    $.preproc_if,
    $.preproc_ifdef,
    $.preproc_elif,
    $.preproc_else,
    $.preproc_endif,
    $.preproc_other,
  ],

  // Saves the parser a step for each cell and each item.
  inline: ($) => [
    $._document_item,
    $._body_item,
    $._body,
    $._body_at_top,
    $._node_header,
    $._deletion,
    $._cell,
    $._value,
    $._value_label,
    $._reference,
    $._string,
    $._primary,
    $._expression,
    $._macro_token,
    $._macro_name,
  ],

  rules: {
    document: ($) => repeat($._document_item),

    // The tokens that begin preprocessor lines and identifiers come before names: of two tokens of one length, the
    // earlier one is taken.
    preproc_include: ($) =>
      seq(
        directive('include(_next)?', '#include'),
        optional(field('path', choice($.include_path, $.identifier))),
        $._line_end,
      ),
    include_path: () => token(choice(/<[^>\r\n]*>/, /"[^"\r\n]*"/)),

    preproc_define: ($) =>
      seq(
        directive('define', '#define'),
        optional(
          seq(
            field('name', $.identifier),
            optional(field('parameters', $.preproc_parameters)),
            optional(field('value', $.preproc_text)),
          ),
        ),
        $._line_end,
      ),

    preproc_if: ($) => seq(directive('if', '#if'), optional(field('condition', $.preproc_text)), $._line_end),
    preproc_ifdef: ($) =>
      seq(
        choice(directive('ifdef', '#ifdef'), directive('ifndef', '#ifndef')),
        optional(field('name', $.identifier)),
        $._line_end,
      ),
    preproc_elif: ($) =>
      seq(directive('elif(n?def)?', '#elif'), optional(field('condition', $.preproc_text)), $._line_end),
    preproc_else: () => /#[ \t]*else([ \t]+[^\s\/][^\r\n\/]*)?/,
    preproc_endif: () => /#[ \t]*endif([ \t]+[^\s\/][^\r\n\/]*)?/,
    preproc_other: ($) =>
      seq(
        directive('(undef|error|warning|pragma|line|ident|sccs|assert|unassert|import)', '#directive'),
        optional(field('text', $.preproc_text)),
        $._line_end,
      ),
    line_marker: () => token(/#(line)?[ \t]+[0-9]+[ \t]+"([^\\"\r\n]|\\[^\r\n])*"([ \t]+[0-9]+)*/),

    line_continuation: () => /\\\r?\n/,
    comment: () => token(choice(/\/\/[^\r\n]*/, /\/\*([^*]|\*+[^*\/])*\*+\//)),

    identifier: () => /[a-zA-Z_][a-zA-Z0-9_]*/,
    _name: () => new RegExp(`\\\\?${NAME_CHARACTERS}+`),

    // Items

    _document_item: ($) =>
      choice(
        $.file_version,
        $.plugin,
        $.memory_reservation,
        $.root_node,
        $.node_reference,
        $.omit_node,
        alias($._delete_reference, $.delete_node),
        alias($._unfinished_node, $.node),
        $._body_item,
      ),

    _body_item: ($) => choice($.property, $.node, $.delete_node, $.delete_property, $.dtc_include, $._macro_statement),

    file_version: () => seq('/dts-v1/', ';'),
    plugin: () => seq('/plugin/', ';'),

    memory_reservation: ($) =>
      seq(optional($._labels), '/memreserve/', field('address', $._primary), field('length', $._primary), ';'),

    root_node: ($) => seq('/', $._body_at_top),

    node_reference: ($) => seq(optional($._labels), field('reference', $._reference), $._body_at_top),

    omit_node: ($) => seq('/omit-if-no-ref/', field('target', $._reference), ';'),

    _delete_reference: ($) => seq('/delete-node/', field('target', $._reference), ';'),

    _body: ($) => seq(field('body', $.node_body), ';'),
    _body_at_top: ($) => choice($._body, field('body', alias($._unfinished_body, $.node_body))),
    node_body: ($) => seq($._open_body, '}'),
    // Bodies that are still open where a node follows that can stand at the top only, or at the end: one token that was
    // made up closes them all. See `_unfinished_value`.
    _unfinished_body: ($) => seq($._open_body, choice(alias($._unfinished, '}'), alias($._unfinished_node, $.node))),
    _unfinished_node: ($) => seq($._node_header, field('body', alias($._unfinished_body, $.node_body))),
    // Left recursion, because an unfinished node begins like any other item.
    _open_body: ($) => choice('{', seq($._open_body, $._body_item)),

    node: ($) => seq($._node_header, $._body),
    _node_header: ($) =>
      seq(
        optional($._labels),
        optional($._omits),
        choice(field('name', choice(...plainName($, $.node_name), ...macroName($))), $._unfinished_node_deletion),
      ),

    property: ($) =>
      seq(
        optional($._labels),
        choice(
          seq(field('name', choice(...plainName($, $.property_name))), ';'),
          seq(
            choice(
              field('name', choice(...plainName($, $.property_name), ...macroName($))),
              $._unfinished_property_deletion,
            ),
            '=',
            choice(
              seq(field('value', $.property_value), ';'),
              seq(field('value', alias($._unfinished_value, $.property_value)), optional(';')),
            ),
          ),
        ),
      ),

    delete_node: ($) =>
      seq(
        optional($._labels),
        optional($._omits),
        '/delete-node/',
        field('target', choice(...plainName($, $.node_name), ...macroName($))),
        ';',
      ),

    delete_property: ($) =>
      seq(
        optional($._labels),
        '/delete-property/',
        field('name', choice(...plainName($, $.property_name), ...macroName($))),
        ';',
      ),

    // A deletion without a name, which takes that of the next item. See `_unfinished_value`.
    _unfinished_node_deletion: ($) =>
      seq($._deletion, field('name', choice(...plainName($, $.node_name))), alias($._unfinished, ';')),
    _unfinished_property_deletion: ($) =>
      seq($._deletion, field('name', choice(...plainName($, $.property_name))), alias($._unfinished, ';')),
    _deletion: () => choice('/delete-node/', '/delete-property/'),

    dtc_include: ($) => seq('/include/', field('path', $._string)),

    // `FOO;` has the form of a property without a value, so only a call may have a semicolon of its own.
    _macro_statement: ($) =>
      choice(alias($._macro_name, $.macro_use), prec.right(seq(alias($._macro_call, $.macro_use), optional(';')))),

    // Left recursion, because the next label may begin like a name: with a macro's name.
    _labels: ($) => seq(optional($._labels), field('label', $.label)),
    _omits: ($) =>
      choice(
        field('omit', $.omit_if_no_ref),
        seq($._omits, choice(field('omit', $.omit_if_no_ref), field('label', $.label))),
      ),
    omit_if_no_ref: () => '/omit-if-no-ref/',

    label: ($) =>
      choice(
        seq(alias($._item_label_name, $.identifier), token.immediate(':')),
        seq(alias($._macro_call, $.macro_use), ':'),
      ),

    // Names and references

    _composed_name: ($) =>
      choice(
        seq($._name, $.macro_arguments, optional($._name_tail)),
        seq($.identifier, $.macro_arguments, $._name_tail),
      ),
    _name_tail: () => token.immediate(new RegExp(`${NAME_CHARACTERS}+`)),

    _reference: ($) =>
      choice(
        alias($._label_reference, $.label_reference),
        alias($._macro_reference, $.label_reference),
        $.path_reference,
      ),

    _label_reference: () => /&[a-zA-Z_][a-zA-Z0-9_]*/,
    // The name may be made by a macro: `&FOO(x)`.
    _macro_reference: ($) => seq($._label_reference, alias($._reference_arguments, $.macro_arguments)),
    _reference_arguments: ($) => seq(token.immediate('('), optional($._macro_tokens), ')'),

    path_reference: ($) => seq('&{', optional(alias($._path, $.path)), token.immediate('}')),
    _path: () => token.immediate(/[a-zA-Z0-9,._+*#?@\/-]+/),

    // Macros

    _macro_name: ($) => $.identifier,
    _macro_call: ($) => seq($.identifier, $.macro_arguments),

    macro_arguments: ($) => seq('(', optional($._macro_tokens), ')'),
    _macro_tokens: ($) => repeat1($._macro_token),
    _macro_token: ($) =>
      choice(
        $._string,
        $.character,
        $.integer,
        alias($._value_word, $.identifier),
        ',',
        $._macro_punctuation,
        seq('(', optional($._macro_tokens), ')'),
        seq('{', repeat(choice($._macro_token, ';')), '}'),
      ),

    // A macro in a value.
    macro_use: ($) => prec.right(seq(alias($._value_word, $.identifier), optional($.macro_arguments))),

    // Values

    property_value: ($) => $._values,
    _values: ($) => seq(optional(seq($._values, ',')), $._labelled_value),
    _labelled_value: ($) => seq(optional($._value_labels), $._value, optional($._value_labels)),
    _value_labels: ($) => repeat1($._value_label),

    // What somebody is typing, with one token made up where the next item begins. Each of these ends in a token that the
    // scanner never finds: the parser inserts it, because that costs it less than to give up the whole property.
    _unfinished_value: ($) => seq(optional(seq($._values, ',')), optional($._value_labels), $._unfinished_part),
    _unfinished_part: ($) =>
      choice(
        alias($._unfinished, ';'),
        alias($._unfinished_string, $.string),
        alias($._unfinished_cells, $.cells),
        alias($._unfinished_bytes, $.bytes),
      ),
    _unfinished_string: ($) => seq($._string_open, alias($._unfinished, '"')),
    _unfinished_cells: ($) =>
      seq($._open_cells, choice(alias($._unfinished, '>'), alias($._unfinished_macro, $.macro_use))),
    _unfinished_macro: ($) =>
      seq(alias($._value_word, $.identifier), alias($._unfinished_arguments, $.macro_arguments)),
    _unfinished_arguments: ($) => seq('(', optional($._macro_tokens), alias($._unfinished, ')')),
    _unfinished_bytes: ($) => seq($._open_bytes, alias($._unfinished, ']')),

    _value_label: ($) => alias($._label_in_value, $.label),
    _label_in_value: ($) => seq(alias($._value_label_name, $.identifier), token.immediate(':')),

    _value: ($) => choice($.cells, $.bytes, $._string, $._reference, $.incbin, $.macro_use, $.concatenation),

    // Only the preprocessor makes one string of these; two strings that meet without a macro are an error everywhere.
    concatenation: ($) => choice($._ends_with_string, $._ends_with_macro),
    _ends_with_string: ($) => seq(choice($.macro_use, $._ends_with_macro), $._string),
    _ends_with_macro: ($) => seq(choice($._string, $.macro_use, $._ends_with_string, $._ends_with_macro), $.macro_use),

    _string: ($) => choice($.string, alias($._long_string, $.string)),
    string: () => token(seq('"', repeat(choice(/[^"\\\r\n]/, /\\[^\r\n]/)), '"')),
    // Of a string that is not closed on its line, all but the punctuation at its end, which is likely to be the
    // property's own.
    _long_string: ($) => seq($._string_open, alias($._string_end, '"')),
    _string_open: () => token(seq('"', repeat(seq(/[;,) \t\r]*/, choice(/[^"\\\s;,)]/, /\\[^\r\n]/))))),

    cells: ($) => seq($._open_cells, '>'),
    _open_cells: ($) =>
      choice('<', seq('/bits/', field('bits', choice($.integer, $.macro_use)), '<'), seq($._open_cells, $._cell)),
    _cell: ($) => choice($._primary, $._reference, $._value_label),

    bytes: ($) => seq($._open_bytes, ']'),
    _open_bytes: ($) =>
      choice('[', seq($._open_bytes, choice($.byte, $._value_label, alias($._byte_macro, $.macro_use)))),
    byte: () => /[0-9a-fA-F]{2}/,
    _byte_macro: ($) => prec.right(seq(alias($._byte_word, $.identifier), optional($.macro_arguments))),

    incbin: ($) =>
      seq(
        '/incbin/',
        '(',
        field('path', choice($._string, $.macro_use, $.concatenation)),
        optional(seq(',', field('offset', $._primary), ',', field('size', $._primary))),
        ')',
      ),

    // Integers

    integer: () => /([0-9]+|0[xX][0-9a-fA-F]+)(U|L|UL|LL|ULL)?/,
    character: () => /'([^'\\]|\\[0-7]{1,3}|\\x[0-9a-fA-F]{1,2}|\\[^0-7x])'/,

    _primary: ($) => choice($.integer, $.character, $.macro_use, $.parenthesized_expression),

    parenthesized_expression: ($) => seq('(', $._expression, ')'),

    _expression: ($) => choice($._primary, $.unary_expression, $.binary_expression, $.conditional_expression),

    unary_expression: ($) =>
      prec(PRECEDENCE.unary, seq(field('operator', choice('-', '~', '!')), field('operand', $._expression))),

    binary_expression: ($) =>
      choice(
        ...[
          [PRECEDENCE.or, '||'],
          [PRECEDENCE.and, '&&'],
          [PRECEDENCE.bitwiseOr, '|'],
          [PRECEDENCE.bitwiseXor, '^'],
          [PRECEDENCE.bitwiseAnd, '&'],
          [PRECEDENCE.equality, choice('==', '!=')],
          [PRECEDENCE.relation, choice('<', '>', '<=', '>=')],
          [PRECEDENCE.shift, choice('<<', '>>')],
          [PRECEDENCE.sum, choice('+', '-')],
          [PRECEDENCE.product, choice('*', '/', '%')],
        ].map(([precedence, operator]) =>
          prec.left(
            precedence,
            seq(field('left', $._expression), field('operator', operator), field('right', $._expression)),
          ),
        ),
      ),

    conditional_expression: ($) =>
      prec.right(
        PRECEDENCE.conditional,
        seq(
          field('condition', $._expression),
          '?',
          field('consequence', $._expression),
          ':',
          field('alternative', $._expression),
        ),
      ),
  },
});
