import { baseNameOf } from '../../devicetree/buses.js';
import { type Node, nameOrigin } from '../../devicetree/tree.js';
import type { Fix } from '../../text/finding.js';
import type { RuleContext } from '../rule.js';

/** The change that gives a node another unit address; none for an empty one. */
export function unitAddressFix(context: RuleContext, node: Node, unitAddress: string): Fix | undefined {
  return unitAddress === '' ? undefined : renameFix(context, node, `${baseNameOf(node)}@${unitAddress}`);
}

/**
 * The change that gives a node another name. There is none where the name stands in more than one place of the board, for then
 * other text (a path, an override by name) may mean the node by it; where the parent has a node or property of the new name;
 * nor in an overlay, where the name may be that of a node of another tree.
 */
export function renameFix({ tree, expansion }: RuleContext, node: Node, newName: string): Fix | undefined {
  const { parent } = node;
  if (!parent || tree.plugin || parent.children.has(newName) || parent.properties.has(newName)) return undefined;
  if (!standsOnce(expansion.text, node.name)) return undefined;
  const { span, via } = nameOrigin(tree, node);
  const written = span.file.text.slice(span.start, span.end);
  if (written !== node.name || via.some(({ kind }) => kind === 'macro')) return undefined;
  return { title: `Rename to ${newName}`, edits: [{ span, newText: newName }] };
}

/** Whether a text holds a name once, not counting longer names that it is a part of. */
function standsOnce(text: string, name: string): boolean {
  let count = 0;
  for (let at = text.indexOf(name); at >= 0 && count < 2; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!isOfName(text[at - 1]) && !isOfName(text[end])) count++;
  }
  return count === 1;
}

const isOfName = (character: string | undefined) => character !== undefined && /[\w,.+@-]/.test(character);
