import type { Node } from '../../devicetree/tree.js';
import { cellsOf, isCompatible, isLive, stringsOf } from '../../devicetree/values.js';

/** An SMP2P link: two SMEM items, one for each direction, between Linux and one other host (qcom,smp2p.yaml). */
export interface Smp2pLink {
  readonly node: Node;
  readonly live: boolean;
  /** `qcom,remote-pid`. */
  readonly host?: number;
  /** `qcom,smem` as written: the inbound item, then the outbound item. */
  readonly items: readonly number[];
  readonly entries: readonly Smp2pEntry[];
}

export interface Smp2pEntry {
  readonly node: Node;
  /** `qcom,entry-name`. */
  readonly name?: string;
  /** Absent for a child node that is neither. */
  readonly direction?: EntryDirection;
}

/** Inbound: the remote side sets bits, which are interrupts here. Outbound: Linux sets bits. */
export type EntryDirection = 'inbound' | 'outbound';

export function smp2pLinksOf(nodes: readonly Node[]): readonly Smp2pLink[] {
  return nodes.filter((node) => isCompatible(node, 'qcom,smp2p')).map(linkOf);
}

/** `qcom,remote-pid` of an SMP2P link or of an edge; absent where it is not known. */
export function remotePidOf(node: Node): number | undefined {
  const cell = cellsOf(node.properties.get('qcom,remote-pid'))?.[0];
  return cell && !cell.unknown ? cell.value : undefined;
}

function linkOf(node: Node): Smp2pLink {
  const host = remotePidOf(node);
  const items = (cellsOf(node.properties.get('qcom,smem')) ?? []).map(({ value }) => value);
  const entries = [...node.children.values()].map(entryOf);
  return { node, live: isLive(node), ...(host !== undefined && { host }), items, entries };
}

function entryOf(node: Node): Smp2pEntry {
  const name = stringsOf(node.properties.get('qcom,entry-name'))[0];
  const direction = directionOf(node);
  return { node, ...(name !== undefined && { name }), ...(direction && { direction }) };
}

/** `interrupt-controller` wins, as in the driver (`qcom_smp2p_probe`). */
function directionOf(node: Node): EntryDirection | undefined {
  if (node.properties.has('interrupt-controller')) return 'inbound';
  return node.properties.has('#qcom,smem-state-cells') ? 'outbound' : undefined;
}
