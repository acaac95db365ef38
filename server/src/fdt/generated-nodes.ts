import { isOrphan, symbolsOf } from '../devicetree/symbols.js';
import type { Node } from '../devicetree/tree.js';
import { bytesOfString } from '../devicetree/value-bytes.js';
import type { Budget } from './budget.js';
import type { FlatNode, PhandlePlace } from './flat-node.js';

/** Adds `/__symbols__`, which gives the path of every label (livetree.c, `generate_label_tree`). */
export function addSymbols(root: FlatNode, budget: Budget): void {
  const labelled: { readonly source: Node; readonly labels: readonly string[] }[] = [];
  for (const { source } of nodesBelow(root)) {
    const labels = source && symbolsOf(source);
    if (labels) labelled.push({ source, labels });
  }
  if (labelled.length === 0) return;
  const symbols = childOf(root, '__symbols__');
  const known = new Set(symbols.properties.map(({ name }) => name));
  for (const { source, labels } of labelled) {
    for (const name of labels) {
      // What the source itself wrote there stays.
      if (known.has(name)) continue;
      known.add(name);
      const { path } = source;
      if (!budget.take(name.length + path.length)) return;
      symbols.properties.push({ name, value: bytesOfString(path), phandles: [] });
    }
  }
}

/** Adds `/__fixups__`: for each label that another tree has, the places where its phandle goes (`generate_fixups_tree`). */
export function addFixups(root: FlatNode, budget: Budget): void {
  let fixups: GrowingNode | undefined;
  for (const { source, property, place } of phandlePlaces(root)) {
    if (place.isLocal || place.label === undefined) continue;
    fixups ??= growing(childOf(root, '__fixups__'));
    const text = `${source.path}:${property}:${place.offset}`;
    if (!budget.take(text.length)) return;
    fixups.append(place.label, bytesOfString(text));
  }
  fixups?.finish();
}

/**
 * Adds `/__local_fixups__`: a copy of the tree's shape, in which a property of the same name lists the offsets of the
 * phandles that are numbered anew when the overlay is applied (`generate_local_fixups_tree`).
 */
export function addLocalFixups(root: FlatNode, budget: Budget): void {
  let fixups: GrowingNode | undefined;
  for (const { source, property, place } of phandlePlaces(root)) {
    if (!place.isLocal) continue;
    fixups ??= growing(childOf(root, '__local_fixups__'));
    if (!budget.take(property.length + BYTES_OF_U32)) return;
    let copy = fixups;
    for (const name of wayTo(source)) copy = copy.child(name);
    copy.append(property, bytesOfU32(place.offset));
  }
  fixups?.finish();
}

/** The names on the way to a node as dtc finds them by going up; it stops at a node whose parent it does not know. */
function wayTo(node: Node): readonly string[] {
  const way: string[] = [];
  for (let at = node; at.parent && !isOrphan(at); at = at.parent) way.push(at.name);
  return way.reverse();
}

function* nodesBelow(node: FlatNode): Iterable<FlatNode> {
  yield node;
  for (const child of node.children) yield* nodesBelow(child);
}

interface PlaceInTree {
  readonly source: Node;
  readonly property: string;
  readonly place: PhandlePlace;
}

function* phandlePlaces(root: FlatNode): Iterable<PlaceInTree> {
  for (const { source, properties } of nodesBelow(root)) {
    if (!source) continue;
    for (const { name, phandles } of properties) for (const place of phandles) yield { source, property: name, place };
  }
}

const BYTES_OF_U32 = 4;

function bytesOfU32(value: number): Uint8Array {
  const bytes = new Uint8Array(BYTES_OF_U32);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function childOf(parent: FlatNode, name: string): FlatNode {
  const known = parent.children.find((child) => child.name === name);
  if (known) return known;
  const child: FlatNode = { name, properties: [], children: [] };
  parent.children.push(child);
  return child;
}

/** A node to which very much is added, bit by bit: what it already had comes first. */
interface GrowingNode {
  child(name: string): GrowingNode;
  /** Adds to the value of a property. */
  append(property: string, bytes: Uint8Array): void;
  /** Puts all that was added into the node. */
  finish(): void;
}

function growing(node: FlatNode): GrowingNode {
  const children = new Map<string, GrowingNode>();
  const existing = firstOfEachName(node.children);
  const properties = firstOfEachName(node.properties);
  const added = new Map<string, Uint8Array[]>();
  return {
    child(name) {
      const known = children.get(name);
      if (known) return known;
      const flat = existing.get(name) ?? { name, properties: [], children: [] };
      if (!existing.has(name)) node.children.push(flat);
      const child = growing(flat);
      children.set(name, child);
      return child;
    },
    append(name, bytes) {
      const parts = added.get(name);
      if (parts) parts.push(bytes);
      else added.set(name, [bytes]);
    },
    finish() {
      for (const [name, parts] of added) {
        const known = properties.get(name);
        const value = joined(known ? [known.value, ...parts] : parts);
        if (known) node.properties[node.properties.indexOf(known)] = { ...known, value };
        else node.properties.push({ name, value, phandles: [] });
      }
      for (const child of children.values()) child.finish();
    },
  };
}

function firstOfEachName<Item extends { readonly name: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) if (!found.has(item.name)) found.set(item.name, item);
  return found;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
