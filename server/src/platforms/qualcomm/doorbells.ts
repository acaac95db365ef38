import { interruptsOf } from '../../devicetree/interrupts.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import type { Cell, DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { isCompatible } from '../../devicetree/values.js';
import { query } from '../../text/query.js';
import { ipcTopology } from './topology.js';

/**
 * An interrupt between Linux and another processor by way of the inter-processor communication controller (IPCC,
 * qcom-ipcc.yaml): the client is that processor, the signal what it is about.
 */
export interface IpccDoorbell {
  /** The SMP2P link or the edge that rings it, or that it rings for. */
  readonly owner: Node;
  /** Outbound: `mboxes`; inbound: an interrupt. */
  readonly direction: 'inbound' | 'outbound';
  readonly controller: Node;
  readonly client: Cell;
  /** The property that has the cell. */
  readonly property: Property;
  /** `qcom,remote-pid` of the owner. */
  readonly host?: number;
}

/** The doorbells of every SMP2P link, and of every edge over SMEM. */
export const ipccDoorbells: (tree: DeviceTree) => readonly IpccDoorbell[] = query((tree: DeviceTree) => {
  const { smp2p, processors } = ipcTopology(tree);
  const edges = processors.flatMap(({ evidence }) => evidence.filter(({ owner }) => !owner));
  return [...smp2p, ...edges].flatMap(({ node, host }) =>
    doorbellsOf(tree, node).map((doorbell) => ({ ...doorbell, ...(host !== undefined && { host }) })),
  );
});

function doorbellsOf(tree: DeviceTree, owner: Node): IpccDoorbell[] {
  const doorbells: IpccDoorbell[] = [];
  for (const { controller, specifier, property } of interruptsOf(tree, owner)) {
    const client = specifier[0];
    if (!client || !isCompatible(controller, 'qcom,ipcc')) continue;
    doorbells.push({ owner, direction: 'inbound', controller, client, property });
  }
  const mboxes = owner.properties.get('mboxes');
  for (const { provider, cells, defect } of mboxes ? specifiersOf(tree, mboxes, '#mbox-cells') : []) {
    const client = cells[0];
    if (!mboxes || !provider || !client || defect || !isCompatible(provider, 'qcom,ipcc')) continue;
    doorbells.push({ owner, direction: 'outbound', controller: provider, client, property: mboxes });
  }
  return doorbells;
}
