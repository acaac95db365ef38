import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import type { Range } from '../text/span.js';
import { finalSyntax } from './properties.js';
import type { Node } from './tree.js';
import { type Contribution, TreeNode } from './tree-node.js';

/** A label before a property or in its value, which names a place in dtc's assembly output. */
export interface PropertyLabel {
  readonly name: string;
  readonly property: string;
  /** Whether it stands in the value. */
  readonly isInValue: boolean;
  /** Of the expanded text. */
  readonly range: Range;
}

/** The labels of a node's properties and of their values. What overrides a property keeps its labels (`merge_nodes`). */
export function propertyLabelsOf(node: Node): readonly PropertyLabel[] {
  if (!(node instanceof TreeNode) || !node.history.some(hasLabels)) return NONE;
  const labels = new Map<string, Map<string, PropertyLabel>>();
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') {
      labels.clear();
      continue;
    }
    const { syntax, start, isNew } = contribution;
    for (let at = 0; at < syntax.items.length; at++) {
      const item = syntax.items[at]!;
      if (item.kind === 'delete-property' && !isNew) labels.delete(item.name);
      if (item.kind !== 'property' || item.labels.length === 0) continue;
      const known = labels.get(item.name) ?? new Map<string, PropertyLabel>();
      labels.set(item.name, known);
      for (const { name, ...range } of item.labels) {
        const place = shifted(range, start + syntax.starts[at]!);
        if (!known.has(name)) known.set(name, { name, property: item.name, isInValue: false, range: place });
      }
    }
  }
  const inValues = [...valueLabels(node)];
  return labels.size === 0 && inValues.length === 0
    ? NONE
    : [...[...labels.values()].flatMap((each) => [...each.values()]), ...inValues];
}

const NONE: readonly PropertyLabel[] = [];

const hasLabels = (contribution: Contribution) => contribution.kind === 'body' && bodyHasLabels(contribution.syntax);

/** Bodies are shared between versions and boards, and hardly one has such a label. */
const bodyHasLabels = query((body: ast.Node): boolean =>
  body.items.some((item) => item.kind === 'property' && (item.labels.length > 0 || item.valueLabels.length > 0)),
);

function* valueLabels(node: TreeNode): Iterable<PropertyLabel> {
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') continue;
    for (const item of contribution.syntax.items) {
      if (item.kind !== 'property' || item.valueLabels.length === 0) continue;
      const final = finalSyntax(node, item.name);
      if (final?.syntax !== item) continue;
      for (const { name, ...range } of item.valueLabels)
        yield { name, property: item.name, isInValue: true, range: shifted(range, final.start) };
    }
  }
}

const shifted = ({ start, end }: Range, by: number): Range => ({ start: by + start, end: by + end });
