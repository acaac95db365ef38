import { type DtcLevels, dtcLevels } from '../rules/dtc-levels.js';
import { rules } from '../rules/index.js';
import type { Rule } from '../rules/rule.js';
import type { Settings } from './settings.js';

/** The rules that judge one board, and what stands behind the choice. */
export interface RuleSelection {
  readonly rules: readonly Rule[];
  readonly levels: DtcLevels;
  /** Set where the checks of this version of dtc are meant. */
  readonly dtcVersion?: '1.8';
}

/**
 * The rules that are on: dtc's checks by the set that is chosen and the flags that the board's Makefile gives dtc, all others
 * unless they are off. A rule that a person gives a severity is on.
 */
export function selectRules(settings: Settings, boardFlags: readonly string[]): RuleSelection {
  const key = [settings.dtcWarnings, ...boardFlags].join(' ');
  if (last?.settings !== settings) last = { settings, selections: new Map() };
  const known = last.selections.get(key) ?? select(settings, boardFlags);
  last.selections.set(key, known);
  return known;
}

/** The choice for the settings asked for last: it is made for each key that is pressed, and hardly ever changes. */
let last: { readonly settings: Settings; readonly selections: Map<string, RuleSelection> } | undefined;

function select(settings: Settings, boardFlags: readonly string[]): RuleSelection {
  const isKernels = settings.dtcWarnings.startsWith('kernel');
  const flags = [...(isKernels ? boardFlags : []), ...flagsOf(settings.rules)];
  const levels = dtcLevels(settings.dtcWarnings, flags);
  const isOn = ({ code, dtc }: Rule) => {
    const chosen = settings.rules[code];
    if (chosen) return chosen !== 'off';
    return !dtc || (levels.get(code) ?? 'off') !== 'off';
  };
  return { rules: rules.filter(isOn), levels, ...(settings.dtcWarnings === 'all' && { dtcVersion: '1.8' }) };
}

/** What a person says of single checks, as dtc would be told. */
function flagsOf(levels: Settings['rules']): string[] {
  return Object.entries(levels).map(([code, level]) => `-W${level === 'off' ? 'no-' : ''}${code.replaceAll('-', '_')}`);
}
