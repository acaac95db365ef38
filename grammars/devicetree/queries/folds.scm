[
  (node_body)
  (property)
  (comment)
  (preproc_define)
] @fold
