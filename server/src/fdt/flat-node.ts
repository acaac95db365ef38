import { isOrphan, symbolsOf } from '../devicetree/symbols.js';
import type { Cell, DeviceTree, IncbinComponent, Node, PathComponent, Property } from '../devicetree/tree.js';
import { bytesOfValue, type ValueSources } from '../devicetree/value-bytes.js';

import { type Budget, createBudget } from './budget.js';

/** A node on its way into a blob, to which dtc's own nodes and properties are still added. */
export interface FlatNode {
  readonly name: string;
  readonly path: string;
  /** The names on the way here, as dtc finds them by going up; it stops at a node whose parent it does not know. */
  readonly way: readonly string[];
  readonly properties: FlatProperty[];
  readonly children: FlatNode[];
  /** The labels in dtc's order; absent where the node never had one. */
  readonly labels?: readonly string[];
}

export interface FlatProperty {
  readonly name: string;
  value: Uint8Array;
  /** The places in the value that hold the phandle of another node. */
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

/** Gives the bytes that an `/incbin/` names, cut as it says; `undefined` where there is no such file. */
export type IncbinSource = (component: IncbinComponent) => Uint8Array | undefined;

/** The nodes of a tree with the bytes of their values. */
export function flatNodeOf(tree: DeviceTree, node: Node, fileOf: IncbinSource, budget: Budget): FlatNode {
  const living = new Set(tree.nodes());
  const sources = sourcesWith(fileOf, budget);
  const placeOf = (offset: number, { reference, phandleOf }: Cell): PhandlePlace => ({
    offset,
    ...(reference?.label !== undefined && { label: reference.label }),
    isLocal: phandleOf !== undefined && living.has(phandleOf),
  });
  const flattenProperty = (property: Property): FlatProperty => {
    const { bytes, phandles } = bytesOfValue(property.value, sources);
    const places = phandles.length > 0 ? phandles.map(({ offset, cell }) => placeOf(offset, cell)) : NO_PLACES;
    return { name: property.name, value: bytes, phandles: places };
  };
  const flatten = (from: Node, wayToParent: readonly string[]): FlatNode => {
    const way = from.parent && !isOrphan(from) ? [...wayToParent, from.name] : [];
    const labels = symbolsOf(from);
    const properties: FlatProperty[] = [];
    for (const property of from.properties.values()) {
      const flat = flattenProperty(property);
      if (flat.name !== 'name' || !isRedundantName(from, flat.value)) properties.push(flat);
    }
    const children: FlatNode[] = [];
    for (const child of from.children.values()) children.push(flatten(child, way));
    return { name: from.name, path: from.path, way, properties, children, ...(labels && { labels }) };
  };
  return flatten(node, []);
}

const NO_PLACES: readonly PhandlePlace[] = [];

/** What stands in an overlay for the phandle of a node that another tree has. */
const UNRESOLVED_PHANDLE = 0xffff_ffff;

/** The bytes of a property's value. */
export function valueBytes(property: Property, fileOf: IncbinSource): Uint8Array {
  return bytesOfValue(property.value, sourcesWith(fileOf, createBudget())).bytes;
}

/** What other nodes and files give to a value: nothing more where the budget is spent. */
function sourcesWith(fileOf: IncbinSource, budget: Budget): ValueSources<Cell, PathComponent> {
  return {
    phandleOf: (cell) => cell.phandleOf?.phandle ?? UNRESOLVED_PHANDLE,
    pathOf({ target }) {
      const path = target?.path ?? '';
      return budget.take(path.length) ? path : '';
    },
    fileOf(component) {
      const bytes = fileOf(component);
      return bytes && budget.take(bytes.length) ? bytes : undefined;
    },
  };
}

/** Whether the value of `name` only repeats how the node is called: dtc drops it then (checks.c, `check_name_properties`). */
export function isRedundantName(node: Node, value: Uint8Array): boolean {
  const base = baseNameOf(node);
  return value.length === base.length + 1 && [...base].every((letter, at) => value[at] === letter.charCodeAt(0));
}

/** The name of a node without its unit address. */
export function baseNameOf({ name }: Node): string {
  const at = name.indexOf('@');
  return at < 0 ? name : name.slice(0, at);
}
