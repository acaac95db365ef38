import { DTC_WARNING_SETS, type DtcWarningSet } from '../rules/dtc-levels.js';
import { SEVERITIES, type Severity } from '../text/finding.js';
import { findingCodes } from './finding-codes.js';

/**
 * What a person may set: the members are the keys of {@link SETTINGS}. Every setting has a default with which a known source
 * tree needs none. The folders of `includePaths` are URIs here; a person writes paths, which a host resolves.
 */
export type Settings = { readonly [Entry in (typeof SETTINGS)[number] as Entry['key']]: Values[Entry['type']] };

/** A severity, or silence. */
export type RuleLevel = Severity | 'off';
export const RULE_LEVELS: readonly RuleLevel[] = ['off', ...SEVERITIES];

/** One setting, from which the manifest, the documentation and the reading of its value follow. */
export interface Setting {
  /** Behind `dts-analyzer.`. */
  readonly key: string;
  readonly type: keyof Values;
  readonly default: unknown;
  /** One for all folders of a workspace: the sources of a tree are seen as one. */
  readonly scope: 'window';
  /** Markdown. */
  readonly description: string;
  /** Whether the value names files outside the workspace, which a workspace that nobody trusts may not do. */
  readonly needsTrust?: boolean;
}

/** The settings of the server. */
export const SETTINGS = [
  {
    key: 'rules',
    type: 'levels',
    default: {},
    scope: 'window',
    description:
      'The severity of findings by their code, in place of their own; `off` silences them. For example `{ "remoteproc-missing-hwlocks": "error" }`.',
  },
  {
    key: 'dtcWarnings',
    type: 'dtc-set',
    default: 'kernel',
    scope: 'window',
    description:
      "Which of dtc's checks are on: those of a build of the kernel (`kernel`), with `W=1` (`kernel-w1`) or `W=2` (`kernel-w2`), those of dtc without options (`default`), or `all`. A board's own `DTC_FLAGS_…` count for the first three. A code in `rules` is on whatever stands here.",
  },
  {
    key: 'includePaths',
    type: 'folders',
    default: [],
    scope: 'window',
    description:
      'Folders to search for included files, behind those that follow from the layout of the source tree: absolute, or relative to the folder of the workspace. The kernel needs none.',
    needsTrust: true,
  },
  {
    key: 'inlayHints.hosts',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the name of the SMEM host is shown beside `qcom,remote-pid`.',
  },
  {
    key: 'inlayHints.lockUsers',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the other users of a lock are shown beside `hwlocks`.',
  },
  {
    key: 'inlayHints.interruptBits',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the name of the bit is shown beside interrupts that come through SMP2P.',
  },
  {
    key: 'codeLens.lockBanks',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the users of its locks are shown above a bank of hardware spinlocks.',
  },
] as const satisfies readonly Setting[];

/** The settings that the client alone reads. */
export const CLIENT_SETTINGS = [
  {
    key: 'trace.server',
    type: 'trace',
    default: 'off',
    scope: 'window',
    description: 'Whether the messages between editor and server are logged.',
  },
] as const satisfies readonly Setting[];

/** What a person has who sets nothing. */
export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  dtcWarnings: 'kernel',
  includePaths: [],
  'inlayHints.hosts': true,
  'inlayHints.lockUsers': true,
  'inlayHints.interruptBits': true,
  'codeLens.lockBanks': true,
};

/** Settings as a person or an editor gave them, understood as far as possible. */
export interface ReadSettings {
  /** Its `includePaths` are as they were written. */
  readonly settings: Settings;
  /** What was wrong, one sentence each. Whatever is not understood has its default. */
  readonly problems: readonly string[];
}

/** Understands what an editor holds under `dts-analyzer`, which may be anything. */
export function readSettings(values: unknown): ReadSettings {
  if (values === undefined || values === null) return { settings: DEFAULT_SETTINGS, problems: [] };
  if (!isRecord(values)) return { settings: DEFAULT_SETTINGS, problems: ['dts-analyzer is not an object.'] };
  const problems: string[] = [];
  for (const key of Object.keys(values).flatMap((key) => membersOf(key, values[key]))) {
    if (!KEYS.has(key)) problems.push(`There is no setting dts-analyzer.${key}.`);
  }
  return {
    settings: {
      rules: readRules(values.rules, problems),
      dtcWarnings: readDtcSet(values.dtcWarnings, problems),
      includePaths: readFolders(values.includePaths, problems),
      'inlayHints.hosts': readSwitch(values, 'inlayHints', 'hosts', problems),
      'inlayHints.lockUsers': readSwitch(values, 'inlayHints', 'lockUsers', problems),
      'inlayHints.interruptBits': readSwitch(values, 'inlayHints', 'interruptBits', problems),
      'codeLens.lockBanks': readSwitch(values, 'codeLens', 'lockBanks', problems),
    },
    problems,
  };
}

/** The type of a value by the name that the table has for it. */
interface Values {
  readonly levels: Readonly<Record<string, RuleLevel>>;
  readonly folders: readonly string[];
  readonly 'dtc-set': DtcWarningSet;
  readonly switch: boolean;
  readonly trace: (typeof TRACES)[number];
}

/** How much of the messages between editor and server is logged. */
export const TRACES = ['off', 'messages', 'verbose'] as const;

function readRules(value: unknown, problems: string[]): Settings['rules'] {
  if (value === undefined || value === null) return DEFAULT_SETTINGS.rules;
  if (!isRecord(value)) {
    problems.push('dts-analyzer.rules is not an object.');
    return DEFAULT_SETTINGS.rules;
  }
  const codes = new Set(findingCodes.map(({ code }) => code));
  const understood: [string, RuleLevel][] = [];
  for (const [code, level] of Object.entries(value)) {
    const known = RULE_LEVELS.find((candidate) => candidate === level);
    if (!codes.has(code)) problems.push(`dts-analyzer.rules: there is no code '${code}'.`);
    else if (known === undefined) problems.push(`dts-analyzer.rules: '${code}' is none of ${RULE_LEVELS.join(', ')}.`);
    else understood.push([code, known]);
  }
  return Object.fromEntries(understood);
}

function readDtcSet(value: unknown, problems: string[]): DtcWarningSet {
  const known = DTC_WARNING_SETS.find((set) => set === value);
  if (known === undefined && value !== undefined && value !== null)
    problems.push(`dts-analyzer.dtcWarnings is none of ${DTC_WARNING_SETS.join(', ')}.`);
  return known ?? DEFAULT_SETTINGS.dtcWarnings;
}

function readFolders(value: unknown, problems: string[]): Settings['includePaths'] {
  if (value === undefined || value === null) return DEFAULT_SETTINGS.includePaths;
  if (!Array.isArray(value)) {
    problems.push('dts-analyzer.includePaths is not a list.');
    return DEFAULT_SETTINGS.includePaths;
  }
  const folders = value.filter((folder) => typeof folder === 'string' && folder !== '');
  if (folders.length < value.length) problems.push('dts-analyzer.includePaths holds something that is not a path.');
  return folders;
}

/** The keys that an editor's member stands for: of a group, which is an object, those of its members. */
function membersOf(key: string, value: unknown): readonly string[] {
  if (!GROUPS.has(key) || !isRecord(value)) return GROUPS.has(key) ? [] : [key];
  return Object.keys(value).map((member) => `${key}.${member}`);
}

const KEYS: ReadonlySet<string> = new Set([...SETTINGS, ...CLIENT_SETTINGS].map(({ key }) => key));
const GROUPS: ReadonlySet<string> = new Set(
  [...KEYS].filter((key) => key.includes('.')).map((key) => key.split('.')[0]!),
);

/** One member of a group, which editors hold as an object of its own; all of these are on by default. */
function readSwitch(
  values: Readonly<Record<string, unknown>>,
  group: string,
  member: string,
  problems: string[],
): boolean {
  const members = values[group];
  const value = isRecord(members) ? members[member] : values[`${group}.${member}`];
  if (value === undefined || value === null) return true;
  if (typeof value !== 'boolean') problems.push(`dts-analyzer.${group}.${member} is neither true nor false.`);
  return value !== false;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
