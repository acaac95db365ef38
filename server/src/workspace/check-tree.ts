import type { DeviceTree } from '../devicetree/tree.js';
import type { Rule, RuleContext } from '../rules/rule.js';
import type { Finding } from '../text/finding.js';
import { atOnce, type Steps } from './steps.js';

/**
 * What the rules say of one translation unit, node by node. `rules` are those that are on. A check of dtc is silent about a
 * node of which another check, without which it means nothing, has found something already.
 */
export function checkTree(context: RuleContext, rules: readonly Rule[], options?: CheckTreeOptions): Finding[] {
  return atOnce(checkSteps(context, rules, options));
}

/** The same with a step for each rule. */
export function* checkSteps(
  context: RuleContext,
  rules: readonly Rule[],
  { part, onFaulty = () => {} }: CheckTreeOptions = {},
): Steps<Finding[]> {
  const findings: Finding[] = [];
  const faulty = createFaultyNodes();
  const ofPart = part && { ...context, tree: part };
  for (const rule of rules) {
    if (!canJudge(rule, context)) continue;
    for (const finding of findingsOf(
      rule,
      (isByNode(rule) && ofPart) || context,
      isByNode(rule) ? onFaulty : undefined,
    )) {
      if (rule.dtc?.requires && faulty.has(rule.dtc.requires, finding)) continue;
      if (rule.dtc) faulty.add(finding);
      findings.push(finding);
    }
    yield;
  }
  return findings;
}

export interface CheckTreeOptions {
  /** The part of the tree that rules judge which do so node by node; the whole tree, if absent. */
  readonly part?: DeviceTree;
  /** Is told the path of every node of which such a rule finds something. */
  readonly onFaulty?: (path: string) => void;
}

/** Whether a rule finds of a node what it, the nodes around it, and what these refer to say, whatever other nodes are. */
export function isByNode({ byNode, dtc }: Rule): boolean {
  return byNode ?? dtc !== undefined;
}

/** The findings of one rule, with its code and severity. */
export function* findingsOf(rule: Rule, context: RuleContext, onFaulty?: (path: string) => void): Iterable<Finding> {
  for (const { judging, ...finding } of rule.check(context)) {
    for (const path of judging === undefined ? (finding.nodes ?? []) : [judging]) onFaulty?.(path);
    yield { ...finding, code: rule.code, severity: finding.severity ?? rule.severity };
  }
}

/** Whether there may be more to the board than the tree has, so that nothing can be said about what it lacks. */
export function isIncomplete(context: RuleContext): boolean {
  return context.tree.plugin || lacksFiles(context);
}

/** Whether a file that the sources include is not there, or was not read yet. */
export function lacksFiles({ expansion }: RuleContext): boolean {
  return expansion.missingIncludes.length > 0 || expansion.notLoaded.length > 0;
}

/** Whether what the tree has is enough for a rule. */
export function canJudge({ wholeTree, dtc }: Rule, context: RuleContext): boolean {
  if (wholeTree) return !isIncomplete(context);
  return !dtc || dtc.isLocal === true || !lacksFiles(context);
}

interface FaultyNodes {
  add(finding: Finding): void;
  /** Whether one of these checks has found something of the same node. */
  has(codes: readonly string[], finding: Finding): boolean;
}

function createFaultyNodes(): FaultyNodes {
  const found = new Set<string>();
  return {
    add({ code, nodes = [] }) {
      for (const node of nodes) found.add(`${code} ${node}`);
    },
    has: (codes, { nodes = [] }) => codes.some((code) => nodes.some((node) => found.has(`${code} ${node}`))),
  };
}
