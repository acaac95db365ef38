import { join } from 'node:path';
import { cacheFolder } from '../../../scripts/cache.js';
import { kernelDtc } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { DTC_TABLE } from '../../../server/src/rules/dtc-table.js';
import type { Finding } from '../../../server/src/text/finding.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { rootSources, sample } from '../boards.js';
import { type DtcReport, dtcWarnings } from '../dtc-warnings.js';
import { uriOf } from '../kernel-files.js';
import { makefileFlags } from '../makefile-flags.js';
import { fingerprint } from '../oracle/compile.js';
import { inParallel } from '../parallel.js';
import type { Difference, Stage } from '../stage.js';

/** Of every board and overlay our checks report the same (id, node path) list as the kernel's dtc, for each set of warnings. */
export const dtcWarningsStage: Stage = {
  name: 'dtc-warnings',
  async run({ kernel, boards, partial, progress }) {
    const all = await rootSources(kernel.root);
    const roots = partial ? [...new Set([...boards, ...sample(all, boards.length, SEED)])].sort() : all;
    const dtc = await kernelDtc();
    const oracle = dtcWarnings({
      kernelRoot: kernel.root,
      dtc,
      cacheFolder,
      fingerprint: await fingerprint(kernel.root, dtc),
    });
    const makefiles = makefileFlags(kernel.root);
    const expected = new Map<string, ReadonlyMap<string, DtcReport>>();
    let done = 0;
    await inParallel(roots, 2, async (root) => {
      const own = await makefiles.of(root);
      const runs = new Map(RUNS.map(({ name, flags }) => [name, flags(own)]));
      expected.set(root, await oracle.reports(root, runs));
      progress(++done, 2 * roots.length);
    });
    const tally = new Map(RUNS.map(({ name }) => [name, new Map<string, number>()]));
    const differences: Difference[] = [];
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    const session = workspace.parser.open();
    for (const root of roots) {
      const unit = (await workspace.loadUnit(uriOf(join(kernel.root, root)), session))!;
      for (const { name, settings } of RUNS) {
        workspace.configure(settings);
        const theirs = expected.get(root)!.get(name)!;
        const ours = rowsOf(await workspace.check(unit, { asDtc: true }));
        const difference = differenceOf(theirs, ours);
        if (difference) differences.push({ board: root, what: `${name}: ${difference}` });
        else for (const row of theirs) count(tally.get(name)!, row.split(' ')[0]!);
      }
      progress(++done, 2 * roots.length);
    }
    session.close();
    return {
      compared: roots.length,
      rows: RUNS.length * roots.length,
      differences,
      counts: [
        `${roots.length} boards and overlays by ${oracle.commandLine}`,
        ...RUNS.map(({ name, shown }) => `${name} (dtc ${shown}): ${describe(tally.get(name)!)}`),
      ],
    };
  },
};

const SEED = 5;

/** One run of both tools over each source. */
interface Run {
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

const kernelRun = (name: Settings['dtcWarnings'], flags: string): Run => ({
  name,
  settings: { ...DEFAULT_SETTINGS, dtcWarnings: name },
  flags: (own) => [...flags.split(' '), ...own],
  shown: `${flags} and the target's own flags`,
});

const onlySymbols = (own: readonly string[]) => own.filter((flag) => flag === '-@');

/** scripts/Makefile.dtbs without W=, with W=1 and with W=2; dtc without options, and with all that it leaves off. */
const RUNS: readonly Run[] = [
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

const dtcCodes = new Set(DTC_TABLE.map(({ code }) => code));

/** The findings that are dtc's, as dtc names them. */
export function rowsOf(findings: readonly Finding[]): string[] {
  const dtcs = findings.filter(({ code }) => dtcCodes.has(code));
  return dtcs.map(({ code, nodes = [] }) => `${code.replaceAll('-', '_')} ${nodes[0] ?? ''}`).sort();
}

export function differenceOf(theirs: readonly string[], ours: readonly string[]): string | undefined {
  const rest = [...ours];
  const missing = theirs.filter((row) => {
    const at = rest.indexOf(row);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && rest.length === 0) return undefined;
  const list = (rows: readonly string[]) => rows.slice(0, 5).join(', ');
  return `${missing.length} of dtc's are missing: ${list(missing)}; ${rest.length} are too much: ${list(rest)}`;
}

function count(tally: Map<string, number>, id: string): void {
  tally.set(id, (tally.get(id) ?? 0) + 1);
}

function describe(tally: ReadonlyMap<string, number>): string {
  const total = [...tally.values()].reduce((sum, each) => sum + each, 0);
  const ids = [...tally].sort((a, b) => b[1] - a[1]).map(([id, number]) => `${id} ${number}`);
  return `${total} the same${ids.length > 0 ? `: ${ids.join(', ')}` : ''}`;
}
