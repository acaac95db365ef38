import { interruptsOf } from '../../devicetree/interrupts.js';
import { specifierRange } from '../../devicetree/places.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import { type DeviceTree, type Node, nameOrigin, type Property, valueOrigin } from '../../devicetree/tree.js';
import { isCompatible } from '../../devicetree/values.js';
import type { Origin, Range } from '../../text/span.js';
import { edgesBelow } from './edges.js';
import { remotePidOf } from './smp2p.js';

/** A proof that a processor's firmware uses SMEM. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** The SMP2P or SMSM entry, or the edge. */
  readonly node: Node;
  /** The SMP2P or SMSM node that the entry belongs to. */
  readonly owner?: Node;
  /** The host that the link or the edge names; SMSM names none. */
  readonly host?: number;
  /** The part of the processor's node that names the entry; an edge is a node of its own. */
  readonly place?: { readonly property: Property; readonly range: Range };
}

/** From the strongest proof to the weakest. */
export type EvidenceKind = 'smp2p-interrupt' | 'smem-state' | 'glink-edge' | 'smd-edge' | 'smsm-interrupt';

/** Every proof on a processor's node: one for each kind and each entry or edge, the strongest first. */
export function evidenceOf(tree: DeviceTree, processor: Node): readonly Evidence[] {
  const interrupts = interruptEvidence(tree, processor);
  return [
    ...interrupts.filter(({ kind }) => kind === 'smp2p-interrupt'),
    ...stateEvidence(tree, processor),
    ...edgeEvidence(processor),
    ...interrupts.filter(({ kind }) => kind === 'smsm-interrupt'),
  ];
}

/** Where the sources show the proof. */
export function evidenceOrigin(tree: DeviceTree, { node, place }: Evidence): Origin {
  return place ? valueOrigin(tree, place.property, place.range) : nameOrigin(tree, node);
}

/**
 * Interrupts that come from an inbound entry: the remote side allocates its item in SMEM, and to allocate is what the lock
 * is for.
 */
function interruptEvidence(tree: DeviceTree, processor: Node): Evidence[] {
  const found = new Map<Node, Evidence>();
  for (const { controller, property, range } of interruptsOf(tree, processor)) {
    if (found.has(controller) || !controller.properties.has('interrupt-controller')) continue;
    const base = entryEvidence(controller);
    if (!base) continue;
    const kind = isCompatible(base.owner, 'qcom,smp2p') ? 'smp2p-interrupt' : 'smsm-interrupt';
    found.set(controller, { ...base, kind, place: { property, range } });
  }
  return [...found.values()];
}

function stateEvidence(tree: DeviceTree, processor: Node): Evidence[] {
  const property = processor.properties.get('qcom,smem-states');
  if (!property) return [];
  const found = new Map<Node, Evidence>();
  for (const specifier of specifiersOf(tree, property, '#qcom,smem-state-cells')) {
    const { provider, defect } = specifier;
    const base = provider && !defect && !found.has(provider) ? entryEvidence(provider) : undefined;
    if (!base) continue;
    found.set(base.node, { ...base, kind: 'smem-state', place: { property, range: specifierRange(specifier) } });
  }
  return [...found.values()];
}

/** What an entry of SMP2P or SMSM proves; `undefined` for any other node. */
function entryEvidence(node: Node): { node: Node; owner: Node; host?: number } | undefined {
  const owner = node.parent;
  if (!owner) return undefined;
  if (isCompatible(owner, 'qcom,smsm')) return { node, owner };
  if (!isCompatible(owner, 'qcom,smp2p')) return undefined;
  const host = remotePidOf(owner);
  return { node, owner, ...(host !== undefined && { host }) };
}

/** G-Link has its FIFOs in SMEM items 478 to 480 (drivers/rpmsg/qcom_glink_smem.c), SMD in items of its own. */
function edgeEvidence(processor: Node): Evidence[] {
  return edgesBelow(processor)
    .filter(({ overSmem }) => overSmem)
    .map(({ kind, node, host }) => ({ kind, node, ...(host !== undefined && { host }) }))
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
}
