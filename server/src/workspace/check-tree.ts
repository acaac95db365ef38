import type { Rule, RuleContext } from '../rules/rule.js';
import type { Finding } from '../text/finding.js';

/** What the rules say of one translation unit. `rules` are those that are on. */
export function checkTree(context: RuleContext, rules: readonly Rule[]): Finding[] {
  const { expansion, tree } = context;
  const incomplete = tree.plugin || expansion.missingIncludes.length > 0 || expansion.notLoaded.length > 0;
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (rule.wholeTree && incomplete) continue;
    for (const finding of rule.check(context)) findings.push({ ...finding, code: rule.code, severity: finding.severity ?? rule.severity });
  }
  return findings;
}
