import type { DtcLevel } from './rule.js';

/**
 * A step of dtc among its checks that finds nothing itself, or whose findings evaluation has under other codes. A run as dtc
 * names it where it, or what needs it, was left out.
 */
export interface DtcStep {
  /** dtc's own name for it, with dashes. */
  readonly code: string;
  readonly level: DtcLevel;
  readonly requires: readonly string[];
  /** Markdown. */
  readonly docs: string;
  readonly basis: string;
}

export const phandleReferences: DtcStep = {
  code: 'phandle-references',
  level: 'error',
  requires: ['duplicate-node-names', 'explicit-phandles'],
  docs: `Here dtc finds the node of each reference within \`<…>\`. Where there is none, \`unknown-label\` or \`unknown-path\` tells
of it. In a run as dtc (\`check --dtc-warnings\`) this code only says that dtc did not come so far.`,
  basis: 'dtc phandle_references',
};

export const pathReferences: DtcStep = {
  code: 'path-references',
  level: 'error',
  requires: ['duplicate-node-names'],
  docs: `Here dtc finds the node of each reference outside of \`<…>\`, which becomes a path. Where there is none, \`unknown-label\`
or \`unknown-path\` tells of it. In a run as dtc (\`check --dtc-warnings\`) this code only says that dtc did not come so far.`,
  basis: 'dtc path_references',
};

export const omitUnusedNodes: DtcStep = {
  code: 'omit-unused-nodes',
  level: 'error',
  requires: ['phandle-references', 'path-references'],
  docs: `Here dtc takes out the nodes marked with \`/omit-if-no-ref/\` to which nothing refers. In a run as dtc (\`check
--dtc-warnings\`) this code only says that dtc did not come so far.`,
  basis: 'dtc omit_unused_nodes',
};

export const addrSizeCells: DtcStep = {
  code: 'addr-size-cells',
  level: 'warning',
  requires: ['address-cells-is-cell', 'size-cells-is-cell'],
  docs: `Here dtc reads \`#address-cells\` and \`#size-cells\`, which all checks of addresses need. In a run as dtc (\`check
--dtc-warnings\`) this code says that one of the two is malformed somewhere, so that dtc left these checks out for the whole
tree.`,
  basis: 'dtc addr_size_cells',
};

export const simpleBusBridge: DtcStep = {
  code: 'simple-bus-bridge',
  level: 'warning',
  requires: ['addr-size-cells', 'compatible-is-string-list'],
  docs: `Here dtc finds the nodes compatible with \`simple-bus\`. In a run as dtc (\`check --dtc-warnings\`) this code only says
that something before it kept dtc from looking.`,
  basis: 'dtc simple_bus_bridge',
};

export const DTC_STEPS: readonly DtcStep[] = [
  phandleReferences,
  pathReferences,
  omitUnusedNodes,
  addrSizeCells,
  simpleBusBridge,
];
