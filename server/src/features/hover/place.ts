import type { Place } from '../../devicetree/locate.js';
import { goneText } from '../facts/nodes.js';
import { code } from '../markdown/text.js';
import { explainNode } from './node.js';
import { explainProperty } from './property.js';
import type { Subject } from './subject.js';

/** What stands at a place of the evaluated source. */
export function explainPlace(subject: Subject, place: Place): readonly string[] | undefined {
  const { node, property, target, reference } = place;
  switch (place.kind) {
    case 'body':
      return undefined;
    case 'label':
      if (property) return [`A label in ${code(property.syntax.name)}, which dtc keeps for assembly output only.`];
      return node ? explainNode(subject, node) : [goneText(subject.tree)];
    case 'node-name': {
      const named = reference ? target : node;
      return named ? explainNode(subject, named) : [goneText(subject.tree)];
    }
    case 'deleted-node':
      if (target)
        return ['Deletes what was there before; the node was defined again.', ...explainNode(subject, target)];
      return ['Deletes the node: nothing of it is left on this board.'];
    case 'deleted-property':
      return explainDeletion(subject, place);
    default:
      return explainProperty(subject, place);
  }
}

function explainDeletion({ unit, tree }: Subject, { node, start, end }: Place): readonly string[] {
  const name = unit.expansion.text.slice(start, end);
  if (!node) return [goneText(tree)];
  return node.properties.has(name)
    ? [`Deletes ${code(name)} as it was before; it was defined again.`]
    : [`Deletes ${code(name)}: the node does not have it on this board.`];
}
