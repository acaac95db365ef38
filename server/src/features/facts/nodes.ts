import type { Definition, DeviceTree, Node } from '../../devicetree/tree.js';
import { compatibleOf, disabledBy, stringsOf } from '../../devicetree/values.js';
import { nodeLink, placeLink, propertyLink } from '../markdown/links.js';
import { code, enumerate, history } from '../markdown/text.js';

/** Whether a node is enabled, and if not, by what: "disabled by `status = "disabled"` in sm8650.dtsi:3044". */
export function statusText(tree: DeviceTree, node: Node): string {
  const status = disabledBy(node);
  if (!status) return 'enabled';
  const value = code(`status = "${stringsOf(status)[0] ?? ''}"`);
  const of = status.node === node ? '' : ` of ${nodeLink(tree, status.node)}`;
  const place = propertyLink(tree, status);
  return `disabled by ${value}${of}${place ? ` in ${place}` : ''}`;
}

/** The compatibles in their order. */
export function compatibleText(node: Node): string {
  return enumerate(compatibleOf(node).map((compatible) => code(compatible)));
}

/** Who wrote the node, the oldest first. */
export function nodeHistory(tree: DeviceTree, { definitions }: Node): string {
  const steps = definitions.map((definition, index) => {
    const isAgain = definitions[index - 1]?.kind === 'delete';
    return `${isAgain ? 'Defined again' : NODE_VERBS[definition.kind]} in ${definitionLink(tree, definition)}`;
  });
  return steps.length === 1 ? steps.join() : history(steps);
}

/** Where a definition was written. */
export function definitionLink(tree: DeviceTree, { nameRange }: Definition): string {
  return placeLink(tree.originOf(nameRange).span);
}

const NODE_VERBS: Readonly<Record<Definition['kind'], string>> = {
  define: 'Defined',
  extend: 'Extended',
  override: 'Extended',
  delete: 'Deleted',
};

/** What is said of a body or a reference that leads to no node of the tree. */
export function goneText({ plugin }: DeviceTree): string {
  return plugin
    ? 'Not a node of this overlay: the tree to which it is applied has to have it.'
    : 'The tree of this board has no such node: it is deleted, or its reference leads to nothing.';
}
