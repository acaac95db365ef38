import { nameSearch } from '../../devicetree/name-search.js';
import type { Node } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { remotePidOf } from './smp2p.js';

/** A G-Link or SMD edge: the message transport between Linux and one other processor, whose node is the parent. */
export interface Edge {
  readonly node: Node;
  readonly kind: EdgeKind;
  /** `qcom,remote-pid`. */
  readonly host?: number;
  /** Whether it runs over SMEM; G-Link may run over a memory of its own. */
  readonly overSmem: boolean;
}

export type EdgeKind = 'glink-edge' | 'smd-edge';

/** The edges below a node that lead to a processor whose firmware Linux may start; those to the RPM are none of them. */
export function edgesBelow(processor: Node): readonly Edge[] {
  const edges: Edge[] = [];
  for (const node of processor.children.values()) {
    const kind = baseNameOf(node);
    if ((kind !== 'glink-edge' && kind !== 'smd-edge') || isRpmEdge(node)) continue;
    const host = remotePidOf(node);
    const overSmem = kind === 'smd-edge' || hasItsFifosInSmem(node);
    edges.push({ node, kind, ...(host !== undefined && { host }), overSmem });
  }
  return edges;
}

/** The nodes that are edges by their name, to whatever processor. */
// Of a board's thousand nodes hardly one begins so, and they are asked at each key.
export const nodesNamedEdge = nameSearch(
  (name) => (name.startsWith('glink-edge') || name.startsWith('smd-edge')) && /^(?:glink|smd)-edge(?:@|$)/.test(name),
);

/** The RPM's edges are SMD in SMEM or G-Link in message RAM, and Linux never starts or stops the RPM. */
function isRpmEdge(edge: Node): boolean {
  return (
    edge.properties.has('qcom,rpm-msg-ram') ||
    isCompatible(edge, 'qcom,glink-rpm') ||
    [...edge.children.values()].some((child) => baseNameOf(child) === 'rpm-requests')
  );
}

/** The vendors' SPSS has `transport = "spss"` and `reg`: G-Link over registers of that processor. */
function hasItsFifosInSmem(glink: Node): boolean {
  const transport = glink.properties.get('transport');
  return !glink.properties.has('reg') && (!transport || stringsOf(transport)[0] === 'smem');
}

const baseNameOf = (node: Node) => node.name.split('@', 1)[0]!;
