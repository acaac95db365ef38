; Labels are known in the whole document.
(document) @local.scope

(label
  (identifier) @local.definition)

(label_reference) @local.reference
