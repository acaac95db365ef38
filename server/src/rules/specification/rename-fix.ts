import { baseNameOf } from '../../devicetree/buses.js';
import { type Node, nameOrigin, standingDefinitions } from '../../devicetree/tree.js';
import type { Fix } from '../../text/finding.js';
import type { RuleContext } from '../rule.js';

/**
 * The change that gives a node another unit address. There is none where the name stands in more than one place of the
 * board, for then other text (a path, an override by name) means the node by it, or where a sibling has the new name.
 */
export function renameFix({ tree, expansion }: RuleContext, node: Node, unitAddress: string): Fix | undefined {
  const newName = `${baseNameOf(node)}@${unitAddress}`;
  if (unitAddress === '' || node.parent?.children.has(newName) || standingDefinitions(node).length === 0)
    return undefined;
  const { text } = expansion;
  const first = text.indexOf(node.name);
  if (first < 0 || text.indexOf(node.name, first + 1) >= 0) return undefined;
  const { span, via } = nameOrigin(tree, node);
  const written = span.file.text.slice(span.start, span.end);
  if (written !== node.name || via.some(({ kind }) => kind === 'macro')) return undefined;
  return { title: `Rename to ${newName}`, edits: [{ span, newText: newName }] };
}
