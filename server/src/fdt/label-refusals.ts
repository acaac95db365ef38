import { propertyLabelsOf } from '../devicetree/property-labels.js';
import { type DeviceTree, type Node, nameOrigin } from '../devicetree/tree.js';
import type { Finding } from '../text/finding.js';

/**
 * The labels of a node, its properties and their values that something before it has too (checks.c,
 * `check_duplicate_label_node`). `known` holds what has been seen, and gets what the node has.
 */
export function* duplicateLabels(tree: DeviceTree, node: Node, known: Map<string, string>): Iterable<Finding> {
  for (const label of new Set(node.labels)) {
    const other = known.get(label);
    if (other !== undefined) yield finding(node, label, other, nameOrigin(tree, node));
    else known.set(label, node.path);
  }
  for (const { name, property, range } of propertyLabelsOf(node)) {
    const other = known.get(name);
    if (other !== undefined) yield finding(node, name, other, tree.originOf(range));
    else known.set(name, `${node.path}:${property}`);
  }
}

function finding(node: Node, label: string, other: string, at: Finding['at']): Finding {
  const message = `The label '${label}' is already that of ${other}`;
  return { code: 'duplicate-label', severity: 'error', at, message, nodes: [node.path] };
}
