import { effectiveAddressCells, effectiveSizeCells } from '../../devicetree/cell-counts.js';
import { insertProperty, replaceInValue } from '../../devicetree/edits.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import { cellsOf } from '../../devicetree/values.js';
import type { Fix } from '../../text/finding.js';
import { atNode } from '../faulty-thing.js';
import type { RuleFinding } from '../rule.js';
import { cellCountPlaces } from './cell-count-wording.js';

/** Whether addresses below a serial bus have as many cells as they need, and sizes none. */
export function* serialBusCounts(
  tree: DeviceTree,
  bus: Node,
  kind: 'I2C' | 'SPI',
  addressCells: number,
): Iterable<RuleFinding> {
  const counts = [
    ['An address', '#address-cells', effectiveAddressCells(bus), addressCells],
    ['A size', '#size-cells', effectiveSizeCells(bus), 0],
  ] as const;
  for (const [subject, name, count, wanted] of counts) {
    if (count === undefined || count === wanted) continue;
    const fix = fixOf(tree, bus, name, wanted);
    yield {
      ...atNode(tree, bus),
      message: `${subject} on ${kind} has ${wanted === 1 ? '1 cell' : `${wanted} cells`}, and ${name} is ${count}`,
      related: cellCountPlaces(tree, bus),
      ...(fix && { fixes: [fix] }),
    };
  }
}

/** Writes the number that is wanted, in place of the other or, where the property is missing, beside its twin. */
function fixOf(tree: DeviceTree, bus: Node, name: string, wanted: number): Fix | undefined {
  const property = bus.properties.get(name);
  const cell = cellsOf(property)?.[0];
  const edit =
    property && cell
      ? replaceInValue(tree, property, cell, `${wanted}`)
      : insertProperty(tree, bus, `${name} = <${wanted}>;`, ['#address-cells', '#size-cells']);
  return edit && { title: `Make it \`${name} = <${wanted}>\``, edits: [edit] };
}
