import { shifted } from './shifted.js';
import type { Definition, Node, NodePart, ValueComponent } from './tree.js';
import { definitionAt, TreeNode } from './tree-node.js';

/** A value that a property was given, though a later definition may have taken its place. References in it lead nowhere. */
export interface WrittenValue {
  readonly definition: Definition;
  readonly value: readonly ValueComponent[];
  /** Grows with the time at which values were given, to this property and to others of its tree. */
  readonly order: number;
}

/** Every value that a property was given since the node, or the property, was last deleted; the oldest first. */
export function writtenValues(node: Node, name: string): readonly WrittenValue[] {
  if (node.madeOf) return valuesInParts(node.madeOf, name);
  if (!(node instanceof TreeNode)) return [];
  let written: WrittenValue[] = [];
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') {
      written = [];
      continue;
    }
    const { syntax, start, isNew } = contribution;
    for (const at of syntax.propertyPlaces.get(name) ?? []) {
      const item = syntax.items[at]!;
      const begin = start + syntax.starts[at]!;
      if (item.kind === 'property') {
        const kind = written.length === 0 ? 'define' : 'override';
        written.push({ definition: definitionAt(kind, begin, item, item.valueRange), value: item.value, order: begin });
      } else if (item.kind === 'delete-property' && !isNew) {
        written = [];
      }
    }
  }
  return written;
}

/** What was deleted in an overlay is deleted in the overlay only. */
function valuesInParts(parts: readonly NodePart[], name: string): readonly WrittenValue[] {
  const written: WrittenValue[] = [];
  for (const { node, part, shift } of parts) {
    for (const { definition, value, order } of writtenValues(node, name)) {
      const kind = written.length === 0 ? 'define' : 'override';
      written.push({ definition: { ...shifted(definition, shift), kind }, value, order: part * LONGEST_TEXT + order });
    }
  }
  return written;
}

/** More than any expanded text has: 2 Mi characters are its limit. */
const LONGEST_TEXT = 2 ** 24;
