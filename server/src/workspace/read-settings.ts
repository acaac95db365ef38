import { DTC_WARNING_SETS } from '../rules/dtc-levels.js';
import { closestTo } from '../text/closest.js';
import { findingCodes } from './finding-codes.js';
import { faultOfGlob } from './globs.js';
import {
  CLIENT_SETTINGS,
  DEFAULT_SETTINGS,
  type Override,
  RULE_LEVELS,
  type RuleLevel,
  SETTINGS,
  type Setting,
  type Settings,
  type Values,
} from './settings.js';

/** Settings as a person or an editor gave them, understood as far as possible. */
export interface ReadSettings {
  /** Its `includePaths` are as they were written. */
  readonly settings: Settings;
  /** What was wrong, one sentence each. Whatever is not understood has its default. */
  readonly problems: readonly string[];
}

/** Understands what an editor holds under `dts-analyzer`, which may be anything. */
export function readSettings(values: unknown): ReadSettings {
  const problems: string[] = [];
  const ofClient = CLIENT_SETTINGS.map(({ key }) => key);
  const read = readValues(values ?? {}, { settings: SETTINGS, others: ofClient }, ({ path, message }) => {
    problems.push(`${['dts-analyzer', ...path].join('.')}: ${message}`);
  });
  return { settings: { ...DEFAULT_SETTINGS, ...read }, problems };
}

/** Something that is wrong with settings. */
export interface SettingsProblem {
  /** The keys and indices that lead to it. */
  readonly path: readonly (string | number)[];
  /** Whether the last key of the path itself is wrong, and not what stands behind it. */
  readonly isKey?: boolean;
  /** A sentence. */
  readonly message: string;
}

type Report = (problem: SettingsProblem) => void;

/** Keys that may be set. */
export interface KnownKeys {
  readonly settings: readonly Setting[];
  /** Keys that are somebody else's. */
  readonly others: readonly string[];
}

/** Understands the settings of an object, of which those that are set are given. */
export function readValues(values: unknown, { settings, others }: KnownKeys, report: Report): Partial<Settings> {
  if (!isRecord(values)) {
    report({ path: [], message: 'This is not an object.' });
    return {};
  }
  const read: Record<string, unknown> = {};
  const keys = [...settings.map(({ key }) => key), ...others];
  for (const { path, value } of entriesOf(values, keys)) {
    const key = path.join('.');
    const setting = settings.find((candidate) => candidate.key === key);
    if (!setting) {
      const group = path.length > 1 ? `${path[0]}.` : '';
      const near = keys.flatMap((each) => (each.startsWith(group) ? each.slice(group.length) : []));
      if (!others.includes(key)) reportKey(report, path, 'setting', near);
    } else if (value !== undefined && value !== null) {
      const understood = READERS[setting.type](value, path, report);
      if (understood !== undefined) read[key] = understood;
    }
  }
  // Each member is what the reader of its type gave.
  return read as Partial<Settings>;
}

/** The entries of an object; an editor holds the settings of a group, as those of `inlayHints.`, as an object of its own. */
function entriesOf(values: Readonly<Record<string, unknown>>, keys: readonly string[]) {
  const groups = new Set(keys.filter((key) => key.includes('.')).map((key) => key.split('.')[0]!));
  return Object.entries(values).flatMap(([key, value]): { path: string[]; value: unknown }[] => {
    if (!groups.has(key)) return [{ path: [key], value }];
    return isRecord(value) ? Object.entries(value).map(([member, each]) => ({ path: [key, member], value: each })) : [];
  });
}

type Path = SettingsProblem['path'];

/** For each type of the table, what gives the value of it that a person meant; nothing where none can be seen. */
const READERS: {
  readonly [Type in keyof Values]: (value: unknown, path: Path, report: Report) => Values[Type] | undefined;
} = {
  levels: readLevels,
  'dtc-set': (value, path, report) => readChoice(DTC_WARNING_SETS, value, path, report),
  folders: (value, path, report) =>
    readList(value, path, report, (item, at) => {
      if (typeof item === 'string' && item !== '' && !/\p{Surrogate}/u.test(item)) return item;
      report({ path: at, message: 'This is not a path.' });
      return undefined;
    }),
  globs: readGlobs,
  overrides: (value, path, report) => {
    const overrides = readList(value, path, report, (item, at) => readOverride(item, at, report));
    return overrides && withinBounds(overrides, path, report);
  },
  switch: (value, path, report) => {
    if (typeof value === 'boolean') return value;
    report({ path, message: 'This is neither true nor false.' });
    return undefined;
  },
  trace: () => undefined,
};

function readLevels(value: unknown, path: Path, report: Report): Settings['rules'] | undefined {
  if (!isRecord(value)) {
    report({ path, message: 'This is not an object of codes and severities.' });
    return undefined;
  }
  const codes = findingCodes.map(({ code }) => code);
  const understood: [string, RuleLevel][] = [];
  for (const [code, level] of Object.entries(value)) {
    if (!codes.includes(code)) {
      reportKey(report, [...path, code], 'code', codes);
      continue;
    }
    const known = readChoice(RULE_LEVELS, level, [...path, code], report);
    if (known !== undefined) understood.push([code, known]);
  }
  return Object.fromEntries(understood);
}

function readGlobs(value: unknown, path: Path, report: Report): readonly string[] | undefined {
  return readList(value, path, report, (item, at) => {
    const fault = typeof item === 'string' ? faultOfGlob(item) : 'This is not a glob.';
    if (fault === undefined) return item as string;
    report({ path: at, message: fault });
    return undefined;
  });
}

function readOverride(value: unknown, path: Path, report: Report): Override | undefined {
  if (!isRecord(value)) {
    report({ path, message: 'This is not an object with `files` and `rules` or `dtcWarnings`.' });
    return undefined;
  }
  const known = ['files', 'rules', 'dtcWarnings'];
  for (const key of Object.keys(value)) if (!known.includes(key)) reportKey(report, [...path, key], 'setting', known);
  if (value.files === undefined) {
    report({ path, message: 'This has no `files`, so that it is for none.' });
    return undefined;
  }
  const rules = value.rules === undefined ? undefined : readLevels(value.rules, [...path, 'rules'], report);
  const dtcWarnings =
    value.dtcWarnings === undefined
      ? undefined
      : readChoice(DTC_WARNING_SETS, value.dtcWarnings, [...path, 'dtcWarnings'], report);
  const files = readGlobs(value.files, [...path, 'files'], report) ?? [];
  return { files, ...(rules && { rules }), ...(dtcWarnings && { dtcWarnings }) };
}

/** Every file is held against all globs of all overrides, and one hostile glob costs some milliseconds on a hostile name. */
function withinBounds(overrides: readonly Override[], path: Path, report: Report): readonly Override[] {
  let count = 0;
  const bounded = overrides.filter(({ files }) => {
    count += files.length;
    return count <= MAX_GLOBS;
  });
  if (bounded.length < overrides.length)
    report({ path, message: `Only the overrides with the first ${MAX_GLOBS} globs count.` });
  return bounded;
}

const MAX_GLOBS = 500;

function readList<Item>(
  value: unknown,
  path: Path,
  report: Report,
  readItem: (item: unknown, path: Path) => Item | undefined,
): readonly Item[] | undefined {
  if (!Array.isArray(value)) {
    report({ path, message: 'This is not a list.' });
    return undefined;
  }
  if (value.length > MAX_ITEMS) report({ path, message: `Only the first ${MAX_ITEMS} of this list count.` });
  return value.slice(0, MAX_ITEMS).flatMap((item, index) => readItem(item, [...path, index]) ?? []);
}

/** Every file is held against each item of a list, so that those behind these do not count. */
export const MAX_ITEMS = 200;

function readChoice<Choice extends string>(
  choices: readonly Choice[],
  value: unknown,
  path: Path,
  report: Report,
): Choice | undefined {
  const known = choices.find((choice) => choice === value);
  if (known === undefined) report({ path, message: `This is none of ${choices.join(', ')}.` });
  return known;
}

function reportKey(report: Report, path: Path, what: 'setting' | 'code', known: readonly string[]): void {
  const key = String(path.at(-1));
  const near = closestTo(key, known);
  const suggestion = near === undefined ? '' : ` Did you mean '${near}'?`;
  report({ path, isKey: true, message: `There is no ${what} '${key}'.${suggestion}` });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
