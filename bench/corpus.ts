import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kernelDtc, kernelTree } from '../scripts/kernel.js';
import { rootSources, sample } from '../test/corpus/boards.js';
import { CPP, dtcArguments } from '../test/corpus/dtc-blobs.js';
import { argument, numberArgument } from './arguments.js';
import type { StageTimes } from './corpus-stages.js';
import { dist, runMeasured } from './measured-process.js';
import { type Cost, pinnedTo, runInTurns } from './turns.js';

/**
 * Builds every board and overlay of the kernel, in one process with `dts-analyzer build` and one after the other with
 * `cpp | dtc`, the two taking turns on the same core; then again with all cores. Both write their blobs into memory, and
 * every blob is compared.
 */
export async function benchCorpus(): Promise<void> {
  const { root: kernel, version } = await kernelTree();
  const roots = await chosenRoots(kernel);
  const core = availableParallelism() - 1;
  const launcher = pinnedTo(core);
  console.log(`Linux ${version}, Node ${process.version}: ${roots.length} boards and overlays\n`);
  console.log(['what'.padEnd(WHAT), ...COLUMNS.map((column) => column.padStart(WIDTH))].join(''));
  let isMet: boolean | undefined;
  if (launcher) {
    isMet = await race(kernel, roots, `on core ${core} alone`, launcher);
  } else console.log('Nothing here can keep a process on one core (taskset), which the aim is about.');
  await race(kernel, roots, 'on all cores');
  if (isMet !== undefined) console.log(`\naim: no more time on one core than cpp | dtc: ${isMet ? 'met' : 'MISSED'}`);
  const times = await runMeasured<StageTimes>('corpus-stages.ts', { kernel, dist, roots }, launcher && { launcher });
  console.log(`\nour stages, seconds of processor time: ${describeStages(times)}`);
}

async function chosenRoots(kernel: string): Promise<readonly string[]> {
  const only = argument('--only');
  const all = (await rootSources(kernel)).filter((root) => only === undefined || new RegExp(only).test(root));
  if (all.length === 0) throw new Error('no board matches');
  const count = numberArgument('--boards', all.length);
  return count < all.length ? sample(all, count, numberArgument('--seed', 1)) : all;
}

/** Runs both, prints what they cost, and tells whether ours took no longer. */
async function race(
  kernel: string,
  roots: readonly string[],
  where: string,
  launcher?: readonly string[],
): Promise<boolean> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'dts-analyzer-bench-'));
  try {
    const ours = join(folder, 'ours');
    const theirs = join(folder, 'theirs');
    // The command makes its folders itself.
    for (const root of roots) mkdirSync(dirname(join(theirs, root)), { recursive: true });
    const commands = [
      [process.execPath, join(dist, 'cli.js'), 'build', '--out-dir', ours, ...roots],
      ['sh', writeScript(folder, roots, theirs, await kernelDtc())],
    ];
    const [our, their] = await runInTurns(commands, { folder: kernel, ...(launcher && { launcher }) });
    const blobs = compareBlobs(roots, ours, theirs);
    printCost(`dts-analyzer build, ${where}`, our!);
    printCost(`cpp | dtc, ${where}`, their!);
    printRow('ratio', [our!.wall / their!.wall, our!.processor / their!.processor], 2);
    console.log(`  ${blobs}`);
    return our!.wall <= their!.wall && our!.processor <= their!.processor;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';

/** What the kernel's build runs for each source, without its other programs. */
function writeScript(folder: string, roots: readonly string[], out: string, dtc: string): string {
  const script = join(folder, 'build.sh');
  const quote = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
  const lines = roots.map((root) => {
    const output = quote(['-o', join(out, blobName(root))]);
    return `cpp ${quote([...CPP, root])} | ${quote([dtc])} ${output} ${quote(dtcArguments(dirname(root), false))}`;
  });
  writeFileSync(script, `${lines.join('\n')}\n`);
  return script;
}

const blobName = (root: string) => root.replace(/\.dts(o?)$/, '.dtb$1');

/** How many blobs are the same on both sides; fails if one is not. */
function compareBlobs(roots: readonly string[], ours: string, theirs: string): string {
  let identical = 0;
  let refused = 0;
  let bytes = 0;
  for (const root of roots) {
    const [our, their] = [ours, theirs].map((folder) => join(folder, blobName(root))).map(readIfThere);
    if (!our && !their) refused++;
    else if (our && their?.equals(our)) {
      identical++;
      bytes += our.length;
    } else throw new Error(`${root} is not the same blob`);
  }
  return `${identical} blobs of ${(bytes / 2 ** 20).toFixed(0)} MiB are identical byte for byte; both refuse ${refused}`;
}

function readIfThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

const COLUMNS = ['wall s', 'CPU s', 'peak MiB'] as const;
const WHAT = 46;
const WIDTH = 11;

function printCost(what: string, { wall, processor, peak }: Cost): void {
  printRow(what, [wall, processor, peak], 1);
}

function printRow(what: string, values: readonly number[], digits: number): void {
  console.log([what.padEnd(WHAT), ...values.map((value) => value.toFixed(digits).padStart(WIDTH))].join(''));
}

function describeStages(times: StageTimes): string {
  return Object.entries(times)
    .map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`)
    .join(', ');
}
