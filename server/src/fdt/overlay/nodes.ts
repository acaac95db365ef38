import type { Node, Property } from '../../devicetree/tree.js';
import type { FlatNode, PhandlePlace } from '../flat-node.js';

/**
 * A node of a flattened tree while overlays are applied to it, or of such an overlay. Look-ups below are those of libfdt,
 * with its errors where a caller can tell them apart.
 */
export interface OverlayNode {
  readonly name: string;
  readonly parent: OverlayNode | undefined;
  /** In the order of the blob. */
  readonly properties: OverlayProperty[];
  readonly children: OverlayNode[];
  /** What it was made of, the base first; empty for a node that a tool made. */
  readonly sources: Source<Node>[];
}

export interface OverlayProperty {
  readonly name: string;
  value: Uint8Array;
  /** The places in the value that were written as references. */
  phandles: readonly PhandlePlace[];
  /** What wrote it, the oldest first; the last gave the value. Empty where a tool made it. */
  sources: readonly Source<Property>[];
}

/** Something of one of the trees that are joined. */
export interface Source<Thing> {
  /** 0 for the base, then the overlays in the order in which they are applied. */
  readonly part: number;
  readonly thing: Thing;
}

export function overlayNodeOf(flat: FlatNode, part: number, parent?: OverlayNode): OverlayNode {
  const properties = flat.properties.map(({ name, value, phandles, source }) => {
    return { name, value, phandles, sources: source ? [{ part, thing: source }] : [] };
  });
  const sources = flat.source ? [{ part, thing: flat.source }] : [];
  const node: OverlayNode = { name: flat.name, parent, properties, children: [], sources };
  for (const child of flat.children) node.children.push(overlayNodeOf(child, part, node));
  return node;
}

export function propertyOf(node: OverlayNode, name: string): OverlayProperty | undefined {
  return node.properties.find((property) => property.name === name);
}

/** The first child of a name; a name without unit address also means a node with one (fdt_ro.c, `fdt_nodename_eq_`). */
export function childOf(node: OverlayNode, name: string): OverlayNode | undefined {
  const withAddress = name.includes('@') ? undefined : `${name}@`;
  return node.children.find(
    (child) => child.name === name || (withAddress !== undefined && child.name.startsWith(withAddress)),
  );
}

export function* nodesFrom(node: OverlayNode): Iterable<OverlayNode> {
  yield node;
  for (const child of node.children) yield* nodesFrom(child);
}

/** The node's phandle, 0 for none (fdt_ro.c, `fdt_get_phandle`). */
export function phandleOf(node: OverlayNode): number {
  for (const name of ['phandle', 'linux,phandle']) {
    const value = propertyOf(node, name)?.value;
    if (value?.length === 4) return u32At(value, 0);
  }
  return 0;
}

/** The first node of a phandle, among `root` and all below it. */
export function nodeOfPhandle(root: OverlayNode, phandle: number): OverlayNode | undefined {
  for (const node of nodesFrom(root)) if (phandleOf(node) === phandle) return node;
  return undefined;
}

/**
 * The node that a path leads to, which may begin with an alias. `'bad-path'` where the path is empty or there is no such
 * alias, which are other errors to libfdt than that there is no such node (fdt_ro.c, `fdt_path_offset_namelen`).
 */
export function nodeAtPath(root: OverlayNode, path: string): OverlayNode | 'bad-path' | undefined {
  if (path === '') return 'bad-path';
  let rest = path;
  let node: OverlayNode | undefined = root;
  if (!path.startsWith('/')) {
    const alias = /^[^/]*/.exec(path)![0];
    const aliases = childOf(root, 'aliases');
    const value = aliases && propertyOf(aliases, alias)?.value;
    if (!value || value.length === 0 || value[0] !== SLASH || value[value.length - 1] !== 0) return 'bad-path';
    node = follow(root, textOf(value));
    rest = path.slice(alias.length);
  }
  return node && follow(node, rest);
}

function follow(from: OverlayNode, path: string): OverlayNode | undefined {
  let node: OverlayNode | undefined = from;
  for (const name of path.split('/')) if (name !== '') node = node && childOf(node, name);
  return node;
}

/** The names on the way to a node, without the root's. */
export function namesTo(node: OverlayNode): string[] {
  return node.parent ? [...namesTo(node.parent), node.name] : [];
}

export const pathTo = (node: OverlayNode) => `/${namesTo(node).join('/')}`;

/** What stands up to the first NUL, one character for each byte; names of nodes and labels are ASCII. */
export function textOf(value: Uint8Array): string {
  const end = value.indexOf(0);
  let text = '';
  for (const byte of end < 0 ? value : value.subarray(0, end))
    text += String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
  return text;
}

const SLASH = 0x2f;

export const u32At = (value: Uint8Array, offset: number) =>
  new DataView(value.buffer, value.byteOffset, value.byteLength).getUint32(offset);

/** Values may be shared between trees, so that a change makes a new one. */
export function setU32(property: OverlayProperty, offset: number, number: number): void {
  const value = Uint8Array.from(property.value);
  new DataView(value.buffer).setUint32(offset, number);
  property.value = value;
}
