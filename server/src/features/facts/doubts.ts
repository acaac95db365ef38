import { isDoubtful } from '../../devicetree/places.js';
import type { DeviceTree, Node } from '../../devicetree/tree.js';
import type { RemoteProcessor } from '../../platforms/qualcomm/topology.js';
import type { TranslationUnit } from '../../workspace/translation-unit.js';
import { nodeLink, placeLink, propertyLink } from '../markdown/links.js';
import { code, MAX_ROWS } from '../markdown/text.js';

/** Why nothing can be said of what a processor lacks: what the board includes but nobody finds, and values that are not known. */
export function doubtTexts(
  { tree, expansion }: TranslationUnit,
  { node, evidence }: RemoteProcessor,
): readonly string[] {
  const nodes = new Set<Node>([node]);
  for (const proof of evidence) {
    nodes.add(proof.node);
    if (proof.owner) nodes.add(proof.owner);
  }
  return [
    ...(tree.plugin ? ['This is an overlay, which is only a part of a board.'] : []),
    ...expansion.missingIncludes.map((site) => `An include brings nothing: ${placeLink(site)}`),
    ...(expansion.notLoaded.length > 0 ? ['Some files are still being read.'] : []),
    ...[...nodes].filter(isDoubtful).flatMap((doubtful) => propertyDoubts(tree, doubtful)),
  ].slice(0, MAX_ROWS);
}

function propertyDoubts(tree: DeviceTree, node: Node): readonly string[] {
  return [...node.properties.values()]
    .filter(({ doubtful }) => doubtful)
    .map((property) => {
      const where = propertyLink(tree, property);
      return `${code(property.name)} of ${nodeLink(tree, node)} has a mistake or leads to nothing${where ? `: ${where}` : ''}`;
    });
}
