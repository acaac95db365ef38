import { propertyLabelsOf } from '../devicetree/property-labels.js';
import { type DeviceTree, type Node, nameOrigin } from '../devicetree/tree.js';
import type { Finding } from '../text/finding.js';

/**
 * The labels of a node, its properties and their values that something before it has too (checks.c,
 * `check_duplicate_label_node`). `known` holds what has been seen, and gets what the node has.
 */
export function* duplicateLabels(tree: DeviceTree, node: Node, known: LabelOwners): Iterable<Finding> {
  for (const label of new Set(node.labels)) {
    const other = known.get(label);
    if (other) yield finding(node, label, other, nameOrigin(tree, node));
    else known.set(label, { node });
  }
  for (const { name, property, range } of propertyLabelsOf(node)) {
    const other = known.get(name);
    if (other) yield finding(node, name, other, tree.originOf(range));
    else known.set(name, { node, property });
  }
}

/** The nodes or properties that have each label. */
export type LabelOwners = Map<string, LabelOwner>;

interface LabelOwner {
  readonly node: Node;
  /** Absent where the label is the node's own. */
  readonly property?: string;
}

function finding(node: Node, label: string, owner: LabelOwner, at: Finding['at']): Finding {
  const place = owner.property === undefined ? owner.node.path : `${owner.node.path}:${owner.property}`;
  const message = `The label '${label}' is already that of ${place}`;
  return { code: 'duplicate-label', severity: 'error', at, message, nodes: [node.path] };
}
