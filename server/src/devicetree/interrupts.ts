import type { Range } from '../text/span.js';
import { specifierRange } from './places.js';
import { specifiersOf } from './specifiers.js';
import type { Cell, DeviceTree, Node, Property } from './tree.js';
import { cellsOf, nodeNamedBy, u32Of } from './values.js';

/** One interrupt that a node generates: its controller (or nexus) and the specifier there (DTSpec 2.4.1). */
export interface Interrupt {
  /** Counted from 0, as `interrupt-names` counts. */
  readonly index: number;
  readonly controller: Node;
  readonly specifier: readonly Cell[];
  /** `interrupts-extended` or `interrupts`. */
  readonly property: Property;
  /** Where in the property it is written, counted from the start of the property's last definition. */
  readonly range: Range;
}

/**
 * The interrupts of a node, from `interrupts-extended`, which wins, or from `interrupts` and the interrupt parent.
 * A nexus is not followed. What cannot be decoded ends the list.
 */
export function interruptsOf(tree: DeviceTree, node: Node): readonly Interrupt[] {
  const extended = node.properties.get('interrupts-extended');
  if (extended) {
    const interrupts: Interrupt[] = [];
    for (const entry of specifiersOf(tree, extended, '#interrupt-cells')) {
      const { index, provider, cells, defect } = entry;
      if (!provider || defect) continue;
      interrupts.push({
        index,
        controller: provider,
        specifier: cells,
        property: extended,
        range: specifierRange(entry),
      });
    }
    return interrupts;
  }
  const property = node.properties.get('interrupts');
  const cells = cellsOf(property);
  if (!property || !cells) return [];
  const controller = interruptParentOf(tree, node);
  const size = controller && u32Of(controller.properties.get('#interrupt-cells'));
  if (!controller || !size) return [];
  const interrupts: Interrupt[] = [];
  for (let at = 0; at + size <= cells.length; at += size) {
    const specifier = cells.slice(at, at + size);
    if (specifier.some((cell) => cell.unknown)) break;
    const range = { start: specifier[0]!.start, end: specifier.at(-1)!.end };
    interrupts.push({ index: interrupts.length, controller, specifier, property, range });
  }
  return interrupts;
}

/**
 * The interrupt parent: the node that `interrupt-parent` names, else the parent; from there on in the same way until a
 * node has `#interrupt-cells` (DTSpec 2.4.1; `of_irq_find_parent` in drivers/of/irq.c).
 */
export function interruptParentOf(tree: DeviceTree, node: Node): Node | undefined {
  const seen = new Set<Node>();
  for (let at: Node | undefined = node; at && !seen.has(at); ) {
    seen.add(at);
    const cell: Cell | undefined = cellsOf(at.properties.get('interrupt-parent'))?.[0];
    if (cell?.unknown) return undefined;
    at = cell ? nodeNamedBy(tree, cell) : at.parent;
    if (at?.properties.has('#interrupt-cells')) return at;
  }
  return undefined;
}
