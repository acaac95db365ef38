import type { Difference, Portrait } from '../devicetree/portrait.js';
import { type ReadPlaces, readPlacesOf, readsTheSame } from '../devicetree/read-again.js';
import { Reading, readingBy } from '../devicetree/reading.js';
import type { DeviceTree } from '../devicetree/tree.js';
import type { Expansion } from '../preprocessor/expansion.js';
import type { Rule, RuleContext } from '../rules/rule.js';
import { type Finding, fixesOf, mapFinding } from '../text/finding.js';
import { keptWith } from '../text/kept.js';
import { checkTree } from './check-tree.js';
import { moverBetween, NOT_MOVED } from './moved-spans.js';

/**
 * What rules found in a version that may look at any node of a tree, with what they read for it. While a later version has
 * the same to read, they would find the same there, at places that are moved.
 */
export interface StandingFindings {
  readonly found: readonly Found[];
  /** The expansion for whose files `found` is told. */
  readonly expansion: Expansion;
  readonly read: ReadPlaces;
  readonly bindings: RuleContext['bindings'];
}

interface Found {
  /** Without fixes: which a finding has is asked anew in each version, and only when somebody wants them. */
  readonly finding: Finding;
  readonly isFixable: boolean;
}

/** Has rules look for findings; `standing` is absent where nobody could say whether these hold for another version. */
export function findStanding(
  context: RuleContext,
  rules: readonly Rule[],
): { readonly findings: readonly Finding[]; readonly standing?: StandingFindings } {
  const reading = readingOf(context.tree);
  const findings = readingBy(reading, () => checkTree(context, rules));
  const read = readPlacesOf(reading, context.tree);
  if (!read) return { findings };
  const { expansion, bindings } = context;
  const found = findings.map(({ fixes, ...finding }): Found => ({ finding, isFixable: fixes !== undefined }));
  return { findings, standing: { found, expansion, read, bindings } };
}

/** What was found before, at the places where it is in this version; `undefined` where rules may find something else. */
export function carryStanding(
  standing: StandingFindings,
  context: RuleContext,
  rules: readonly Rule[],
  versions: { readonly before: Portrait; readonly after: Portrait; readonly difference: Difference },
): { readonly findings: readonly Finding[]; readonly standing: StandingFindings } | undefined {
  if (standing.bindings !== context.bindings) return undefined;
  const move = moverBetween(standing.expansion, context.expansion);
  if (!move || !readsTheSame(standing.read, versions.before, versions.after, versions.difference)) return undefined;
  let anew: readonly Finding[] | undefined;
  const withFixes = (finding: Finding, index: number): Finding => ({
    ...finding,
    fixesLater: () => {
      anew ??= checkTree(context, rules);
      return anew[index] ? fixesOf(anew[index]) : [];
    },
  });
  try {
    const found = standing.found.map(({ finding, isFixable }) => ({ finding: mapFinding(finding, move), isFixable }));
    const findings = found.map(({ finding, isFixable }, index) => (isFixable ? withFixes(finding, index) : finding));
    return { findings, standing: { ...standing, found, expansion: context.expansion } };
  } catch (reason) {
    if (reason !== NOT_MOVED) throw reason;
    return undefined;
  }
}

/** What is read of one tree is one, however often: what it was asked once it remembers. */
function readingOf(tree: DeviceTree): Reading {
  const known = readings.get(tree) ?? new Reading();
  readings.set(tree, known);
  return known;
}

const readings = keptWith<DeviceTree, Reading>();
