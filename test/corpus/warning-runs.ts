import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needTools } from '../../scripts/kernel.js';
import type { DeviceTree } from '../../server/src/devicetree/tree.js';
import type { DtcWarningSet } from '../../server/src/rules/dtc-levels.js';
import { DTC_TABLE } from '../../server/src/rules/dtc-table.js';
import type { Finding } from '../../server/src/text/finding.js';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/workspace/settings.js';
import { NO_PATH } from './dtc-warnings.js';

/** One run of both tools over each source. */
export interface Run {
  readonly name: string;
  readonly settings: Settings;
  /** dtc's flags, for a target with flags of its own. */
  flags(own: readonly string[]): readonly string[];
  /** The flags for the reader. */
  readonly shown: string;
}

const NOISY =
  '-Wno-unit_address_vs_reg -Wno-avoid_unnecessary_addr_size -Wno-alias_paths -Wno-graph_child_address -Wno-simple_bus_reg';
const STRICT = '-Wnode_name_chars_strict -Wproperty_name_chars_strict';
const OFF = `${STRICT} -Wunique_unit_address_if_enabled -Wdeprecated_gpio_property`;

const kernelRun = (name: DtcWarningSet, flags: string): Run => ({
  name,
  settings: { ...DEFAULT_SETTINGS, dtcWarnings: name },
  flags: (own) => [...flags.split(' '), ...own],
  shown: `${flags} and the target's own flags`,
});

const onlySymbols = (own: readonly string[]) => own.filter((flag) => flag === '-@');

/** scripts/Makefile.dtbs of Linux 6.12 without W=, with W=1 and with W=2; dtc without options, and with all that it leaves off. */
export const RUNS: readonly Run[] = [
  kernelRun('kernel', `-Wno-unique_unit_address ${NOISY}`),
  kernelRun('kernel-w1', '-Wno-unique_unit_address -Wunique_unit_address_if_enabled'),
  kernelRun('kernel-w2', `-Wno-unique_unit_address ${NOISY} ${STRICT} -Wunique_unit_address`),
  { name: 'default', settings: { ...DEFAULT_SETTINGS, dtcWarnings: 'default' }, flags: onlySymbols, shown: 'alone' },
  {
    name: 'every check of 1.7',
    settings: {
      ...DEFAULT_SETTINGS,
      dtcWarnings: 'default',
      rules: {
        'node-name-chars-strict': 'warning',
        'property-name-chars-strict': 'warning',
        'unique-unit-address-if-enabled': 'warning',
        'deprecated-gpio-property': 'warning',
      },
    },
    flags: (own) => [...OFF.split(' '), ...onlySymbols(own)],
    shown: OFF,
  },
];

/** {@link RUNS} with the flags that a kernel's own scripts have for it, which change from version to version; make reads them. */
export async function runsOf(kernelRoot: string): Promise<readonly Run[]> {
  await needTools(['make']);
  const flagsOf = async (level: string) => {
    for (const script of ['scripts/Makefile.dtbs', 'scripts/Makefile.lib']) {
      const makefile = `include ${script}\n.PHONY: flags\nflags: ; @echo $(DTC_FLAGS)\n`;
      const flags = existsSync(join(kernelRoot, script)) && (await made(makefile, level, kernelRoot));
      if (flags) return flags;
    }
    throw new Error(`${kernelRoot}: its scripts give dtc no flags`);
  };
  const levels: Readonly<Record<string, string>> = { kernel: '', 'kernel-w1': '1', 'kernel-w2': '2' };
  return Promise.all(
    RUNS.map(async (each) => {
      const level = levels[each.name];
      return level === undefined ? each : kernelRun(each.name as DtcWarningSet, await flagsOf(level));
    }),
  );
}

/** What a Makefile's target `flags` says with `W=level`. */
async function made(makefile: string, level: string, folder: string): Promise<string> {
  const make = run('make', ['-s', '-f', '-', 'flags', `KBUILD_EXTRA_WARN=${level}`], { cwd: folder });
  make.child.stdin!.end(makefile);
  return (await make).stdout.trim();
}

const run = promisify(execFile);

const dtcCodes = new Set(DTC_TABLE.map(({ code }) => code));

/** The findings that are dtc's, as dtc names them. */
export function rowsOf(findings: readonly Finding[], { unresolved }: DeviceTree): string[] {
  const steps = new Map([
    ...unresolved.inCells.map((finding) => [finding, 'phandle-references'] as const),
    ...unresolved.asPaths.map((finding) => [finding, 'path-references'] as const),
  ]);
  const rows: string[] = [];
  for (const finding of findings) {
    const code = steps.get(finding) ?? finding.code;
    if (dtcCodes.has(code)) rows.push(`${code.replaceAll('-', '_')} ${finding.nodes?.[0] ?? ''}`);
  }
  return rows.sort();
}

const sameId = (left: string, right: string) => left.split(' ')[0] === right.split(' ')[0];

/** What one list has that the other has not, row by row; nothing where they are equal. */
export function differenceOf(theirs: readonly string[], ours: readonly string[]): string | undefined {
  const rest = [...ours];
  const missing = theirs.filter((row) => {
    const at = row.endsWith(NO_PATH) ? rest.findIndex((own) => sameId(own, row)) : rest.indexOf(row);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && rest.length === 0) return undefined;
  const list = (rows: readonly string[]) => rows.slice(0, 5).join(', ');
  return `${missing.length} of dtc's are missing: ${list(missing)}; ${rest.length} are too much: ${list(rest)}`;
}
