import { duplicatePropertiesOf, duplicatesOf } from '../devicetree/duplicates.js';
import { PHANDLE_PROPERTIES } from '../devicetree/phandles.js';
import { type DeviceTree, type Node, nameOrigin, type Property } from '../devicetree/tree.js';
import { TreeNode } from '../devicetree/tree-node.js';
import type * as ast from '../syntax/ast.js';
import type { Finding } from '../text/finding.js';
import { query } from '../text/query.js';
import type { Range } from '../text/span.js';
import { baseNameOf, type IncbinSource, isRedundantName, valueBytes } from './flat-node.js';
import { duplicateLabels, type LabelOwners } from './label-refusals.js';
import { phandleRefusals } from './phandle-refusals.js';

/**
 * Why dtc writes no blob of a tree, beyond what the tree's own findings say of its text and its references: the checks of
 * checks.c that are errors. Each has dtc's own id, with dashes.
 */
export function dtcRefusals(tree: DeviceTree, fileOf: IncbinSource = () => undefined): Finding[] {
  const findings: Finding[] = [];
  const labels: LabelOwners = new Map();
  const phandles = new Map<number, Node>();
  for (const node of [...tree.nodes(), ...tree.omitted.flatMap(withDescendants)]) {
    for (const range of duplicatesOf(node))
      findings.push(refusal(tree, node, range, 'duplicate-node-names', 'The node is here twice in one pair of braces'));
    if (!GOOD_NODE_NAME.test(node.name)) findings.push(...nodeNameRefusals(tree, node));
    const isOrdinary = hasOrdinaryProperties(node);
    if (!isOrdinary) findings.push(...propertyRefusals(tree, node, fileOf));
    if (!isOrdinary || node.labels.length > 0) findings.push(...duplicateLabels(tree, node, labels));
    if (!isOrdinary) findings.push(...phandleRefusals(tree, node, phandles, fileOf));
  }
  return findings;
}

const withDescendants = (node: Node): Node[] => [node, ...[...node.children.values()].flatMap(withDescendants)];

const GOOD_NODE_NAME = /^[\w,.+-]*(?:@[\w,.+-]*)?$/;

function* nodeNameRefusals(tree: DeviceTree, node: Node): Iterable<Finding> {
  const badLetter = /[^\w,.+@-]/.exec(node.name)?.[0];
  if (badLetter !== undefined)
    yield atName(tree, node, node, 'node-name-chars', `A node's name cannot have the character '${badLetter}'`);
  if (/@.*@/.test(node.name)) yield atName(tree, node, node, 'node-name-format', "A node's name has one '@' only");
}

/** Whether nothing that was written of the node's properties can be refused: so it is of nearly every node. */
function hasOrdinaryProperties(node: Node): boolean {
  return (
    node instanceof TreeNode && node.history.every(({ kind, syntax }) => kind === 'deletion' || isOrdinaryBody(syntax))
  );
}

/** Bodies are shared between boards. */
const isOrdinaryBody = query(
  ({ plainProperties }: ast.Node): boolean =>
    plainProperties?.every(
      ({ name, labels, valueLabels }) =>
        labels.length === 0 && valueLabels.length === 0 && !CHECKED_PROPERTIES.has(name) && !BAD_LETTER.test(name),
    ) === true,
);

const CHECKED_PROPERTIES: ReadonlySet<string> = new Set(['name', ...PHANDLE_PROPERTIES]);
const BAD_LETTER = /[^\w,.+*#?-]/;

function* propertyRefusals(tree: DeviceTree, node: Node, fileOf: IncbinSource): Iterable<Finding> {
  for (const { nameRange } of duplicatePropertiesOf(node))
    yield refusal(
      tree,
      node,
      nameRange,
      'duplicate-property-names',
      'The property is here twice in one pair of braces',
    );
  for (const property of node.properties.values()) {
    const letter = BAD_LETTER.exec(property.name)?.[0];
    if (letter !== undefined)
      yield atName(
        tree,
        node,
        property,
        'property-name-chars',
        `A property's name cannot have the character '${letter}'`,
      );
  }
  const name = node.properties.get('name');
  if (name) yield* nameRefusals(tree, node, name, valueBytes(name, fileOf));
}

/** A `name` has to be what the node is called, and is dropped then (checks.c, `check_name_properties`). */
function* nameRefusals(tree: DeviceTree, node: Node, property: Property, value: Uint8Array): Iterable<Finding> {
  const isString = value.length > 0 && value.indexOf(0) === value.length - 1;
  if (isString && isRedundantName(node, value)) return;
  yield isString
    ? atName(tree, node, property, 'name-properties', `'name' has to be '${baseNameOf(node)}', as the node is called`)
    : atName(tree, node, property, 'name-is-string', "'name' is not a string");
}

/** A finding at the name of a node or property. */
function atName(tree: DeviceTree, node: Node, thing: Node | Property, code: string, message: string): Finding {
  return { code, severity: 'error', at: nameOrigin(tree, thing), message, nodes: [node.path] };
}

/** A finding at a range of the expanded text. */
function refusal(tree: DeviceTree, node: Node, range: Range, code: string, message: string): Finding {
  return { code, severity: 'error', at: tree.originOf(range), message, nodes: [node.path] };
}
