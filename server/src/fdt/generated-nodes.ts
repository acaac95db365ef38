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
  const lists = createLists();
  const fixups = childOf(root, '__fixups__', '/');
  for (const { node, property, place } of places)
    lists.append(fixups, place.label!, bytesOfString(`${node.path}:${property}:${place.offset}`));
  lists.finish();
}

/**
 * Adds `/__local_fixups__`: a copy of the tree's shape, in which a property of the same name lists the offsets of the
 * phandles that are numbered anew when the overlay is applied (`generate_local_fixups_tree`).
 */
export function addLocalFixups(root: FlatNode): void {
  const places = [...phandlePlaces(root)].filter(({ place }) => place.isLocal);
  if (places.length === 0) return;
  const lists = createLists();
  const fixups = childOf(root, '__local_fixups__', '/');
  for (const { node, property, place } of places) {
    let copy = fixups;
    for (const name of node.way) copy = lists.childOf(copy, name);
    lists.append(copy, property, bytesOfU32(place.offset));
  }
  lists.finish();
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
  return parent.children.find((child) => child.name === name) ?? newChild(parent, name, prefix);
}

function newChild(parent: FlatNode, name: string, prefix: string): FlatNode {
  // Nothing asks for the way to a node that dtc itself makes.
  const child: FlatNode = { name, path: `${prefix}${name}`, way: [], properties: [], children: [] };
  parent.children.push(child);
  return child;
}

/** Nodes whose properties are lists that grow. Each node is searched once only: a tree may refer to its nodes very often. */
interface Lists {
  childOf(parent: FlatNode, name: string): FlatNode;
  append(node: FlatNode, property: string, bytes: Uint8Array): void;
  /** Gives the properties their values. */
  finish(): void;
}

function createLists(): Lists {
  const nodes = new Map<
    FlatNode,
    { readonly children: Map<string, FlatNode>; readonly lists: Map<string, Uint8Array[]> }
  >();
  const known = (node: FlatNode) => {
    let entry = nodes.get(node);
    if (!entry) {
      entry = {
        children: new Map(node.children.map((child) => [child.name, child])),
        lists: new Map(node.properties.map(({ name, value }) => [name, [value]])),
      };
      nodes.set(node, entry);
    }
    return entry;
  };
  return {
    childOf(parent, name) {
      const { children } = known(parent);
      const child = children.get(name) ?? newChild(parent, name, `${parent.path}/`);
      children.set(name, child);
      return child;
    },
    append(node, property, bytes) {
      const { lists } = known(node);
      const list = lists.get(property);
      if (list) list.push(bytes);
      else {
        lists.set(property, [bytes]);
        node.properties.push({ name: property, value: bytes, phandles: [] });
      }
    },
    finish() {
      for (const [{ properties }, { lists }] of nodes) {
        for (const property of properties) {
          const list = lists.get(property.name)!;
          if (list.length > 1) property.value = joined(list);
        }
      }
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
