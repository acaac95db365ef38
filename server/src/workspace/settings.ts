import { SEVERITIES, type Severity } from '../text/finding.js';

/** What a person may set. Every setting has a default with which a known source tree needs none. */
export interface Settings {
  /** Severity by code; `off` silences. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Folders to search for includes behind those of the source tree's layout, as URIs. */
  readonly includePaths: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = { rules: {}, includePaths: [] };

export const RULE_LEVELS: readonly (Severity | 'off')[] = ['off', ...SEVERITIES];
