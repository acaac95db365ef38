import { differingNodes, type Portrait, portraitOf } from '../devicetree/portrait.js';
import type { DeviceTree, Node } from '../devicetree/tree.js';
import { partOf } from '../devicetree/tree-part.js';
import type { Rule, RuleContext } from '../rules/rule.js';
import type { Finding } from '../text/finding.js';
import { checkTree, lacksFiles } from './check-tree.js';

/**
 * Remembers of which nodes of a board rules found nothing, from one version to the next. A rule that judges node by node
 * then looks only at nodes that were written differently since, at those around them, and at those of which it found
 * something: of every other it would find nothing again.
 */
export interface VerdictMemo {
  last?: Judged;
  /** The version before the last change that had much judged: what such a change broke is often mended by the next. */
  before?: Judged;
}

interface Judged {
  readonly portrait: Portrait;
  readonly ground: Ground;
  /** The places of the nodes of which something was found. */
  readonly faulty: readonly number[];
  /** The phandles that sources wrote as numbers, by which verdicts found nodes. */
  readonly phandlesAsked: ReadonlySet<number>;
}

/** All that a verdict hangs on besides the tree. */
interface Ground {
  readonly rules: readonly Rule[];
  readonly lacksFiles: boolean;
  readonly isOverlay: boolean;
  readonly dtcVersion: string | undefined;
}

/** The same as {@link checkTree}, from what is remembered. */
export function checkWithMemo(context: RuleContext, rules: readonly Rule[], memo: VerdictMemo): Finding[] {
  const portrait = portraitOf(context.tree);
  // What a file brings may be another without that any text changes.
  if (!portrait || context.expansion.text.includes('/incbin/')) {
    delete memo.last;
    return checkTree(context, rules);
  }
  const ground = groundOf(context, rules);
  const nodes = context.tree.nodes();
  const known = bestKnown(memo, ground, portrait);
  const part = known && partOf(context.tree, neighbourhood(nodes, [...known.differing, ...known.judged.faulty]));
  const faulty = new Set<string>();
  const findings = checkTree(context, rules, {
    ...(part && { part }),
    onFaulty: (path) => faulty.add(path),
  });
  // Of the nodes that were not judged now, the verdicts of before hold.
  const phandlesAsked = new Set([...(known?.judged.phandlesAsked ?? []), ...(context.tree.phandlesAsked ?? [])]);
  if (memo.last && known?.judged !== memo.last) memo.before = memo.last;
  memo.last = { portrait, ground, faulty: placesOf(context.tree, nodes, faulty), phandlesAsked };
  return findings;
}

/** The version of which most verdicts hold, and the places of the nodes of which they do not. */
function bestKnown(
  { last, before }: VerdictMemo,
  ground: Ground,
  portrait: Portrait,
): { readonly judged: Judged; readonly differing: readonly number[] } | undefined {
  const few = portrait.names.length / FEW;
  let best: { readonly judged: Judged; readonly differing: readonly number[] } | undefined;
  for (const judged of [last, before]) {
    if (!judged || (best && best.differing.length <= few) || !sameGround(judged.ground, ground)) continue;
    const differing = differingNodes(judged.portrait, portrait, judged.phandlesAsked);
    if (differing && differing.length < (best?.differing.length ?? Infinity)) best = { judged, differing };
  }
  return best;
}

/** A part of the tree of which nothing better is looked for: one node in so many. */
const FEW = 16;

function groundOf(context: RuleContext, rules: readonly Rule[]): Ground {
  const { tree, dtcVersion } = context;
  return { rules, lacksFiles: lacksFiles(context), isOverlay: tree.plugin, dtcVersion };
}

function sameGround(left: Ground, right: Ground): boolean {
  return (
    left.rules.length === right.rules.length &&
    left.rules.every((rule, index) => rule === right.rules[index]) &&
    left.lacksFiles === right.lacksFiles &&
    left.isOverlay === right.isOverlay &&
    left.dtcVersion === right.dtcVersion
  );
}

/** The nodes at these places, with all that a rule may look at from them or look at them from, in the order of the tree. */
function neighbourhood(nodes: readonly Node[], places: readonly number[]): Node[] {
  const near = new Set<Node>();
  for (const place of places) {
    const node = nodes[place]!;
    near.add(node);
    // Buses and ports of graphs are judged together with what is below them.
    for (const above of [node.parent, node.parent?.parent]) if (above) near.add(above);
    for (const child of node.children.values()) near.add(child);
  }
  return near.size < 2 ? [...near] : nodes.filter((node) => near.has(node));
}

function placesOf(tree: DeviceTree, nodes: readonly Node[], paths: ReadonlySet<string>): number[] {
  if (paths.size === 0) return [];
  const faulty = new Set([...paths].map((path) => tree.nodeAt(path)));
  const places: number[] = [];
  for (let place = 0; place < nodes.length; place++) if (faulty.has(nodes[place])) places.push(place);
  return places;
}
