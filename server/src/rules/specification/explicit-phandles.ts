import { phandleIn } from '../../devicetree/phandles.js';
import { byteLengthOf, type IncbinSource } from '../../devicetree/property-bytes.js';
import { type Cell, type DeviceTree, type Node, nameOrigin, type Property } from '../../devicetree/tree.js';
import { unusualNodesOf } from '../../devicetree/unusual-nodes.js';
import { PHANDLE_PROPERTIES } from '../../syntax/body-index.js';
import { atProperty } from '../faulty-thing.js';
import { defineRule, type RuleFinding } from '../rule.js';
import { bytesText } from './cell-count-wording.js';

/** A phandle that the source gives a node is one number, the node's own, and nobody else's. */
export const explicitPhandles = defineRule({
  code: 'explicit-phandles',
  severity: 'error',
  basis: 'DTSpec v0.4 §2.3.3; dtc explicit_phandles',
  // Who has a phandle can be any node.
  byNode: false,
  dtc: { level: 'error', isLocal: true },
  docs: `The \`phandle\` that the source gives a node is no phandle, or another node's.

A phandle is one cell, neither 0 nor 0xffffffff, and each node has its own. dtc numbers nodes itself: leave the property out,
and refer to the node by a label.

\`\`\`dts
/ {
	gpio@0 { phandle = <1>; };
	gpio@1 { phandle = <1>; };
	//                 ^^^ error(explicit-phandles): The phandle 1 is already that of /gpio@0
};
\`\`\`

\`\`\`dts
/ {
	gpio: gpio@0 { };
	led { gpios = <&gpio>; };
};
\`\`\``,
  *check({ tree, fileOf }) {
    const owners = new Map<number, Node>();
    for (const node of unusualNodesOf(tree)) yield* checkNode(tree, node, owners, fileOf);
  },
});

/** `owners` holds the nodes of the phandles seen before, and gets this node's. */
function* checkNode(
  tree: DeviceTree,
  node: Node,
  owners: Map<number, Node>,
  fileOf: IncbinSource | undefined,
): Iterable<RuleFinding> {
  const given = PHANDLE_PROPERTIES.map((name) => node.properties.get(name)).filter(isWritten);
  const phandles: number[] = [];
  for (const property of given) {
    const mistake = mistakeIn(node, property, fileOf);
    if (mistake) yield { ...atProperty(tree, property), message: mistake };
    const phandle = mistake ? undefined : phandleIn(property.value);
    if (phandle !== undefined) phandles.push(phandle);
  }
  const [phandle, other] = phandles;
  if (phandle === undefined) return;
  if (other !== undefined && other !== phandle) {
    const message = "'phandle' and 'linux,phandle' differ";
    yield { at: nameOrigin(tree, node), message, nodes: [node.path] };
  }
  const owner = owners.get(phandle);
  if (!owner) owners.set(phandle, node);
  else {
    yield {
      ...atProperty(tree, given[0]!),
      message: `The phandle ${phandle} is already that of ${owner.path}`,
      related: [{ at: nameOrigin(tree, owner), message: 'The other node' }],
    };
  }
}

function mistakeIn(node: Node, property: Property, fileOf: IncbinSource | undefined): string | undefined {
  const isFile = property.value.some(({ kind }) => kind === 'incbin');
  const length = byteLengthOf(property, fileOf);
  if (length !== 4 && !(isFile && !fileOf))
    return `'${property.name}' has to be one cell, and has ${bytesText(length)}`;
  const reference = referenceIn(property);
  if (reference) return reference.phandleOf === node ? undefined : `'${property.name}' refers to another node`;
  if (isFile) return 'The phandle comes out of an /incbin/, which is not supported';
  return phandleIn(property.value) === undefined ? '0 and 0xffffffff are no phandles' : undefined;
}

const isWritten = (property: Property | undefined): property is Property =>
  property !== undefined && property.definitions.length > 0;

function referenceIn({ value }: Property): Cell | undefined {
  for (const component of value) {
    if (component.kind !== 'cells') continue;
    const cell = component.cells.find(({ reference }) => reference !== undefined);
    if (cell) return cell;
  }
  return undefined;
}
