import { type Interrupt, interruptsOf } from '../../devicetree/interrupts.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';
import { query } from '../../text/query.js';
import { ipcTopology } from './topology.js';

/**
 * The bit of each interrupt that a processor raises through its SMP2P entry, by its name in `interrupt-names`; the same on
 * every board of mainline. The watchdog has a line of its own.
 */
export const SMP2P_INTERRUPT_BITS: ReadonlyMap<string, number> = new Map([
  ['fatal', 0],
  ['ready', 1],
  ['handover', 2],
  ['stop-ack', 3],
  ['shutdown-ack', 7],
]);

/** A processor's interrupts and their names, where both can be told. */
export interface ProcessorInterrupts {
  /** The processor. */
  readonly node: Node;
  /** `interrupts-extended` or `interrupts`. */
  readonly property: Property;
  readonly count: number;
  readonly interrupts: readonly Interrupt[];
  readonly names: readonly string[];
  /** Absent where the node has none. */
  readonly namesProperty?: Property;
}

/** Those of every processor of which they can be told: it has interrupts, and no mistake hides how many or their names. */
export const processorInterrupts: (tree: DeviceTree) => readonly ProcessorInterrupts[] = query((tree: DeviceTree) =>
  ipcTopology(tree).processors.flatMap(({ node }) => interruptsOfProcessor(tree, node) ?? []),
);

/** Whether an interrupt comes from the inbound entry of an SMP2P link; its specifier begins with a bit then. */
export function isFromSmp2p({ controller }: Interrupt): boolean {
  return (
    controller.properties.has('interrupt-controller') &&
    controller.parent !== undefined &&
    isCompatible(controller.parent, 'qcom,smp2p')
  );
}

function interruptsOfProcessor(tree: DeviceTree, node: Node): ProcessorInterrupts | undefined {
  const namesProperty = node.properties.get('interrupt-names');
  const names = stringsOf(namesProperty);
  if (namesProperty && (namesProperty.doubtful || names.length === 0)) return undefined;
  const extended = node.properties.get('interrupts-extended');
  const property = extended ?? node.properties.get('interrupts');
  if (!property || property.doubtful) return undefined;
  const interrupts = interruptsOf(tree, node);
  const count = countOf(tree, property, interrupts);
  return count ? { node, property, count, interrupts, names, ...(namesProperty && { namesProperty }) } : undefined;
}

/** How many interrupts a property has, those without controller included; `undefined` where it cannot be read to its end. */
function countOf(tree: DeviceTree, property: Property, interrupts: readonly Interrupt[]): number | undefined {
  const isExtended = property.name === 'interrupts-extended';
  const cells = property.value.reduce((sum, part) => sum + (part.kind === 'cells' ? part.cells.length : 0), 0);
  const read = interrupts.reduce((sum, { specifier }) => sum + specifier.length + (isExtended ? 1 : 0), 0);
  if (cells === read) return interrupts.length;
  const entries = isExtended ? specifiersOf(tree, property, '#interrupt-cells') : [];
  return entries.some(({ defect }) => defect) ? undefined : entries.length;
}
