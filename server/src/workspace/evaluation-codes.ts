import type { FindingCode } from './finding-codes.js';

/** The findings of parsing, evaluation and the choice of boards. */
export const EVALUATION_CODES: readonly FindingCode[] = [
  {
    code: 'syntax-error',
    severity: 'error',
    title: 'The text is not a devicetree source',
    docs: 'The text does not follow the grammar of dtc, which would stop here. Everything else is still analysed.',
    basis: 'DTSpec v0.4 chapter 6; dtc-parser.y',
  },
  {
    code: 'undefined-macro',
    severity: 'error',
    title: 'A name stands where a value is needed, and no macro of that name is defined',
    docs: `After preprocessing a plain name is left over where dtc wants a value, which stops the build. Either the name is
misspelt or the header that defines it is not included. While an include is missing this is not reported: the missing file
is the cause then.`,
    basis: 'dtc-parser.y; scripts/Makefile.lib, dtc_cpp_flags',
  },
  {
    code: 'bad-number',
    severity: 'error',
    title: 'A number cannot be read',
    docs: 'A literal is not a number of its base, does not fit 64 bits, or asks for elements that are not 8, 16, 32 or 64 bits.',
    basis: 'dtc-lexer.l; dtc-parser.y, arrayprefix',
  },
  {
    code: 'truncated-value',
    severity: 'warning',
    title: 'A number does not fit its cell and loses its upper bits',
    docs: `A cell has 32 bits unless \`/bits/\` says otherwise. dtc warns and cuts the value; negative numbers that fit when
sign-extended are fine. Write 64-bit values as two cells, or with \`/bits/ 64\`.`,
    basis: 'dtc-parser.y, arrayprefix integer_prim',
  },
  {
    code: 'nested-too-deeply',
    severity: 'error',
    title: 'Nodes or expressions are nested beyond all measure',
    docs: `A limit of this tool, far above what any source tree needs: 500 nodes within each other, paths of 2,048 characters,
200 parentheses. What lies deeper is left out; everything else is still analysed.`,
    basis: 'dts-analyzer',
  },
  {
    code: 'blob-too-large',
    severity: 'error',
    title: 'The flattened tree would be larger than any boot loader takes',
    docs: `A limit of this tool: files that \`/incbin/\` brings, and paths that references become, add up to more than 64 MiB.
No blob is written.`,
    basis: 'dts-analyzer',
  },
  {
    code: 'unknown-label',
    severity: 'error',
    title: 'A reference names a label that no node has',
    docs: `No node of this board has the label, or the node was deleted. dtc stops with "Label or path … not found" or
"Reference to non-existent node or label". In an overlay another tree may have the label, so nothing is reported there.`,
    basis: 'DTSpec v0.4 §6.2; dtc phandle_references, path_references',
  },
  {
    code: 'unknown-path',
    severity: 'error',
    title: 'A reference names a path that no node has',
    docs: 'No node of this board has the path `&{/…}`, or the node was deleted. dtc stops here.',
    basis: 'DTSpec v0.4 §6.2; dtc phandle_references, path_references',
  },
  {
    code: 'unreached-file',
    severity: 'information',
    title: 'No board of the source tree includes the file',
    docs: `What a shared file means depends on the board that includes it: macros, labels and deletions come from there. Where
no board does, only the syntax can be checked.`,
    basis: 'dts-analyzer',
  },
];
