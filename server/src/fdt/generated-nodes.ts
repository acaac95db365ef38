import { bytesOfString } from '../devicetree/value-bytes.js';
import type { FlatNode, PhandlePlace } from './flat-node.js';

/** Adds `/__symbols__`, which gives the path of every label (livetree.c, `generate_label_tree`). */
export function addSymbols(root: FlatNode): void {
  const labelled = [...nodesBelow(root)].filter(({ labels }) => labels !== undefined);
  if (labelled.length === 0) return;
  const symbols = childOf(root, '__symbols__', '/');
  const known = new Set(symbols.properties.map(({ name }) => name));
  for (const { labels = [], path } of labelled) {
    for (const name of labels) {
      // What the source itself wrote there stays.
      if (known.has(name)) continue;
      known.add(name);
      symbols.properties.push({ name, value: bytesOfString(path), phandles: [] });
    }
  }
}

/** Adds `/__fixups__`: for each label that another tree has, the places where its phandle goes (`generate_fixups_tree`). */
export function addFixups(root: FlatNode): void {
  const places = [...phandlePlaces(root)].filter(({ place }) => !place.isLocal && place.label !== undefined);
  if (places.length === 0) return;
  const fixups = childOf(root, '__fixups__', '/');
  for (const { node, property, place } of places)
    appendTo(fixups, place.label!, bytesOfString(`${node.path}:${property}:${place.offset}`));
}

/**
 * Adds `/__local_fixups__`: a copy of the tree's shape, in which a property of the same name lists the offsets of the
 * phandles that are numbered anew when the overlay is applied (`generate_local_fixups_tree`).
 */
export function addLocalFixups(root: FlatNode): void {
  const places = [...phandlePlaces(root)].filter(({ place }) => place.isLocal);
  if (places.length === 0) return;
  const fixups = childOf(root, '__local_fixups__', '/');
  for (const { node, property, place } of places) {
    let copy = fixups;
    for (const name of node.way) copy = childOf(copy, name, `${copy.path}/`);
    appendTo(copy, property, bytesOfU32(place.offset));
  }
}

function* nodesBelow(node: FlatNode): Iterable<FlatNode> {
  yield node;
  for (const child of node.children) yield* nodesBelow(child);
}

interface PlaceInTree {
  readonly node: FlatNode;
  readonly property: string;
  readonly place: PhandlePlace;
}

function* phandlePlaces(root: FlatNode): Iterable<PlaceInTree> {
  for (const node of nodesBelow(root))
    for (const { name, phandles } of node.properties)
      for (const place of phandles) yield { node, property: name, place };
}

function bytesOfU32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function childOf(parent: FlatNode, name: string, prefix: string): FlatNode {
  const known = parent.children.find((child) => child.name === name);
  if (known) return known;
  // Nothing asks for the way to a node that dtc itself makes.
  const child: FlatNode = { name, path: `${prefix}${name}`, way: [], properties: [], children: [] };
  parent.children.push(child);
  return child;
}

function appendTo(node: FlatNode, name: string, bytes: Uint8Array): void {
  const known = node.properties.find((property) => property.name === name);
  if (!known) {
    node.properties.push({ name, value: bytes, phandles: [] });
    return;
  }
  const value = new Uint8Array(known.value.length + bytes.length);
  value.set(known.value);
  value.set(bytes, known.value.length);
  known.value = value;
}
