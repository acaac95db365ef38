import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import type { FinishedTree } from './finished-tree.js';
import { LabelList } from './label-list.js';
import { wasLabelled } from './labels.js';
import { differentReferences } from './resolve.js';
import { type Rewriting, topReferences } from './rewriting.js';
import type { TreeNode } from './tree-node.js';

/** Which labels of a tree are others in a version that has its nodes. Nodes are those of the earlier tree. */
export interface Relabelling {
  /** The labels that nodes have in the later version, of those that have others. */
  readonly labels: ReadonlyMap<TreeNode, readonly string[]>;
  /** Which node has each label that came or went; none has one that went. */
  readonly holders: ReadonlyMap<string, TreeNode | undefined>;
  /** The nodes of which a value refers to a label that came or went. */
  readonly referring: readonly TreeNode[];
}

/**
 * `undefined` where more hangs on the labels than what values refer to: what a body is written to, what is deleted or left
 * out, or which of several nodes with one label is meant. `owners` has the node to which each body was written.
 */
export function relabel(
  earlier: FinishedTree,
  { relabelled, bodies }: Rewriting,
  owners: ReadonlyMap<number, TreeNode>,
): Relabelling | undefined {
  if (relabelled.length === 0) return NO_RELABELLING;
  const labels = new Map<TreeNode, readonly string[]>();
  for (const start of relabelled) {
    const owner = owners.get(start);
    // What was deleted has lost its labels, also where it came back.
    if (!owner || owner.history.some(({ kind }) => kind === 'deletion')) return undefined;
    labels.set(owner, labelsAfter(owner, bodies));
  }
  if (earlier.symbols && [...labels].some(([node, after]) => wasLabelled(node) !== after.length > 0)) return undefined;
  const changed = changedNames(labels);
  if (isTarget(changed, earlier.document) || isHeldElsewhere(changed, earlier, labels)) return undefined;
  const holders = holdersOf(changed, labels);
  return holders && { labels, holders, referring: referringTo(changed, earlier) };
}

/** The labels of a document, each once, in the order in which evaluation meets them. */
export function labelNamesIn(document: ast.Document): ReadonlySet<string> {
  const names = new Set<string>();
  const addFrom = (item: ast.Item) => {
    if (item.kind !== 'node') return;
    for (const name of item.labelNames) names.add(name);
    for (const each of item.items) if (each.kind === 'node' && each.target.kind === 'child') addFrom(each);
  };
  for (const item of document.items) if (item.kind === 'node' && item.target.kind !== 'child') addFrom(item);
  return names;
}

const NO_RELABELLING: Relabelling = { labels: new Map(), holders: new Map(), referring: [] };

function labelsAfter({ history }: TreeNode, bodies: Rewriting['bodies']): readonly string[] {
  const list = new LabelList();
  for (const { kind, start, syntax } of history)
    if (kind === 'body') list.add((bodies.get(start) ?? syntax).labelNames);
  return list.names;
}

/** The labels that some of these nodes have in one version only. */
function changedNames(labels: ReadonlyMap<TreeNode, readonly string[]>): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [node, after] of labels) {
    for (const name of node.labels) if (!after.includes(name)) changed.add(name);
    for (const name of after) if (!node.hasLabel(name)) changed.add(name);
  }
  return changed;
}

/** Whether something outside of values refers to one of these labels. */
const isTarget = (changed: ReadonlySet<string>, document: ast.Document) =>
  topReferences(document).some(({ label }) => label !== undefined && changed.has(label));

function isHeldElsewhere(
  changed: ReadonlySet<string>,
  earlier: FinishedTree,
  labels: ReadonlyMap<TreeNode, readonly string[]>,
): boolean {
  const isHolder = (node: TreeNode) => !labels.has(node) && node.labels.some((name) => changed.has(name));
  return earlier.nodesBeforeOmission().some(isHolder);
}

/** `undefined` where two nodes have one of these labels in the same version. */
function holdersOf(
  changed: ReadonlySet<string>,
  labels: ReadonlyMap<TreeNode, readonly string[]>,
): ReadonlyMap<string, TreeNode | undefined> | undefined {
  const holders = new Map<string, TreeNode | undefined>();
  for (const name of changed) {
    const before = [...labels.keys()].filter((node) => node.hasLabel(name));
    const after = [...labels].filter(([, names]) => names.includes(name));
    if (before.length > 1 || after.length > 1) return undefined;
    holders.set(name, after[0]?.[0]);
  }
  return holders;
}

function referringTo(changed: ReadonlySet<string>, earlier: FinishedTree): readonly TreeNode[] {
  if (changed.size === 0) return [];
  const referrers = referrersOf(earlier);
  return [...changed].flatMap((name) => referrers.get(name) ?? []);
}

/** The nodes of which a value refers to each label. A label is typed letter by letter, each of which changes it. */
const referrersOf = query(({ nodesBeforeOmission }: FinishedTree): ReadonlyMap<string, readonly TreeNode[]> => {
  const referrers = new Map<string, TreeNode[]>();
  for (const node of nodesBeforeOmission())
    for (const { reference } of differentReferences(node)) {
      const { label } = reference;
      if (label === undefined) continue;
      const known = referrers.get(label);
      if (known) known.push(node);
      else referrers.set(label, [node]);
    }
  return referrers;
});
