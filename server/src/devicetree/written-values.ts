import type { Definition, Node, ValueComponent } from './tree.js';
import { definitionAt, TreeNode } from './tree-node.js';

/** A value that a property was given, though a later definition may have taken its place. References in it lead nowhere. */
export interface WrittenValue {
  readonly definition: Definition;
  readonly value: readonly ValueComponent[];
}

/** Every value that a property was given since the node, or the property, was last deleted; the oldest first. */
export function writtenValues(node: Node, name: string): readonly WrittenValue[] {
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
        written.push({ definition: definitionAt(kind, begin, item, item.valueRange), value: item.value });
      } else if (item.kind === 'delete-property' && !isNew) {
        written = [];
      }
    }
  }
  return written;
}
