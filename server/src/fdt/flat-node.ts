import { baseNameOf } from '../devicetree/buses.js';
import { type IncbinSource, UNRESOLVED_PHANDLE, valueSources } from '../devicetree/property-bytes.js';
import type { Cell, DeviceTree, Node, PathComponent, Property } from '../devicetree/tree.js';
import { TreeNode } from '../devicetree/tree-node.js';
import { bytesOfValue, type ValueSources } from '../devicetree/value-bytes.js';
import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import type { Budget } from './budget.js';
import { type EncodedProperty, encodeProperty } from './encoded-property.js';

/** A node on its way into a blob, to which dtc's own nodes and properties are still added. */
export interface FlatNode {
  readonly name: string;
  /** Nobody adds to it unless the tree wants nodes of dtc's own: bodies that boards share give all of them one list. */
  readonly properties: FlatProperty[];
  readonly children: FlatNode[];
  /** The node of the tree; absent for one that dtc makes. */
  readonly source?: Node;
}

export interface FlatProperty {
  readonly name: string;
  readonly value: Uint8Array;
  /** The places in the value that hold the phandle of another node; told of overlays only. */
  readonly phandles: readonly PhandlePlace[];
}

export interface PhandlePlace {
  /** In bytes from the start of the value. */
  readonly offset: number;
  /** The label that the source names; absent for a reference by path. */
  readonly label?: string;
  /** Whether the tree itself has the node. */
  readonly isLocal: boolean;
}

/** The nodes of a tree with the bytes of their values. */
export function flatNodeOf(tree: DeviceTree, node: Node, fileOf: IncbinSource, budget: Budget): FlatNode {
  const living = tree.plugin ? new Set(tree.nodes()) : undefined;
  const context: Context = {
    sources: within(budget, valueSources(fileOf)),
    isGrowing: tree.plugin || tree.symbols,
    placeOf:
      living && ((offset, { label }, target) => placeOf(offset, label, target !== undefined && living.has(target))),
  };
  const flatten = (from: Node): FlatNode => {
    const children: FlatNode[] = [];
    for (const child of from.children.values()) children.push(flatten(child));
    return { name: from.name, properties: flatProperties(context, from), children, source: from };
  };
  return flatten(node);
}

interface Context {
  readonly sources: ValueSources<Cell, PathComponent>;
  /** Whether dtc may add to nodes of the tree. */
  readonly isGrowing: boolean;
  /** Tells of a phandle's place, in an overlay. */
  readonly placeOf: ((offset: number, reference: ast.Reference, target: Node | undefined) => PhandlePlace) | undefined;
}

function placeOf(offset: number, label: string | undefined, isLocal: boolean): PhandlePlace {
  return { offset, ...(label !== undefined && { label }), isLocal };
}

function flatProperties(context: Context, node: Node): FlatProperty[] {
  if (!(node instanceof TreeNode)) return [...node.properties.values()].map((property) => flatten(context, property));
  const body = node.soleBody && flatBodyOf(node.soleBody);
  if (body?.isClosed && !node.addsPhandle && !context.isGrowing) return body.properties;
  const properties: FlatProperty[] = [];
  const syntax = node.finalProperties;
  for (let at = 0; at < syntax.length; at++) {
    const { name } = syntax[at]!;
    const encoded = body ? body.encoded[at] : encodeProperty(syntax[at]!);
    const flat = encoded ? fillIn(context, node, name, encoded) : flatten(context, node.properties.get(name)!);
    if (name !== 'name' || !isRedundantName(node, flat.value)) properties.push(flat);
  }
  if (node.addsPhandle) properties.push({ name: 'phandle', value: bytesOfU32(node.phandle ?? 0), phandles: NO_PLACES });
  return properties;
}

/** What boards that share a body take over from each other. */
interface FlatBody {
  readonly encoded: readonly (EncodedProperty | undefined)[];
  /** Whether the bytes of all properties hang on nothing but the text, so that `properties` holds them all. */
  readonly isClosed: boolean;
  readonly properties: FlatProperty[];
}

/** `undefined` for a body of which not every property stays. */
const flatBodyOf = query(({ plainProperties }: ast.Node): FlatBody | undefined => {
  if (!plainProperties) return undefined;
  const encoded = plainProperties.map(encodeProperty);
  const properties: FlatProperty[] = [];
  for (const [at, { name }] of plainProperties.entries()) {
    const own = encoded[at];
    if (own?.phandles.length === 0 && name !== 'name') properties.push({ name, value: own.bytes, phandles: NO_PLACES });
  }
  return { encoded, isClosed: properties.length === encoded.length, properties };
});

/** A property with its phandles. */
function fillIn(
  { placeOf }: Context,
  { references }: TreeNode,
  name: string,
  { bytes, phandles }: EncodedProperty,
): FlatProperty {
  if (phandles.length === 0) return { name, value: bytes, phandles: NO_PLACES };
  const value = bytes.slice();
  const places: PhandlePlace[] = [];
  for (const { offset, reference } of phandles) {
    const target = references.find(reference);
    writeU32(value, offset, target?.phandle ?? UNRESOLVED_PHANDLE);
    if (placeOf) places.push(placeOf(offset, reference, target));
  }
  return { name, value, phandles: placeOf ? places : NO_PLACES };
}

/** Any property. */
function flatten({ sources, placeOf }: Context, property: Property): FlatProperty {
  const { bytes, phandles } = bytesOfValue(property.value, sources);
  const places = placeOf && phandles.map(({ offset, cell }) => placeOf(offset, cell.reference!, cell.phandleOf));
  return { name: property.name, value: bytes, phandles: places ?? NO_PLACES };
}

const NO_PLACES: readonly PhandlePlace[] = [];

function bytesOfU32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  writeU32(bytes, 0, value);
  return bytes;
}

function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** What other nodes and files give to a value: nothing more where the budget is spent. */
function within(budget: Budget, sources: ValueSources<Cell, PathComponent>): ValueSources<Cell, PathComponent> {
  return {
    phandleOf: sources.phandleOf,
    pathOf(component) {
      const path = sources.pathOf(component);
      return budget.take(path.length) ? path : '';
    },
    fileOf(component) {
      const bytes = sources.fileOf(component);
      return bytes && budget.take(bytes.length) ? bytes : undefined;
    },
  };
}

/** Whether the value of `name` only repeats how the node is called: dtc drops it then (checks.c, `check_name_properties`). */
export function isRedundantName(node: Node, value: Uint8Array): boolean {
  const base = baseNameOf(node);
  return value.length === base.length + 1 && [...base].every((letter, at) => value[at] === letter.charCodeAt(0));
}
