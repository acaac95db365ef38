import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { ipcTopology, type RemoteProcessor } from './topology.js';

/** A FastRPC node: remote procedure calls into a DSP, over one of its edges (qcom,fastrpc.yaml). */
export interface FastrpcNode {
  readonly node: Node;
  readonly processor: RemoteProcessor;
  readonly edge: Node;
  readonly label: Property;
  /** The label's text, which names the DSP. */
  readonly domain: string;
}

/**
 * The SMEM host of each label. Those up to `cdsp1` are the domains of drivers/misc/fastrpc.c in Linux 6.12; the general
 * purpose DSPs are spelled in two ways, `gpdsp0` on the boards of 6.12 and `gdsp0` in the binding since.
 */
export const FASTRPC_HOSTS: ReadonlyMap<string, number> = new Map([
  ['adsp', 2],
  ['mdsp', 1],
  ['sdsp', 3],
  ['cdsp', 5],
  ['cdsp1', 12],
  ['gdsp0', 17],
  ['gpdsp0', 17],
  ['gdsp1', 18],
  ['gpdsp1', 18],
]);

/** The FastRPC nodes below the edges that lie in SMEM. */
export function fastrpcNodesOf(tree: DeviceTree): readonly FastrpcNode[] {
  const found: FastrpcNode[] = [];
  for (const processor of ipcTopology(tree).processors) {
    for (const { node: edge, owner } of processor.evidence) {
      if (owner) continue;
      for (const node of edge.children.values()) {
        const label = node.properties.get('label');
        const domain = stringsOf(label)[0];
        if (!label || domain === undefined || !isCompatible(node, 'qcom,fastrpc')) continue;
        found.push({ node, processor, edge, label, domain });
      }
    }
  }
  return found;
}
