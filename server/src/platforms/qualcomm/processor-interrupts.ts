import { type Interrupt, interruptsOf } from '../../devicetree/interrupts.js';
import { specifiersOf } from '../../devicetree/specifiers.js';
import type { DeviceTree, Node, Property } from '../../devicetree/tree.js';
import { isCompatible, stringsOf } from '../../devicetree/values.js';

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
  /** `interrupts-extended` or `interrupts`. */
  readonly property: Property;
  readonly count: number;
  readonly interrupts: readonly Interrupt[];
  readonly names: readonly string[];
  /** Absent where the node has none. */
  readonly namesProperty?: Property;
}

/** `undefined` for a node without interrupts, and where a mistake hides how many there are or what they are called. */
export function processorInterruptsOf(tree: DeviceTree, node: Node): ProcessorInterrupts | undefined {
  const namesProperty = node.properties.get('interrupt-names');
  const names = stringsOf(namesProperty);
  if (namesProperty && (namesProperty.doubtful || names.length === 0)) return undefined;
  const counted = countOf(tree, node);
  return counted && { ...counted, names, ...(namesProperty && { namesProperty }) };
}

/** Whether an interrupt comes from the inbound entry of an SMP2P link; its specifier begins with a bit then. */
export function isFromSmp2p({ controller }: Interrupt): boolean {
  return (
    controller.properties.has('interrupt-controller') &&
    controller.parent !== undefined &&
    isCompatible(controller.parent, 'qcom,smp2p')
  );
}

function countOf(tree: DeviceTree, node: Node) {
  const extended = node.properties.get('interrupts-extended');
  const property = extended ?? node.properties.get('interrupts');
  if (!property || property.doubtful) return undefined;
  const interrupts = interruptsOf(tree, node);
  if (extended) {
    const entries = specifiersOf(tree, extended, '#interrupt-cells');
    return entries.some(({ defect }) => defect) ? undefined : { property, interrupts, count: entries.length };
  }
  const cells = property.value.reduce((sum, part) => sum + (part.kind === 'cells' ? part.cells.length : 0), 0);
  const read = interrupts.reduce((sum, { specifier }) => sum + specifier.length, 0);
  return cells > 0 && cells === read ? { property, interrupts, count: interrupts.length } : undefined;
}
