import { addressCellsOf, type CellCount, sizeCellsOf } from '../../devicetree/cell-counts.js';
import { byteLengthOf } from '../../devicetree/property-bytes.js';
import { isUndecided, wordOf } from '../../devicetree/property-words.js';
import { type Node, nameOrigin } from '../../devicetree/tree.js';
import { atNode, atProperty } from '../faulty-thing.js';
import type { RuleContext, RuleFinding } from '../rule.js';
import { cellCountPlaces } from './cell-count-wording.js';
import { unitAddressFix } from './rename-fix.js';

/** The number of a port or endpoint: one cell, the same as in its name, below a node with addresses of one cell (checks.c, `check_graph_reg`). */
export function* graphRegFindings(context: RuleContext, node: Node, kind: 'port' | 'endpoint'): Iterable<RuleFinding> {
  const { tree, fileOf, unread } = context;
  const property = node.properties.get('reg');
  if (!property || isUndecided(property, tree.plugin, fileOf)) return;
  if (byteLengthOf(property, fileOf) !== 4) {
    yield { ...atProperty(tree, property), message: `The number of a graph's ${kind} is one cell` };
    return;
  }
  const expected = wordOf(property, fileOf)!.toString(16);
  if (expected !== (node.unitAddress ?? '')) {
    const fix = unitAddressFix(context, node, expected);
    const message = `The unit address of a graph's ${kind} is its number in \`reg\`, here '${expected}'`;
    const place = atNode(tree, node);
    const related = [...(place.related ?? []), { at: nameOrigin(tree, property), message: 'The number' }];
    yield { ...place, message, related, ...(fix && { fixes: [fix] }) };
  }
  const { parent } = node;
  if (!parent) return;
  const related = cellCountPlaces(tree, parent);
  for (const [name, count, wanted] of [
    ['#address-cells', unread?.cellCounts ? 0 : addressCellsOf(parent), 1],
    ['#size-cells', unread?.cellCounts ? 0 : sizeCellsOf(parent), 0],
  ] as const) {
    if (count === wanted || count === 'malformed') continue;
    const message = `The parent of a graph's ${kind} with a number has \`${name} = <${wanted}>\`, and here ${said(count)}`;
    yield { ...atNode(tree, node), message, related };
  }
}

const said = (count: CellCount) => (count === 'absent' ? 'it says nothing' : `it is ${count}`);
