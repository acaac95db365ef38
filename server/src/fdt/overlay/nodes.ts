import type { Node, Property } from '../../devicetree/tree.js';
import type { FlatNode, PhandlePlace } from '../flat-node.js';
import { spend, TooMuchWork, type Work } from './work.js';

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
  readonly depth: number;
  readonly work: Work;
}

export interface OverlayProperty {
  readonly name: string;
  /** Of an overlay a copy, in which phandles are written. */
  readonly value: Uint8Array;
  /** The places in the value that were written as references. */
  readonly phandles: readonly PhandlePlace[];
  /** What wrote it, the oldest first; the last gave the value. Empty where a tool made it. */
  readonly sources: readonly Source<Property>[];
}

/** Something of one of the trees that are joined. */
export interface Source<Thing> {
  /** 0 for the base, then the overlays in the order in which they are applied. */
  readonly part: number;
  readonly thing: Thing;
}

/** The nodes of a part. */
export function overlayNodeOf(flat: FlatNode, part: number, work: Work, parent?: OverlayNode): OverlayNode {
  const node = createNode(flat.name, parent, work);
  if (flat.source) node.sources.push({ part, thing: flat.source });
  for (const { name, value, phandles } of flat.properties) {
    const own = part === 0 ? value : Uint8Array.from(value);
    const source = flat.source?.properties.get(name);
    node.properties.push({ name, value: own, phandles, sources: source ? [{ part, thing: source }] : [] });
  }
  for (const child of flat.children) node.children.push(overlayNodeOf(child, part, work, node));
  return node;
}

/** A node that is not yet among the children of its parent. */
export function createNode(name: string, parent: OverlayNode | undefined, work: Work): OverlayNode {
  const depth = parent ? parent.depth + 1 : 0;
  // Overlays of overlays can nest deeper than a source does.
  if (depth > MAX_DEPTH) throw new TooMuchWork();
  return { name, parent, properties: [], children: [], sources: [], depth, work };
}

/** Twice what one source can have. */
const MAX_DEPTH = 1000;

export function propertyOf({ properties, work }: OverlayNode, name: string): OverlayProperty | undefined {
  spend(work, properties.length);
  return properties.find((property) => property.name === name);
}

/** The first child of a name; a name without unit address also means a node with one (fdt_ro.c, `fdt_nodename_eq_`). */
export function childOf({ children, work }: OverlayNode, name: string): OverlayNode | undefined {
  spend(work, children.length);
  const withAddress = name.includes('@') ? undefined : `${name}@`;
  return children.find(
    (child) => child.name === name || (withAddress !== undefined && child.name.startsWith(withAddress)),
  );
}

/** A node and all below it, parents before children. */
export function* nodesFrom(root: OverlayNode): Iterable<OverlayNode> {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    spend(node.work, 1);
    yield node;
    for (let index = node.children.length - 1; index >= 0; index--) waiting.push(node.children[index]!);
  }
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
  spend(node.work, node.depth);
  const names: string[] = [];
  for (let at: OverlayNode | undefined = node; at.parent; at = at.parent) names.push(at.name);
  return names.reverse();
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

export function setU32({ value }: OverlayProperty, offset: number, number: number): void {
  new DataView(value.buffer, value.byteOffset, value.byteLength).setUint32(offset, number);
}
