import type { Node } from '../../devicetree/tree.js';
import { isCompatible, isLive } from '../../devicetree/values.js';

/** The shared memory state machine, SMP2P's predecessor: one SMEM item with a word of bits for each host (qcom,smsm.yaml). */
export interface SmsmNode {
  readonly node: Node;
  readonly live: boolean;
  /** One child node for each host. */
  readonly entries: readonly Node[];
}

export function smsmNodesOf(nodes: readonly Node[]): readonly SmsmNode[] {
  return nodes
    .filter((node) => isCompatible(node, 'qcom,smsm'))
    .map((node) => ({ node, live: isLive(node), entries: [...node.children.values()] }));
}
