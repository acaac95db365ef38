import { rules as everyRule } from '../rules/index.js';
import { type Finding, legible } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { type RuleSelection, selectRules } from './rule-selection.js';
import type { FileSettings } from './settings-lookup.js';
import type { TranslationUnit } from './translation-unit.js';

/** What one translation unit is judged by: each finding by the settings of the file in which it stands. */
export interface UnitJudge {
  /** What the root's settings choose: a run as dtc reads the whole unit by them, as dtc does. */
  readonly ofRoot: RuleSelection;
  /**
   * The rules that are on for any of the unit's files: one choice for all files, or where these mean different versions of
   * dtc, one for those of each version.
   */
  readonly selections: readonly RuleSelection[];
  /** What the rules of one of these choices found, without what stands in files that mean another version of dtc. */
  ofSelection(findings: readonly Finding[], selection: RuleSelection): readonly Finding[];
  /** Findings as the settings want them: those that are silenced are gone, the others have the severity that was set. */
  judge(findings: readonly Finding[]): Finding[];
  /** Whether a finding of this code in this file would be told. */
  isOn(code: string, file: SourceFile): boolean;
}

export function judgeOf(
  {
    root,
    expansion,
    dtcFlags,
    buildWarnings,
  }: Pick<TranslationUnit, 'root' | 'expansion' | 'dtcFlags' | 'buildWarnings'>,
  settingsOf: (uri: Uri) => FileSettings,
): UnitJudge {
  const distinct = new Set(expansion.files.map(({ uri }) => settingsOf(uri)));
  const choiceFor = (settings: FileSettings) => selectRules(settings, dtcFlags, buildWarnings);
  const selections = new Map([...distinct].map((settings) => [settings, choiceFor(settings)]));
  const ofRoot = choiceFor(settingsOf(root.uri));
  const byVersion = new Map<string | undefined, RuleSelection[]>();
  for (const selection of selections.values())
    byVersion.set(selection.dtcVersion, [...(byVersion.get(selection.dtcVersion) ?? []), selection]);
  const selectionOf = (settings: FileSettings) => selections.get(settings) ?? ofRoot;
  /** Whether the rule of a code is on; codes without a rule are of what comes before rules. */
  const isRuleOn = (code: string, settings: FileSettings) => {
    const rule = RULES.get(code);
    return !rule || selectionOf(settings).rules.includes(rule);
  };
  return {
    ofRoot,
    selections: selections.size === 1 ? [ofRoot] : [...byVersion.values()].map(union),
    ofSelection: (findings, { dtcVersion }) =>
      byVersion.size === 1
        ? findings
        : findings.filter(({ at }) => selectionOf(settingsOf(at.span.file.uri)).dtcVersion === dtcVersion),
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

/** The rules that any of some choices has, which mean the same version of dtc. */
function union(selections: readonly RuleSelection[]): RuleSelection {
  const on = new Set(selections.flatMap(({ rules }) => rules));
  return { ...selections[0]!, rules: everyRule.filter((rule) => on.has(rule)) };
}
