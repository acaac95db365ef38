import { wholeValueOrigin } from '../devicetree/places.js';
import { type DeviceTree, type Node, nameOrigin, type Property, standingDefinitions } from '../devicetree/tree.js';
import type { RelatedPlace } from '../text/finding.js';
import type { RuleFinding } from './rule.js';

/** Where a finding about a node stands, and what belongs to that. */
type Place = Pick<RuleFinding, 'at' | 'nodes' | 'related'>;

/** At the name of a node, where it was written first; the other places that write it are related, as dtc's "also defined at". */
export function atNode(tree: DeviceTree, node: Node): Place {
  const others = standingDefinitions(node).slice(1, 1 + MOST_RELATED);
  const related = others.map(
    ({ nameRange }): RelatedPlace => ({ at: tree.originOf(nameRange), message: 'Also defined here' }),
  );
  return { at: nameOrigin(tree, node), nodes: [node.path], ...(related.length > 0 && { related }) };
}

/** At the value that a property has, where it was written last; at its name where it has none. */
export function atProperty(tree: DeviceTree, property: Property): Place {
  return { at: wholeValueOrigin(tree, property), nodes: [property.node.path] };
}

/** At the name of a property, where it was written first. */
export function atPropertyName(tree: DeviceTree, property: Property): Place {
  return { at: nameOrigin(tree, property), nodes: [property.node.path] };
}

/** A node that thirty boards extend would bury the finding. */
const MOST_RELATED = 8;
