import type { DtbNode } from './dtb.js';

/** A flattened devicetree with the questions that the facts ask of it. */
export interface Tree {
  readonly nodes: readonly DtbNode[];
  parentOf(node: DtbNode): DtbNode | undefined;
  byPhandle(phandle: number): DtbNode | undefined;
  /** The node and all its ancestors are available. */
  isLive(node: DtbNode): boolean;
}

/** One entry of a phandle list; how such a list decodes is defined with `HwlockEntry` in board-facts.ts. */
export interface Entry {
  readonly provider: DtbNode | undefined;
  readonly args: readonly number[];
  /** The provider says how many cells follow, and they are all there. */
  readonly decodes: boolean;
}

export function indexTree(root: DtbNode): Tree {
  const nodes: DtbNode[] = [];
  const parents = new Map<DtbNode, DtbNode>();
  const phandles = new Map<number, DtbNode>();
  const visit = (node: DtbNode): void => {
    nodes.push(node);
    const phandle = cell(node, 'phandle');
    if (phandle !== null) phandles.set(phandle, node);
    for (const child of node.children) {
      parents.set(child, node);
      visit(child);
    }
  };
  visit(root);
  const isLive = (node: DtbNode): boolean => {
    const parent = parents.get(node);
    return isAvailable(node) && (!parent || isLive(parent));
  };
  return { nodes, parentOf: (node) => parents.get(node), byPhandle: (phandle) => phandles.get(phandle), isLive };
}

/** The entries of a list of phandles and specifiers, such as `hwlocks` with `#hwlock-cells`. */
export function phandleList(tree: Tree, node: DtbNode, property: string, cellsProperty: string): Entry[] {
  const list = cells(node, property);
  const entries: Entry[] = [];
  for (let at = 0; at < list.length; ) {
    const phandle = list[at++]!;
    const provider = phandle === 0 ? undefined : tree.byPhandle(phandle);
    const count = provider ? cell(provider, cellsProperty) : null;
    if (phandle !== 0 && count === null) {
      entries.push({ provider, args: [], decodes: false });
      break;
    }
    const args = list.slice(at, at + (count ?? 0));
    entries.push({ provider, args, decodes: provider !== undefined && args.length === count });
    at += count ?? 0;
  }
  return entries;
}

/** One interrupt whose specifier is whole. */
export interface InterruptEntry {
  /** Its place among all of the node, as `interrupt-names` counts. */
  readonly index: number;
  readonly controller: DtbNode;
  readonly args: readonly number[];
}

export function interruptEntries(tree: Tree, node: DtbNode): InterruptEntry[] {
  if (node.props.has('interrupts-extended')) {
    const entries = phandleList(tree, node, 'interrupts-extended', '#interrupt-cells');
    return entries.flatMap(({ provider, args, decodes }, index) =>
      decodes && provider ? [{ index, controller: provider, args }] : [],
    );
  }
  const controller = interruptParent(tree, node);
  const width = controller ? cell(controller, '#interrupt-cells') : null;
  if (!controller || !width) return [];
  const list = cells(node, 'interrupts');
  return Array.from({ length: Math.floor(list.length / width) }, (_, index) => ({
    index,
    controller,
    args: list.slice(index * width, (index + 1) * width),
  }));
}

/** The controllers of a node's interrupts, one for each interrupt whose specifier is whole. */
export function interruptControllers(tree: Tree, node: DtbNode): DtbNode[] {
  return interruptEntries(tree, node).map(({ controller }) => controller);
}

export function cells(node: DtbNode, property: string): number[] {
  const value = node.props.get(property);
  if (!value) return [];
  return Array.from({ length: Math.floor(value.length / 4) }, (_, index) => value.readUInt32BE(index * 4));
}

export function cell(node: DtbNode, property: string): number | null {
  return cells(node, property)[0] ?? null;
}

export function strings(node: DtbNode, property: string): string[] {
  const value = node.props.get(property);
  if (!value || value.length === 0) return [];
  const text = value.toString('latin1');
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}

export function hasCompatible(node: DtbNode | undefined, compatible: string): boolean {
  return node !== undefined && strings(node, 'compatible').includes(compatible);
}

/** A node's name without its unit address. */
export function baseName(node: DtbNode): string {
  return node.name.split('@')[0]!;
}

function isAvailable(node: DtbNode): boolean {
  return !node.props.has('status') || ['okay', 'ok'].includes(strings(node, 'status')[0] ?? '');
}

function interruptParent(tree: Tree, node: DtbNode): DtbNode | undefined {
  // A tree may hold a ring of interrupt-parent properties; the kernel would spin, a test must not.
  const seen = new Set<DtbNode>();
  let at: DtbNode | undefined = node;
  while (at && !seen.has(at)) {
    seen.add(at);
    const named = cell(at, 'interrupt-parent');
    at = named === null ? tree.parentOf(at) : tree.byPhandle(named);
    if (at?.props.has('#interrupt-cells')) return at;
  }
  return undefined;
}
