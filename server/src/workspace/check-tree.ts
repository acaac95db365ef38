import type { Rule, RuleContext } from '../rules/rule.js';
import { type Finding, legible } from '../text/finding.js';
import type { Settings } from './settings.js';

/** What the rules say of one translation unit. `rules` are those that are on. */
export function checkTree(context: RuleContext, rules: readonly Rule[]): Finding[] {
  const incomplete = isIncomplete(context);
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (rule.wholeTree && incomplete) continue;
    for (const finding of rule.check(context))
      findings.push({ ...finding, code: rule.code, severity: finding.severity ?? rule.severity });
  }
  return findings;
}

/** Whether there may be more to the board than the tree has, so that nothing can be said about what it lacks. */
export function isIncomplete({ tree, expansion }: RuleContext): boolean {
  return tree.plugin || expansion.missingIncludes.length > 0 || expansion.notLoaded.length > 0;
}

/** Findings as the settings want them and a person can read them: silenced ones gone, the others with the severity that was set. */
export function applySettings(findings: readonly Finding[], settings: Settings): Finding[] {
  const result: Finding[] = [];
  for (const finding of findings) {
    const level = settings.rules[finding.code];
    if (level !== 'off') result.push(legible(level ? { ...finding, severity: level } : finding));
  }
  return result;
}
