import { DTC_TABLE } from './dtc-table.js';
import type { DtcLevel } from './rule.js';

/** Which of dtc's checks are on: those of a build of the kernel without W=, with W=1 or W=2; dtc's own choice; every one. */
export const DTC_WARNING_SETS = ['kernel', 'kernel-w1', 'kernel-w2', 'default', 'all'] as const;
export type DtcWarningSet = (typeof DTC_WARNING_SETS)[number];

/** Checks with the level that each has in a run, by code. */
export type DtcLevels = ReadonlyMap<string, DtcLevel>;

/** dtc's options for its checks in a build of one kernel, by the set that means such a build. */
export type BuildWarnings = Readonly<Record<Extract<DtcWarningSet, `kernel${string}`>, readonly string[]>>;

/**
 * The levels of a set, changed by further options of dtc (`-Wno-…`), such as a board's Makefile has (`DTC_FLAGS_…`). A set of the
 * kernel is what `build` says, or that of Linux 6.12.
 */
export function dtcLevels(set: DtcWarningSet, flags: readonly string[] = [], build?: BuildWarnings): DtcLevels {
  if (set === 'all') return new Map(DTC_TABLE.map(({ code, level }) => [code, level === 'error' ? level : 'warning']));
  return levelsOf([...(set === 'default' ? [] : (build ?? LINUX_6_12)[set]), ...flags]);
}

/**
 * Whether a build without W= turns off all that Linux 6.12 does. One that does not is older: its dtc has fewer checks, and what
 * it says means nothing for the others.
 */
export const isEveryNoisyCheckNamed = (flags: readonly string[]): boolean =>
  NOISY.every((flag) => flags.includes(flag));

/** scripts/Makefile.dtbs of Linux 6.12. */
const NOISY = [
  '-Wno-unit_address_vs_reg',
  '-Wno-avoid_unnecessary_addr_size',
  '-Wno-alias_paths',
  '-Wno-graph_child_address',
  '-Wno-simple_bus_reg',
];
const LINUX_6_12: BuildWarnings = {
  kernel: ['-Wno-unique_unit_address', ...NOISY],
  'kernel-w1': ['-Wno-unique_unit_address', '-Wunique_unit_address_if_enabled'],
  'kernel-w2': [
    '-Wno-unique_unit_address',
    ...NOISY,
    '-Wnode_name_chars_strict',
    '-Wproperty_name_chars_strict',
    '-Wunique_unit_address',
  ],
};

interface Switches {
  warn: boolean;
  error: boolean;
}

/** What dtc makes of its options `-W…`, `-Wno-…`, `-E…` and `-Eno-…` (checks.c, `parse_checks_option`). */
function levelsOf(flags: readonly string[]): DtcLevels {
  const table = DTC_TABLE.filter(({ since }) => since === undefined);
  const switches = new Map<string, Switches>(
    table.map(({ code, level }) => [code, { warn: level === 'warning', error: level === 'error' }]),
  );
  for (const flag of flags) {
    const [, kind, no, name] = /^-([WE])(no[-_])?([\w-]+)$/.exec(flag) ?? [];
    const code = name?.replaceAll('_', '-');
    if (kind === undefined || code === undefined || !switches.has(code)) continue;
    const change: Switches = { warn: kind === 'W', error: kind === 'E' };
    if (no === undefined) raise(code, change);
    else lower(code, change);
  }
  return new Map([...switches].map(([code, { warn, error }]) => [code, error ? 'error' : warn ? 'warning' : 'off']));

  /** To raise a check raises those that it needs. */
  function raise(code: string, change: Switches): void {
    const own = switches.get(code)!;
    if ((change.warn && !own.warn) || (change.error && !own.error))
      for (const needed of table.find((entry) => entry.code === code)!.requires) raise(needed, change);
    own.warn ||= change.warn;
    own.error ||= change.error;
  }

  /** To lower a check lowers those that need it. */
  function lower(code: string, change: Switches): void {
    const own = switches.get(code)!;
    if ((change.warn && own.warn) || (change.error && own.error))
      for (const entry of table) if (entry.requires.includes(code)) lower(entry.code, change);
    own.warn &&= !change.warn;
    own.error &&= !change.error;
  }
}
