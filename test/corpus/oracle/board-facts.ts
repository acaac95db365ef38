/**
 * What a board's evaluated devicetree says about hardware spinlocks, SMEM and remote processors, as a plain JSON value. The
 * oracle reads it from the .dtb that the kernel's own tools make, the analyser from the sources; the two readings are compared.
 *
 * Conventions that hold for every field:
 * - A path is the node's path name ("/soc@0/hwlock@1f40000"), the root is "/".
 * - A list is sorted by path, then by its other fields in the order in which they are declared, by UTF-16 code units and never by
 *   locale. Lists whose order has a meaning keep it: `compatible`, `args`, `items`.
 * - A node is *live* when it and each of its ancestors has no `status`, or one whose first string is "okay" or "ok" (an empty
 *   `status` is not live). Nothing but the `live` fields and `missingHwlocks` depends on it: dead nodes are listed, and resolve.
 * - A node *has a compatible* when any string of its `compatible` equals it.
 * - A number is an unsigned 32-bit cell, big-endian; a property read as one number gives its first cell, null when it is shorter.
 * - A child's kind by name is its node name without the unit address ("glink-edge@0" is a glink-edge).
 */
export interface BoardFacts {
  /** Every node with `#hwlock-cells`, whatever its compatible. */
  readonly providers: readonly HwlockProvider[];
  /** Every entry of every `hwlocks` property. */
  readonly hwlocks: readonly HwlockEntry[];
  /** Every node with the compatible "qcom,smem": the one under /reserved-memory and the one with `memory-region`. */
  readonly smem: readonly SmemNode[];
  /** Every node with the compatible "qcom,smp2p". */
  readonly smp2p: readonly Smp2pLink[];
  /** Every node with the compatible "qcom,smsm", also one without children. */
  readonly smsm: readonly SmsmNode[];
  /** Every remote processor. */
  readonly processors: readonly Processor[];
  /** Paths of the processors that should name SMEM's lock and name none. See `Processor` and `SmemNode.lock`. All of these hold:
   *  the node is in `processors`, live or not; its `evidence` is not empty; exactly one of `smem` is live and its `lock` is not
   *  null (the provider itself need not be live); `namesHwlocks` is false. */
  readonly missingHwlocks: readonly string[];
}

export interface HwlockProvider {
  readonly path: string;
  /** As written, most specific first; empty when the node has none. */
  readonly compatible: readonly string[];
  /** First cell of `#hwlock-cells`; 0 when the property holds less than a cell. */
  readonly cells: number;
  readonly live: boolean;
  /** How many locks the first compatible that the provider table knows says: 32 for Qualcomm (every "qcom,sfpb-mutex" and
   *  "qcom,…tcsr-mutex" of the table, the vendor form with `syscon` too), "sprd,hwspinlock-r3p0" and "st,stm32-hwspinlock", 30 for
   *  "sirf,hwspinlock". Null where the count is read from a register at run time (TI, Allwinner) or the table does not know it. */
  readonly locks: number | null;
}

/**
 * One entry of a phandle list. Decoding a list goes as the kernel's does, and the same way for `hwlocks`, `qcom,smem-states` and
 * `interrupts-extended`: a phandle of 0 is an entry of its own, without provider or arguments, and the next cell starts the next
 * entry; a phandle that no node has, or one whose node lacks the cells property, ends the list, for nobody knows where the next
 * entry starts; that last entry is kept, with no arguments. A last entry with too few cells is kept with those that are there.
 * Bytes that make no whole cell are ignored. An entry *decodes* when its provider has the cells property and no argument lacks.
 */
export interface HwlockEntry {
  /** Path of the node that has the `hwlocks` property. */
  readonly user: string;
  /** Position within the property, from 0. */
  readonly index: number;
  /** Path of the node with the entry's phandle; null for a phandle of 0 or of no node. */
  readonly provider: string | null;
  /** The cells after the phandle. */
  readonly args: readonly number[];
}

export interface SmemNode {
  readonly path: string;
  readonly live: boolean;
  /** The node's lock when its `hwlocks` has exactly one entry, and that entry decodes and has an argument; null otherwise. */
  readonly lock: { readonly provider: string; readonly args: readonly number[] } | null;
}

export interface Smp2pLink {
  readonly path: string;
  readonly live: boolean;
  /** `qcom,remote-pid`. */
  readonly host: number | null;
  /** All cells of `qcom,smem`, as written: inbound item, then outbound item. */
  readonly items: readonly number[];
  /** Every child node, whatever its properties. */
  readonly entries: readonly Smp2pEntry[];
}

export interface Smp2pEntry {
  readonly path: string;
  /** First string of `qcom,entry-name`. */
  readonly name: string | null;
  /** Inbound with `interrupt-controller` (which wins if there are both, as in the driver), else outbound with
   *  `#qcom,smem-state-cells`, else null. */
  readonly direction: 'inbound' | 'outbound' | null;
}

export interface SmsmNode {
  readonly path: string;
  readonly live: boolean;
  /** Path of every child node. */
  readonly entries: readonly string[];
}

/**
 * A remote processor is a node of which at least one of these holds:
 * - it has `qcom,smem-states`, and "stop" is among its `qcom,smem-state-names`;
 * - it has a child named glink-edge or smd-edge which is not an edge to the RPM. An edge is the RPM's if it has
 *   `qcom,rpm-msg-ram`, the compatible "qcom,glink-rpm", or a child named rpm-requests. An edge over memory of its own (`reg`, or
 *   another `transport`) makes a processor of its parent, though it is no evidence;
 * - one of its compatibles is a Qualcomm processor's: starts with "qcom," and ends in "-pas" or "-pil". Other makers' processors
 *   are not listed.
 * A node with the compatible "qcom,rpm-proc", or one "qcom,…-rpm-proc", never is one.
 */
export interface Processor {
  readonly path: string;
  readonly compatible: readonly string[];
  readonly live: boolean;
  /** The node has a `hwlocks` property, whatever it holds. */
  readonly namesHwlocks: boolean;
  /** The host that the `evidence` names: when all that is not null agrees, that one; else the one that the SMP2P links among the
   *  evidence agree on; else null. */
  readonly host: number | null;
  /** Proof that its firmware uses SMEM; one for each kind and node. */
  readonly evidence: readonly Evidence[];
}

/**
 * One proof. The list is sorted by `node`, then by `kind`, both as strings. The proving node need not be live. In the order of `kind`'s declaration:
 * - an interrupt of the processor that decodes to a controller which is an inbound entry (`interrupt-controller`) whose parent
 *   has the compatible "qcom,smp2p";
 * - an entry of `qcom,smem-states`, whatever its name, that decodes to a provider (`#qcom,smem-state-cells`) whose parent has the
 *   compatible "qcom,smp2p" or "qcom,smsm";
 * - a child named glink-edge, not the RPM's (see `Processor`), without `reg`, and with no `transport` or one whose first string
 *   is "smem";
 * - a child named smd-edge, not the RPM's;
 * - an interrupt that decodes to a controller (`interrupt-controller`) whose parent has the compatible "qcom,smsm".
 * Interrupts are those of `interrupts-extended`, and only if there is none, those of `interrupts`, whose cells all belong to the
 * interrupt parent. It is found as the kernel finds it: from a node, step to what its `interrupt-parent` names, or to its parent
 * node if it has none, and repeat from there until the node stepped to has `#interrupt-cells`. No interrupt map is followed.
 */
export interface Evidence {
  readonly kind: 'smp2p-interrupt' | 'smem-state' | 'glink-edge' | 'smd-edge' | 'smsm-interrupt';
  /** Path of the SMP2P or SMSM entry, or of the edge. */
  readonly node: string;
  /** `qcom,remote-pid` of the SMP2P link or of the edge; null for what SMSM proves. */
  readonly host: number | null;
}
