import type { DtcWarningSet } from '../rules/dtc-levels.js';
import { SEVERITIES, type Severity } from '../text/finding.js';

/**
 * What a person may set: the members are the keys of {@link SETTINGS}. Every setting has a default with which a known source
 * tree needs none. The folders of `includePaths` are URIs here, or paths from the folder of the workspace that holds a source.
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
  /** Whether it is about what an editor shows one person, so that a project, which is many people's, does not set it. */
  readonly ofEditor?: boolean;
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
      "Which of dtc's checks are on: those of a build of the kernel (`kernel`), with `W=1` (`kernel-w1`) or `W=2` (`kernel-w2`), as the scripts of the tree have it, or else those of Linux 6.12; those of dtc without options (`default`), or `all`. A board's own `DTC_FLAGS_…` count for the first three. A code in `rules` is on whatever stands here.",
  },
  {
    key: 'overrides',
    type: 'overrides',
    default: [],
    scope: 'window',
    description:
      'Other `rules`, or another `dtcWarnings`, for what is found in certain files: `[{ "files": ["arch/arm64/boot/dts/vendor/**"], "rules": { "unit-address-vs-reg": "off" } }]`. Of several entries that match, the later wins. A glob without a slash is the name of a file or folder anywhere, one with a slash is a path from the folder of the workspace that holds the file, or from the root of the source tree of a file that is in none, or from the folder of the project file; a folder that matches stands for all that is in it.',
  },
  {
    key: 'include',
    type: 'globs',
    default: [],
    scope: 'window',
    description:
      'Globs, as in `overrides`, of the files that count: only boards that match are checked, and findings in other files are not told. Empty: all.',
  },
  {
    key: 'exclude',
    type: 'globs',
    default: [],
    scope: 'window',
    description: 'Globs, as in `overrides`, of files that do not count, though `include` has them.',
  },
  {
    key: 'includePaths',
    type: 'folders',
    default: [],
    scope: 'window',
    description:
      'Folders to search for included files, behind those that follow from the layout of the source tree: absolute, or relative to the folder of the workspace (the first one for files that are in none; without a workspace, the root of the source tree), or of the project file. The kernel needs none.',
    needsTrust: true,
  },
  {
    key: 'inlayHints.hosts',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the name of the SMEM host is shown beside `qcom,remote-pid`.',
    ofEditor: true,
  },
  {
    key: 'inlayHints.lockUsers',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the other users of a lock are shown beside `hwlocks`.',
    ofEditor: true,
  },
  {
    key: 'inlayHints.interruptBits',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the name of the bit is shown beside interrupts that come through SMP2P.',
    ofEditor: true,
  },
  {
    key: 'codeLens.lockBanks',
    type: 'switch',
    default: true,
    scope: 'window',
    description: 'Whether the users of its locks are shown above a bank of hardware spinlocks.',
    ofEditor: true,
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
  overrides: [],
  include: [],
  exclude: [],
  includePaths: [],
  'inlayHints.hosts': true,
  'inlayHints.lockUsers': true,
  'inlayHints.interruptBits': true,
  'codeLens.lockBanks': true,
};

/** Other levels for what stands in certain files. */
export interface Override {
  /** Globs of files; see `globs.ts`. */
  readonly files: readonly string[];
  readonly rules?: Settings['rules'];
  readonly dtcWarnings?: DtcWarningSet;
}

/** The type of a value by the name that the table has for it. */
export interface Values {
  readonly levels: Readonly<Record<string, RuleLevel>>;
  readonly folders: readonly string[];
  readonly globs: readonly string[];
  readonly overrides: readonly Override[];
  readonly 'dtc-set': DtcWarningSet;
  readonly switch: boolean;
  readonly trace: (typeof TRACES)[number];
}

/** How much of the messages between editor and server is logged. */
export const TRACES = ['off', 'messages', 'verbose'] as const;
