import { join } from 'node:path';
import { cacheFolder } from '../../../scripts/cache.js';
import { kernelDtc } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { rootSources, sample } from '../boards.js';
import { type DtcReport, dtcWarnings } from '../dtc-warnings.js';
import { uriOf } from '../kernel-files.js';
import { makefileFlags } from '../makefile-flags.js';
import { fingerprint } from '../oracle/compile.js';
import { inParallel } from '../parallel.js';
import type { Difference, Stage } from '../stage.js';
import { differenceOf, rowsOf, runsOf } from '../warning-runs.js';

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
    const warningRuns = await runsOf(kernel.root);
    const expected = new Map<string, ReadonlyMap<string, DtcReport>>();
    let done = 0;
    await inParallel(roots, 2, async (root) => {
      const own = await makefiles.of(root);
      const runs = new Map(warningRuns.map(({ name, flags }) => [name, flags(own)]));
      expected.set(root, await oracle.reports(root, runs));
      progress(++done, 2 * roots.length);
    });
    const tally = new Map(warningRuns.map(({ name }) => [name, new Map<string, number>()]));
    const differences: Difference[] = [];
    const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
    const session = workspace.parser.open();
    for (const root of roots) {
      const unit = (await workspace.loadUnit(uriOf(join(kernel.root, root)), session))!;
      for (const { name, settings } of warningRuns) {
        workspace.configure(settings);
        const theirs = expected.get(root)!.get(name)!;
        const ours = rowsOf(await workspace.check(unit, { asDtc: true }), unit.tree);
        const difference = differenceOf(theirs, ours);
        if (difference) differences.push({ board: root, what: `${name}: ${difference}` });
        else for (const row of theirs) count(tally.get(name)!, row.split(' ')[0]!);
      }
      progress(++done, 2 * roots.length);
    }
    session.close();
    return {
      compared: roots.length,
      rows: warningRuns.length * roots.length,
      differences,
      counts: [
        `${roots.length} boards and overlays by ${oracle.commandLine}`,
        ...warningRuns.map(({ name, shown }) => `${name} (dtc ${shown}): ${describe(tally.get(name)!)}`),
      ],
    };
  },
};

const SEED = 5;

function count(tally: Map<string, number>, id: string): void {
  tally.set(id, (tally.get(id) ?? 0) + 1);
}

function describe(tally: ReadonlyMap<string, number>): string {
  const total = [...tally.values()].reduce((sum, each) => sum + each, 0);
  const ids = [...tally].sort((a, b) => b[1] - a[1]).map(([id, number]) => `${id} ${number}`);
  return `${total} the same${ids.length > 0 ? `: ${ids.join(', ')}` : ''}`;
}
