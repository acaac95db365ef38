import { PHANDLE_PROPERTIES, phandleIn } from '../devicetree/phandles.js';
import { type DeviceTree, type Node, nameOrigin, type Property } from '../devicetree/tree.js';
import type { Finding } from '../text/finding.js';
import { type IncbinSource, valueBytes } from './flat-node.js';

/**
 * What is wrong with the phandles that a node gives itself (checks.c, `check_explicit_phandles`). `owners` holds the nodes
 * of those seen before, and gets this node's.
 */
export function* phandleRefusals(
  tree: DeviceTree,
  node: Node,
  owners: Map<number, Node>,
  fileOf: IncbinSource,
): Iterable<Finding> {
  const given = PHANDLE_PROPERTIES.map((name) => node.properties.get(name)).filter(isWritten);
  if (given.length === 0) return;
  const refuse = (message: string, thing: Node | Property): Finding => {
    return { code: 'explicit-phandles', severity: 'error', at: nameOrigin(tree, thing), message, nodes: [node.path] };
  };
  const phandles: number[] = [];
  for (const property of given) {
    const length = valueBytes(property, fileOf).length;
    const reference = referenceIn(property);
    const phandle = phandleIn(property.value);
    if (length !== 4) yield refuse(`'${property.name}' has to be one cell, and has ${length} bytes`, property);
    else if (reference) {
      if (reference.phandleOf !== node) yield refuse(`'${property.name}' refers to another node`, property);
    } else if (property.value.some(({ kind }) => kind === 'incbin'))
      yield refuse(`The phandle comes out of an /incbin/, which is not supported`, property);
    else if (phandle === undefined) yield refuse(`0 and 0xffffffff are no phandles`, property);
    else phandles.push(phandle);
  }
  const [phandle, other] = phandles;
  if (phandle === undefined) return;
  if (other !== undefined && other !== phandle) yield refuse("'phandle' and 'linux,phandle' differ", node);
  const owner = owners.get(phandle);
  if (owner) yield refuse(`The phandle ${phandle} is already that of ${owner.path}`, given[0]!);
  else owners.set(phandle, node);
}

const isWritten = (property: Property | undefined): property is Property =>
  property !== undefined && property.definitions.length > 0;

function referenceIn({ value }: Property) {
  for (const component of value) {
    if (component.kind !== 'cells') continue;
    const cell = component.cells.find(({ reference }) => reference !== undefined);
    if (cell) return cell;
  }
  return undefined;
}
