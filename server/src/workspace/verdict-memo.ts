import { type Difference, differenceBetween, type Portrait, portraitOf } from '../devicetree/portrait.js';
import type { DeviceTree, Node } from '../devicetree/tree.js';
import { inTreeOrder, nodeOfPlace, placeOfNode } from '../devicetree/tree-order.js';
import { partOf } from '../devicetree/tree-part.js';
import type { Rule, RuleContext } from '../rules/rule.js';
import type { Finding } from '../text/finding.js';
import { checkTree, isByNode, lacksFiles } from './check-tree.js';
import { mayHaveIncbins } from './incbin.js';
import { carryStanding, findStanding, type StandingFindings } from './standing-findings.js';

/**
 * Remembers what rules found in a board, from one version to the next. A rule that judges node by node then looks only at
 * nodes that were written differently since, at those around them, and at those of which it found something: of every other
 * it would find nothing again. What other rules found stands while there is nothing else to read for them.
 */
export interface VerdictMemo {
  last?: Judged;
  /** The version before the last change that had much judged anew: what such a change broke is often mended by the next. */
  before?: Judged;
}

interface Judged {
  readonly portrait: Portrait;
  readonly ground: Ground;
  /** The places of the nodes of which something was found. */
  readonly faulty: readonly number[];
  /** The phandles that sources wrote as numbers, by which verdicts found nodes. */
  readonly phandlesAsked: ReadonlySet<number>;
  /** What was found by rules that look at any nodes. */
  readonly standing: StandingFindings | undefined;
}

/** All that a verdict hangs on besides the tree. */
interface Ground {
  readonly rules: readonly Rule[];
  readonly lacksFiles: boolean;
  readonly isOverlay: boolean;
  readonly symbols: boolean;
  readonly dtcVersion: string | undefined;
}

/** The same as {@link checkTree}, from what is remembered. */
export function checkWithMemo(context: RuleContext, rules: readonly Rule[], memo: VerdictMemo): Finding[] {
  const portrait = portraitOf(context.tree);
  // What a file brings may be another without that any text changes.
  if (!portrait || mayHaveIncbins(context.expansion)) {
    delete memo.last;
    return checkTree(context, rules);
  }
  const ground = groundOf(context, rules);
  const around = rules.filter(looksAround);
  const { known, carried } = bestKnown(memo, ground, portrait, (each) => carry(each, context, around, portrait));
  // They come before others, which would have the tree remember what then nobody sees them read.
  const { findings: standing, standing: kept } = carried ?? findStanding(context, around);
  const part =
    known && partOf(context.tree, neighbourhood(context.tree, [...known.difference.nodes, ...known.judged.faulty]));
  const faulty = new Set<string>();
  const others = rules.filter((rule) => !looksAround(rule));
  const findings = checkTree(context, others, { ...(part && { part }), onFaulty: (path) => faulty.add(path) });
  // Of the nodes that were not judged now, the verdicts of before hold.
  const phandlesAsked = new Set([...(known?.judged.phandlesAsked ?? []), ...(context.tree.phandlesAsked ?? [])]);
  if (memo.last && (known?.judged !== memo.last || !carried)) memo.before = memo.last;
  memo.last = { portrait, ground, faulty: placesOf(context.tree, faulty), phandlesAsked, standing: kept };
  return [...findings, ...standing];
}

/** Whether the rule looks at nodes all over the tree. dtc's checks of that kind are quicker than to see what they read. */
const looksAround = (rule: Rule) => !isByNode(rule) && !rule.dtc;

/** What such rules found in a version that is known, if it still stands. */
function carry({ judged, difference }: Known, context: RuleContext, rules: readonly Rule[], after: Portrait) {
  return (
    judged.standing && carryStanding(judged.standing, context, rules, { before: judged.portrait, after, difference })
  );
}

/** A version, and how the one at hand differs from it. */
interface Known {
  readonly judged: Judged;
  readonly difference: Difference;
}

/** The version of which most verdicts hold, with what can be carried over from it. */
function bestKnown<Carried>(
  { last, before }: VerdictMemo,
  ground: Ground,
  portrait: Portrait,
  carryFrom: (known: Known) => Carried | undefined,
): { readonly known?: Known; readonly carried?: Carried | undefined } {
  const few = portrait.names.length / FEW;
  let best: { readonly known: Known; readonly carried: Carried | undefined; readonly work: number } | undefined;
  for (const judged of [last, before]) {
    if (!judged || (best && best.work <= few) || !sameGround(judged.ground, ground)) continue;
    const difference = differenceBetween(judged.portrait, portrait, judged.phandlesAsked);
    if (!difference) continue;
    const known = { judged, difference };
    const carried = carryFrom(known);
    const work = difference.nodes.length + (carried ? 0 : few);
    if (!best || work < best.work) best = { known, carried, work };
  }
  return best ?? {};
}

/** A part of the tree of which nothing better is looked for: one node in so many. To look around counts as much. */
const FEW = 16;

function groundOf(context: RuleContext, rules: readonly Rule[]): Ground {
  const { tree, dtcVersion } = context;
  return { rules, lacksFiles: lacksFiles(context), isOverlay: tree.plugin, symbols: tree.symbols, dtcVersion };
}

function sameGround(left: Ground, right: Ground): boolean {
  return (
    left.rules.length === right.rules.length &&
    left.rules.every((rule, index) => rule === right.rules[index]) &&
    left.lacksFiles === right.lacksFiles &&
    left.isOverlay === right.isOverlay &&
    left.symbols === right.symbols &&
    left.dtcVersion === right.dtcVersion
  );
}

/** The nodes at these places, with all that a rule may look at from them or look at them from, in the order of the tree. */
function neighbourhood(tree: DeviceTree, places: readonly number[]): readonly Node[] {
  const near = new Set<Node>();
  for (const place of places) {
    const node = nodeOfPlace(tree, place);
    near.add(node);
    // Buses and ports of graphs are judged together with what is below them.
    for (const above of [node.parent, node.parent?.parent]) if (above) near.add(above);
    for (const child of node.children.values()) near.add(child);
  }
  return inTreeOrder(tree, [...near]);
}

function placesOf(tree: DeviceTree, paths: ReadonlySet<string>): number[] {
  const places = [...paths].map((path) => {
    const node = nearestNode(tree, path);
    return node ? placeOfNode(tree, node) : -1;
  });
  return places.filter((place) => place >= 0).sort((left, right) => left - right);
}

/** The node of a path; of a node that is gone, of which something is found all the same, the nearest one above. */
function nearestNode(tree: DeviceTree, path: string): Node | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const node = tree.nodeAt(path.slice(0, end));
    if (node) return node;
  }
  return tree.nodeAt('/');
}
