import { type BuildWarnings, type DtcLevels, dtcLevels } from '../rules/dtc-levels.js';
import { rules } from '../rules/index.js';
import type { Rule } from '../rules/rule.js';
import { query } from '../text/query.js';
import type { Settings } from './settings.js';

/** The settings that choose rules. */
type Choice = Pick<Settings, 'rules' | 'dtcWarnings'>;

/** The rules that judge one board, and what stands behind the choice. */
export interface RuleSelection {
  readonly rules: readonly Rule[];
  readonly levels: DtcLevels;
  /** Set where the checks of this version of dtc are meant. */
  readonly dtcVersion?: '1.8';
}

/**
 * The rules that are on: dtc's checks by the set that is chosen, which `build` may say more of, and the flags that the board's
 * Makefile gives dtc, all others unless they are off. A rule that a person gives a severity is on.
 */
export function selectRules(settings: Choice, boardFlags: readonly string[], build?: BuildWarnings): RuleSelection {
  const { dtcWarnings } = settings;
  const ofBuild = build && dtcWarnings.startsWith('kernel') ? build[dtcWarnings as keyof BuildWarnings] : undefined;
  const key = [ofBuild?.join(' ') ?? '?', ...boardFlags].join(' ');
  const selections = selectionsFor(settings);
  const known = selections.get(key) ?? select(settings, boardFlags, build);
  selections.set(key, known);
  return known;
}

/** By the flags of a board: a choice is made for each key that is pressed, and hardly ever changes. */
const selectionsFor = query((_settings: Choice) => new Map<string, RuleSelection>());

function select(settings: Choice, boardFlags: readonly string[], build: BuildWarnings | undefined): RuleSelection {
  const isKernels = settings.dtcWarnings.startsWith('kernel');
  const flags = [...(isKernels ? boardFlags : []), ...flagsOf(settings.rules)];
  const levels = dtcLevels(settings.dtcWarnings, flags, build);
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
