import { interruptsOf } from '../../devicetree/interrupts.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import type { Cell, DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { cellsOf, isCompatible, nodeNamedBy } from '../../devicetree/values.js';
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
  return ringsOf(tree, owner).flatMap(({ kind, controller, args, property }) => {
    const [client] = args;
    if (!client || kind === 'register' || !isCompatible(controller, 'qcom,ipcc')) return [];
    return [{ owner, direction: kind === 'interrupt' ? 'inbound' : 'outbound', controller, client, property }];
  });
}

/** One way in which Linux and another processor call each other's attention, by whatever hardware. */
export interface Ring {
  /**
   * An interrupt here; an entry of `mboxes`; or a bit of a register, by `qcom,ipc` and, for the hosts of SMSM, `qcom,ipc-N`:
   * what was there before mailboxes.
   */
  readonly kind: 'interrupt' | 'mailbox' | 'register';
  readonly controller: Node;
  /** What stands behind the controller's phandle. */
  readonly args: readonly Cell[];
  readonly property: Property;
}

/** The interrupts of a node first, then what it rings. */
export function ringsOf(tree: DeviceTree, owner: Node): readonly Ring[] {
  const rings: Ring[] = interruptsOf(tree, owner).map(({ controller, specifier, property }) => {
    return { kind: 'interrupt', controller, args: specifier, property };
  });
  const mboxes = owner.properties.get('mboxes');
  for (const { provider, cells, defect } of mboxes ? specifiersOf(tree, mboxes, '#mbox-cells') : [])
    if (mboxes && provider && !defect)
      rings.push({ kind: 'mailbox', controller: provider, args: cells, property: mboxes });
  for (const property of owner.properties.values()) {
    if (!/^qcom,ipc(-\d+)?$/.test(property.name)) continue;
    const [phandle, ...args] = cellsOf(property) ?? [];
    if (!phandle || phandle.unknown || args.some(({ unknown }) => unknown)) continue;
    const controller = nodeNamedBy(tree, phandle);
    if (controller) rings.push({ kind: 'register', controller, args, property });
  }
  return rings;
}
