(node
  name: (_) @name) @definition.module

(node_reference
  reference: (_) @name) @definition.module

(label
  (identifier) @name) @definition.constant

(preproc_define
  name: (identifier) @name) @definition.macro

(label_reference) @name @reference.constant
