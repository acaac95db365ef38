; What is named later wins over what is named earlier.

(comment) @comment

(string) @string
(character) @character
(integer) @number
(byte) @number

(node_name) @type
(property_name) @property
(path) @string.special.path

(label
  (identifier) @label)
(label_reference) @label
(path_reference) @label

(macro_use
  (identifier) @constant.macro)
(macro_use
  (identifier) @function.macro
  (macro_arguments))
(macro_arguments
  (identifier) @constant.macro)

[
  "/dts-v1/"
  "/plugin/"
  "/memreserve/"
  "/bits/"
  "/delete-node/"
  "/delete-property/"
] @keyword
(omit_if_no_ref) @keyword
(omit_node
  "/omit-if-no-ref/" @keyword)
[
  "/include/"
  "/incbin/"
] @keyword.import

[
  "#include"
  "#define"
  "#if"
  "#ifdef"
  "#ifndef"
  "#elif"
  "#directive"
] @keyword.directive
(preproc_else) @keyword.directive
(preproc_endif) @keyword.directive
(line_marker) @keyword.directive
(include_path) @string.special.path
(preproc_define
  name: (identifier) @constant.macro)
(preproc_define
  name: (identifier) @function.macro
  parameters: (preproc_parameters))
(preproc_parameters) @variable.parameter
(preproc_ifdef
  name: (identifier) @constant.macro)

(unary_expression
  operator: _ @operator)
(binary_expression
  operator: _ @operator)
(conditional_expression
  [
    "?"
    ":"
  ] @operator)
"=" @operator

[
  ";"
  ","
] @punctuation.delimiter
(label
  ":" @punctuation.delimiter)
[
  "{"
  "}"
  "("
  ")"
  "["
  "]"
] @punctuation.bracket
(cells
  [
    "<"
    ">"
  ] @punctuation.bracket)
(root_node
  "/" @type)
