import { rules as everyRule } from '../rules/index.js';
import { type Finding, legible } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { type RuleSelection, selectRules } from './rule-selection.js';
import type { FileSettings } from './settings-lookup.js';
import type { TranslationUnit } from './translation-unit.js';

/** What one translation unit is judged by: each finding by the settings of the file in which it stands. */
export interface UnitJudge {
  /** The rules that are on for any of the unit's files; dtc's levels are those of the root. */
  readonly selection: RuleSelection;
  /** Findings as the settings want them: those that are silenced are gone, the others have the severity that was set. */
  judge(findings: readonly Finding[]): Finding[];
  /** Whether a finding of this code in this file would be told. */
  isOn(code: string, file: SourceFile): boolean;
}

export function judgeOf(
  { root, expansion, dtcFlags }: Pick<TranslationUnit, 'root' | 'expansion' | 'dtcFlags'>,
  settingsOf: (uri: Uri) => FileSettings,
): UnitJudge {
  const distinct = new Set(expansion.files.map(({ uri }) => settingsOf(uri)));
  const selections = new Map([...distinct].map((settings) => [settings, selectRules(settings, dtcFlags)]));
  const ofRoot = selectRules(settingsOf(root.uri), dtcFlags);
  /** Whether the rule of a code is on; codes without a rule are of what comes before rules. */
  const isRuleOn = (code: string, settings: FileSettings) => {
    const rule = RULES.get(code);
    return !rule || (selections.get(settings) ?? ofRoot).rules.includes(rule);
  };
  return {
    selection: selections.size === 1 ? ofRoot : union(ofRoot, [...selections.values()]),
    judge: (findings) =>
      applySettings(findings, settingsOf).filter(
        ({ code, at }) => selections.size === 1 || isRuleOn(code, settingsOf(at.span.file.uri)),
      ),
    isOn(code, file) {
      const settings = settingsOf(file.uri);
      return settings.isIncluded && settings.rules[code] !== 'off' && isRuleOn(code, settings);
    },
  };
}

/** Findings as the settings of their files want them and a person can read them. */
export function applySettings(findings: readonly Finding[], settingsOf: (uri: Uri) => FileSettings): Finding[] {
  const result: Finding[] = [];
  for (const finding of findings) {
    const { rules, isIncluded } = settingsOf(finding.at.span.file.uri);
    const level = rules[finding.code];
    if (isIncluded && level !== 'off') result.push(legible(level ? { ...finding, severity: level } : finding));
  }
  return result;
}

const RULES = new Map(everyRule.map((rule) => [rule.code, rule]));

function union(ofRoot: RuleSelection, selections: readonly RuleSelection[]): RuleSelection {
  const on = new Set(selections.flatMap(({ rules }) => rules));
  const { dtcVersion } = selections.find((selection) => selection.dtcVersion) ?? {};
  return {
    levels: ofRoot.levels,
    rules: everyRule.filter((rule) => on.has(rule)),
    ...(dtcVersion && { dtcVersion }),
  };
}
