import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelDtc } from '../../../scripts/kernel.js';
import { diskLoader } from '../../../server/src/disk/disk-loader.js';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.js';
import { createWorkspace, type Workspace } from '../../../server/src/workspace/workspace.js';
import { testParser } from '../../parser.js';
import { type DtcCase, warningCases } from '../dtc-cases/cases.js';
import { type DtcReport, parseReport } from '../dtc-warnings.js';
import { uriOf } from '../kernel-files.js';
import { inParallel } from '../parallel.js';
import { run } from '../run-process.js';
import type { Difference, Stage } from '../stage.js';
import { differenceOf, RUNS, rowsOf } from '../warning-runs.js';

/** Of small sources made to be hard our checks report the same (id, node path) list as the kernel's dtc, for each set of warnings. */
export const dtcWarningCasesStage: Stage = {
  name: 'dtc-warning-cases',
  async run({ progress }) {
    const dtc = await kernelDtc();
    const cases = warningCases();
    const folder = await mkdtemp(join(tmpdir(), 'dtc-warning-cases-'));
    const tally = { same: 0, crashed: 0, findings: 0 };
    const differences: Difference[] = [];
    let done = 0;
    try {
      await writeFiles(folder, cases);
      const expected = new Map<number, readonly TheirReport[]>();
      await inParallel([...cases.keys()], 2, async (index) => {
        expected.set(index, await reportsOf(dtc, folder, index));
        progress(++done, 2 * cases.length);
      });
      const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
      for (const [index, { name }] of cases.entries()) {
        const ours = await ourReports(workspace, join(folder, fileName(index)));
        for (const [at, theirs] of expected.get(index)!.entries()) {
          if (theirs === 'crash') {
            tally.crashed++;
            continue;
          }
          tally.findings += theirs.length;
          const difference = differenceOf(theirs, ours[at]!);
          if (difference) differences.push({ board: name, what: `${RUNS[at]!.name}: ${difference}` });
          else tally.same++;
        }
        progress(++done, 2 * cases.length);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return {
      compared: cases.length,
      rows: RUNS.length * cases.length,
      differences,
      isWhole: true,
      counts: [
        `${cases.length} inputs by cpp ${CPP.join(' ')} case.dts | dtc ${DTC.join(' ')} with the flags of ${RUNS.length} runs`,
        `${tally.same} reports are the same, of ${tally.findings} findings; dtc stops at a fault of its own ${tally.crashed} times`,
      ],
    };
  },
};

const CPP = ['-nostdinc', '-undef', '-D__DTS__', '-x', 'assembler-with-cpp'];
const DTC = ['-I', 'dts', '-O', 'dtb', '-b', '0', '-o', '/dev/null', '-i', '.', '-'];

const fileName = (index: number) => `${index}.dts`;

async function writeFiles(folder: string, cases: readonly DtcCase[]): Promise<void> {
  const files = new Map<string, string | Uint8Array>();
  for (const [index, { text, files: others = {} }] of cases.entries()) {
    files.set(fileName(index), text);
    for (const [name, content] of Object.entries(others)) files.set(name, content);
  }
  for (const [name, content] of files) await writeFile(join(folder, name), content);
}

/** What dtc reports in one run. Where a signal ends it, there is no verdict. */
type TheirReport = DtcReport | 'crash';

async function reportsOf(dtc: string, folder: string, index: number): Promise<readonly TheirReport[]> {
  const expanded = await run('cpp', [...CPP, fileName(index)], { cwd: folder });
  const reports: TheirReport[] = [];
  for (const { flags } of RUNS) {
    const { status, errors } = await run(dtc, [...flags([]), ...DTC], { cwd: folder, input: expanded.output });
    reports.push(typeof status === 'string' ? 'crash' : parseReport(errors));
  }
  return reports;
}

async function ourReports(workspace: Workspace, path: string): Promise<readonly DtcReport[]> {
  const session = workspace.parser.open();
  try {
    const unit = (await workspace.loadUnit(uriOf(path), session))!;
    const reports: string[][] = [];
    for (const { settings } of RUNS) {
      workspace.configure(settings);
      reports.push(rowsOf(await workspace.check(unit, { asDtc: true }), unit.tree));
    }
    return reports;
  } finally {
    session.close();
  }
}
