import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import type { DeviceTree, EarlierTree, Node } from './tree.js';
import { type Contribution, TreeNode } from './tree-node.js';
import { placeOfNode } from './tree-order.js';

/**
 * What a tree looked like, kept when the next version of it comes, to tell which nodes differ. Syntax that an edit did not
 * touch is the same object in both versions, so that comparing is quick. Each list is by the place of the node in the tree.
 */
export interface Portrait {
  readonly names: readonly string[];
  /** The place of the parent; -1 for the root. */
  readonly parents: readonly number[];
  readonly phandles: readonly (number | undefined)[];
  readonly labels: readonly (readonly string[])[];
  /** The properties that stand. */
  readonly properties: readonly (readonly ast.Property[])[];
  /** The bodies of which not every property stands, with all that is in them. */
  readonly unplain: readonly (readonly ast.Node[])[];
  readonly duplicates: readonly number[];
  /** All that was written to each node. */
  readonly histories: readonly (readonly Contribution[])[];
  /** Of a version with the nodes of an earlier one: what that looked like, and at which places this one may look otherwise. */
  readonly since?: { readonly earlier: Portrait; readonly places: readonly number[] };
}

/** What is another in one of two versions that have the same nodes in the same order. Nodes are told by their places. */
export interface Difference {
  /** The nodes of which a rule that judges node by node may say something else, in the order of the tree. */
  readonly nodes: readonly number[];
  /** Those of another path. */
  readonly moved: ReadonlySet<number>;
  /** The labels that are not those of the same nodes. */
  readonly labels: ReadonlySet<string>;
  /** Whether nodes have other phandles. */
  readonly isNumberedAnew: boolean;
}

/**
 * `undefined` for a tree that did not come out of one text, of which nobody looks at the next version, and for one in which values
 * name what nobody sees.
 */
export const portraitOf: (tree: DeviceTree) => Portrait | undefined = query((tree: DeviceTree) => {
  if (tree.earlier) return portraitAgain(tree, tree.earlier);
  const nodes = tree.nodes();
  if (!areTreeNodes(nodes) || tree.namesOmitted) return undefined;
  return {
    names: nodes.map(({ name }) => name),
    parents: parentsOf(nodes),
    phandles: nodes.map(({ phandle }) => phandle),
    labels: nodes.map(({ labels }) => labels),
    properties: nodes.map(({ finalProperties }) => finalProperties),
    unplain: nodes.map(unplainBodies),
    duplicates: nodes.map(({ duplicates }) => duplicates.length),
    histories: nodes.map(({ history }) => history),
  };
});

/** From the portrait of the earlier version, in which only some nodes say something else. */
function portraitAgain(tree: DeviceTree, earlier: EarlierTree): Portrait | undefined {
  const before = portraitOf(earlier.tree);
  const rewritten = earlier.rewritten.map(({ now }) => now);
  if (!before || !areTreeNodes(rewritten)) return undefined;
  const [properties, unplain, histories] = [[...before.properties], [...before.unplain], [...before.histories]];
  const [names, labels] = [[...before.names], [...before.labels]];
  const places: number[] = [];
  for (const node of rewritten) {
    const place = placeOfNode(tree, node);
    if (place < 0) continue;
    places.push(place);
    names[place] = node.name;
    labels[place] = node.labels;
    properties[place] = node.finalProperties;
    unplain[place] = unplainBodies(node);
    histories[place] = node.history;
  }
  const phandles = earlier.phandles?.() ?? before.phandles;
  return { ...before, names, phandles, labels, properties, unplain, histories, since: { earlier: before, places } };
}

const areTreeNodes = (nodes: readonly Node[]): nodes is readonly TreeNode[] =>
  nodes.every((node) => node instanceof TreeNode);

/** Parents stand before their children: where the last node of each depth stands is where the next one's parent does. */
function parentsOf(nodes: readonly TreeNode[]): number[] {
  const ancestors: number[] = [];
  return nodes.map(({ depth }, place) => {
    ancestors[depth] = place;
    return depth === 0 ? -1 : ancestors[depth - 1]!;
  });
}

/**
 * How the later of two versions differs. A rule that judges node by node may say something else of nodes that were written
 * differently, have another path, refer to a label or a path that means something else, or have a phandle where a number is
 * wanted that is another one. `undefined` where more differs: which nodes there are, what nodes that refer to them or inherit
 * from them read there, or what one of the phandles in `phandlesAsked`, which a source wrote as a number, belongs to.
 */
export function differenceBetween(
  before: Portrait,
  after: Portrait,
  phandlesAsked: ReadonlySet<number>,
): Difference | undefined {
  const count = after.names.length;
  if (before.names.length !== count) return undefined;
  const differing = new Set<number>();
  const moved = new Set<number>();
  const labels = new Set<string>();
  const isNumberedAnew = !sameList(before.phandles, after.phandles);
  for (const at of placesToCompare(before, after)) {
    const parent = after.parents[at]!;
    if (before.parents[at] !== parent) return undefined;
    if (before.names[at] !== after.names[at] || (moved.size > 0 && moved.has(parent))) moved.add(at);
    const isSame = before.duplicates[at] === after.duplicates[at] && sameList(before.unplain[at]!, after.unplain[at]!);
    const hasSameLabels = sameList(before.labels[at]!, after.labels[at]!);
    if (!hasSameLabels) for (const label of [...before.labels[at]!, ...after.labels[at]!]) labels.add(label);
    if (isSame && hasSameLabels && sameList(before.properties[at]!, after.properties[at]!)) continue;
    if (!sameList(toldOthers(before.properties[at]!), toldOthers(after.properties[at]!))) return undefined;
    differing.add(at);
  }
  if (isNumberedAnew) {
    if (!means(phandlesAsked, before, after)) return undefined;
    for (const [at, properties] of after.properties.entries()) {
      if (!readPhandlesAsNumbers(properties)) continue;
      if (toldOthers(properties).some(readsPhandleAsNumber)) return undefined;
      differing.add(at);
    }
  }
  for (const place of moved) differing.add(place);
  if (labels.size > 0 || moved.size > 0) {
    const meansAnother = (properties: readonly ast.Property[]) =>
      refersTo(properties, labels) || (moved.size > 0 && hasPaths(properties));
    for (const [at, properties] of after.properties.entries()) {
      if (!meansAnother(properties) && !(moved.size > 0 && namesPaths(after.names[at]!))) continue;
      if (meansAnother(toldOthers(properties))) return undefined;
      differing.add(at);
    }
  }
  return { nodes: [...differing].sort((left, right) => left - right), moved, labels, isNumberedAnew };
}

/** The places at which two versions may differ, in order: all, unless both have the nodes of one earlier version. */
function placesToCompare(before: Portrait, after: Portrait): Iterable<number> {
  const [old, now] = [before.since, after.since];
  if ((old?.earlier ?? before) !== (now?.earlier ?? after)) return after.names.keys();
  const places = new Set([...(old?.places ?? []), ...(now?.places ?? [])]);
  return [...places].sort((left, right) => left - right);
}

/** Whether these numbers are phandles of the same nodes in both versions. */
function means(phandles: ReadonlySet<number>, before: Portrait, after: Portrait): boolean {
  if (phandles.size === 0) return true;
  const [old, now] = [placesByPhandle(before), placesByPhandle(after)];
  return [...phandles].every((phandle) => old.get(phandle) === now.get(phandle));
}

/** The first place of each phandle: a source may write thousands of them as numbers. */
function placesByPhandle({ phandles }: Portrait): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [place, phandle] of phandles.entries())
    if (phandle !== undefined && !places.has(phandle)) places.set(phandle, place);
  return places;
}

/** Whether a phandle stands where a count or an address is wanted: its number says something there. */
export const readsPhandleAsNumber = ({ name, references }: ast.Property) =>
  references.length > 0 && (name.startsWith('#') || NUMBERS.has(name));

const readPhandlesAsNumbers = query((properties: readonly ast.Property[]) => properties.some(readsPhandleAsNumber));

const NUMBERS: ReadonlySet<string> = new Set(['bus-range', 'dma-ranges', 'interrupts', 'ranges', 'reg']);

/** Whether a value among these properties has one of these labels. */
export function refersTo(properties: readonly ast.Property[], labels: ReadonlySet<string>): boolean {
  if (labels.size === 0) return false;
  for (const { references } of properties)
    for (const { reference } of references)
      if (reference.label !== undefined && labels.has(reference.label)) return true;
  return false;
}

/** Whether the texts in a node of this name are paths of others. */
const namesPaths = (name: string) => name === 'aliases' || name === 'chosen';

/** Whether a value among these properties has the path of a node. */
export const hasPaths = query((properties: readonly ast.Property[]) =>
  properties.some(({ references }) =>
    references.some(({ reference, inCells }) => !inCells || reference.path !== undefined),
  ),
);

function unplainBodies({ soleBody, history }: TreeNode): readonly ast.Node[] {
  if (soleBody?.plainProperties) return NO_BODIES;
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

export function sameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}
