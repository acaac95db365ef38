import type { FindingCode } from './finding-codes.js';

const APPLYING = `Overlays are applied as libfdt does it, in a build of Linux (the \`-dtbs\` lists of its Makefiles), by
\`fdtoverlay\`, by U-Boot and by the kernel, which all stop here: there is no blob then.`;

/** The findings of applying overlays to a base. */
export const OVERLAY_CODES: readonly FindingCode[] = [
  {
    code: 'overlay-unknown-symbol',
    severity: 'error',
    title: 'An overlay refers to a label that its base does not have',
    docs: `The label is not in the \`/__symbols__\` of the base, its node is gone, or the node has no phandle. Labels of an
earlier overlay are there only if that one was compiled with \`dtc -@\`. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, overlay_fixup_phandle',
  },
  {
    code: 'overlay-base-without-symbols',
    severity: 'error',
    title: 'An overlay refers to labels, and its base has no table of them',
    docs: `Without \`/__symbols__\` no label of the base can be found. A base is compiled with \`dtc -@\`, which writes that table
if the base has labels at all. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, overlay_fixup_phandles',
  },
  {
    code: 'overlay-target-not-found',
    severity: 'error',
    title: 'The base has no node that a fragment of an overlay is for',
    docs: `No node has the path of \`target-path\` (or of \`&{/path}\`), the alias with which it begins, or the phandle of
\`target\`. A node that an earlier fragment makes is there, one that a later fragment makes is not. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, fdt_overlay_target_offset',
  },
  {
    code: 'overlay-bad-target',
    severity: 'error',
    title: 'A fragment of an overlay does not say what it is for',
    docs: `A node with an \`__overlay__\` has a \`target\`, one phandle, or a \`target-path\`. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, fdt_overlay_target_offset',
  },
  {
    code: 'overlay-bad-phandle',
    severity: 'error',
    title: 'A phandle of an overlay cannot be renumbered',
    docs: `The phandles of an overlay are numbered behind the greatest of the base. That needs each to be one 32-bit number,
and the result to be less than 0xffffffff. Leave phandles to dtc. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, overlay_phandle_add_offset',
  },
  {
    code: 'overlay-bad-fixup',
    severity: 'error',
    title: 'The fixups of an overlay name places that it does not have',
    docs: `\`/__fixups__\` and \`/__local_fixups__\` tell where phandles are to be filled in. dtc writes them for a source with
\`/plugin/;\`; ones that are written by hand have to fit the overlay. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, overlay_fixup_phandle and overlay_update_local_node_references',
  },
  {
    code: 'overlay-bad-symbol',
    severity: 'error',
    title: 'A symbol of an overlay is no path into one of its fragments',
    docs: `Each property of an overlay's \`/__symbols__\` is one full path. One that leads into an \`__overlay__\` has to lead
into one that is there. dtc writes such symbols itself, with \`-@\`. ${APPLYING}`,
    basis: 'libfdt fdt_overlay.c, overlay_symbol_update',
  },
  {
    code: 'overlay-too-large',
    severity: 'error',
    title: 'An overlay is too large to be applied',
    docs: `To apply it would take minutes, or its nodes nest deeper than any real tree's: it is left out.`,
    basis: 'dts-analyzer',
  },
];
