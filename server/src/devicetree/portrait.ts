import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import type { DeviceTree, Node } from './tree.js';
import { TreeNode } from './tree-node.js';

/**
 * What a tree looked like, kept when the next version of it comes, to tell which nodes differ. Syntax that an edit did not
 * touch is the same object in both versions, so that comparing is quick.
 */
export interface Portrait {
  readonly nodes: readonly NodePortrait[];
}

interface NodePortrait {
  readonly name: string;
  /** The place of the parent in the list; -1 for the root. */
  readonly parent: number;
  readonly phandle: number | undefined;
  readonly labels: readonly string[];
  /** The properties that stand. */
  readonly properties: readonly ast.Property[];
  /** The bodies of which not every property stands, with all that is in them. */
  readonly unplain: readonly ast.Node[];
  readonly duplicates: number;
}

/** `undefined` for a tree that did not come out of one text, of which nobody looks at the next version. */
export function portraitOf(tree: DeviceTree): Portrait | undefined {
  const places = new Map<Node, number>();
  const nodes: NodePortrait[] = [];
  for (const node of tree.nodes()) {
    if (!(node instanceof TreeNode)) return undefined;
    places.set(node, nodes.length);
    nodes.push({
      name: node.name,
      parent: node.parent ? places.get(node.parent)! : -1,
      phandle: node.phandle,
      labels: node.labels,
      properties: node.finalProperties,
      unplain: node.soleBody?.plainProperties ? NO_BODIES : unplainBodies(node),
      duplicates: node.duplicates.length,
    });
  }
  return { nodes };
}

/**
 * The places of the nodes of which a rule that judges node by node may say something else in the later of two versions: they
 * were written differently, have another path, or refer to a label or a path that means something else. `undefined` where
 * more differs: which nodes there are, what nodes that refer to them or inherit from them read there, or what one of the
 * phandles in `phandlesAsked`, which a source wrote as a number, belongs to.
 */
export function differingNodes(
  before: Portrait,
  after: Portrait,
  phandlesAsked: ReadonlySet<number>,
): number[] | undefined {
  if (before.nodes.length !== after.nodes.length) return undefined;
  const differing = new Set<number>();
  const moved = new Set<number>();
  const labels = new Set<string>();
  let isNumberedAnew = false;
  for (let at = 0; at < after.nodes.length; at++) {
    const old = before.nodes[at]!;
    const now = after.nodes[at]!;
    if (old.parent !== now.parent) return undefined;
    if (old.name !== now.name || moved.has(now.parent)) moved.add(at);
    if (old.phandle !== now.phandle) isNumberedAnew = true;
    const isSame = old.duplicates === now.duplicates && sameList(old.unplain, now.unplain);
    const hasSameLabels = sameList(old.labels, now.labels);
    if (!hasSameLabels) for (const label of [...old.labels, ...now.labels]) labels.add(label);
    if (isSame && hasSameLabels && sameList(old.properties, now.properties)) continue;
    if (!sameList(toldOthers(old.properties), toldOthers(now.properties))) return undefined;
    differing.add(at);
  }
  if (isNumberedAnew && !means(phandlesAsked, before, after)) return undefined;
  for (const place of moved) differing.add(place);
  if (labels.size > 0 || moved.size > 0)
    for (const [at, node] of after.nodes.entries())
      if (refersTo(node, labels) || (moved.size > 0 && namesPaths(node))) differing.add(at);
  return [...differing].sort((left, right) => left - right);
}

/** Whether these numbers are phandles of the same nodes in both versions, and none is read as a number. */
function means(phandles: ReadonlySet<number>, before: Portrait, after: Portrait): boolean {
  if (after.nodes.some(({ properties }) => readsPhandleAsNumber(properties))) return false;
  if (phandles.size === 0) return true;
  const [old, now] = [placesByPhandle(before), placesByPhandle(after)];
  return [...phandles].every((phandle) => old.get(phandle) === now.get(phandle));
}

/** The first place of each phandle: a source may write thousands of them as numbers. */
function placesByPhandle({ nodes }: Portrait): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [place, { phandle }] of nodes.entries())
    if (phandle !== undefined && !places.has(phandle)) places.set(phandle, place);
  return places;
}

/** Whether a phandle stands where a count or an address is wanted: its number says something there. */
const readsPhandleAsNumber = query((properties: readonly ast.Property[]) =>
  properties.some(({ name, references }) => references.length > 0 && (name.startsWith('#') || NUMBERS.has(name))),
);

const NUMBERS: ReadonlySet<string> = new Set(['bus-range', 'dma-ranges', 'interrupts', 'ranges', 'reg']);

/** Whether a value of the node has one of these labels. */
function refersTo({ properties }: NodePortrait, labels: ReadonlySet<string>): boolean {
  if (labels.size === 0) return false;
  for (const { references } of properties)
    for (const { reference } of references)
      if (reference.label !== undefined && labels.has(reference.label)) return true;
  return false;
}

/** Whether a value of the node has, or may have, the path of another one. */
function namesPaths({ name, properties }: NodePortrait): boolean {
  return name === 'aliases' || name === 'chosen' || hasPaths(properties);
}

const hasPaths = query((properties: readonly ast.Property[]) =>
  properties.some(({ references }) =>
    references.some(({ reference, inCells }) => !inCells || reference.path !== undefined),
  ),
);

function unplainBodies({ history }: TreeNode): readonly ast.Node[] {
  return history.flatMap(({ kind, syntax }) => (kind === 'body' && !syntax.plainProperties ? syntax : []));
}

const NO_BODIES: readonly ast.Node[] = [];

/** The properties that nodes elsewhere read: they refer to the node, or inherit from it. */
const toldOthers = query((properties: readonly ast.Property[]) => properties.filter(({ name }) => isToldOthers(name)));

function isToldOthers(name: string): boolean {
  return name.startsWith('#') || TOLD_OTHERS.has(name);
}

const TOLD_OTHERS: ReadonlySet<string> = new Set([
  'interrupt-controller',
  'interrupt-map',
  'interrupt-parent',
  'linux,phandle',
  'phandle',
  'remote-endpoint',
]);

function sameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left === right || (left.length === right.length && left.every((item, index) => item === right[index]));
}
