import { isOrphan, symbolsOf } from '../devicetree/symbols.js';
import type { Node } from '../devicetree/tree.js';
import { bytesOfString } from '../devicetree/value-bytes.js';
import type { FlatNode, PhandlePlace } from './flat-node.js';

/** Adds `/__symbols__`, which gives the path of every label (livetree.c, `generate_label_tree`). */
export function addSymbols(root: FlatNode): void {
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
      symbols.properties.push({ name, value: bytesOfString(source.path), phandles: [] });
    }
  }
}

/** Adds `/__fixups__`: for each label that another tree has, the places where its phandle goes (`generate_fixups_tree`). */
export function addFixups(root: FlatNode): void {
  const places = [...phandlePlaces(root)].filter(({ place }) => !place.isLocal && place.label !== undefined);
  if (places.length === 0) return;
  const lists = createLists();
  const fixups = lists.childOf(root, '__fixups__');
  for (const { source, property, place } of places)
    lists.append(fixups, place.label!, bytesOfString(`${source.path}:${property}:${place.offset}`));
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
  const fixups = lists.childOf(root, '__local_fixups__');
  for (const { source, property, place } of places) {
    let copy = fixups;
    for (const name of wayTo(source)) copy = lists.childOf(copy, name);
    lists.append(copy, property, bytesOfU32(place.offset));
  }
  lists.finish();
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

function bytesOfU32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function childOf(parent: FlatNode, name: string): FlatNode {
  return parent.children.find((child) => child.name === name) ?? newChild(parent, name);
}

function newChild(parent: FlatNode, name: string): FlatNode {
  const child: FlatNode = { name, properties: [], children: [] };
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
      const child = children.get(name) ?? newChild(parent, name);
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
        for (const [at, property] of properties.entries()) {
          const list = lists.get(property.name)!;
          if (list.length > 1) properties[at] = { ...property, value: joined(list) };
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
