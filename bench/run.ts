import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cacheFolder, kernelDtc, kernelTree } from '../scripts/kernel.js';
import type { CoreResult } from './core.js';
import { median, percentile, type Sample } from './statistics.js';

/*
 * What a check costs, beside what the kernel's own tools take for the same board in the same run.
 *
 *     npm run bench                 everything
 *     npm run bench -- --boards 40  only so many of the Qualcomm boards
 *
 * Absolute times hold for one machine and moment; compare the ratios.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const BOARD = 'arch/arm64/boot/dts/qcom/sm8650-mtp.dts';
const SOC = 'arch/arm64/boot/dts/qcom/sm8650.dtsi';

const { root: kernel, version } = await kernelTree();
const dtc = await kernelDtc();
const boardLimit = Number(argument('--boards') ?? Number.POSITIVE_INFINITY);

const cpp = [
  'cpp',
  '-nostdinc',
  '-I',
  'scripts/dtc/include-prefixes',
  '-undef',
  '-D__DTS__',
  '-x',
  'assembler-with-cpp',
];
const yardstickCommand = (board: string) =>
  `${cpp.join(' ')} ${board} | ${dtc} -q -I dts -O dtb -b 0 -i scripts/dtc/include-prefixes -o /dev/null -`;

console.log(`Linux ${version}, Node ${process.version}`);
console.log(`yardstick: ${yardstickCommand('BOARD').replace(dtc, 'dtc')}`);

const yardstick: Sample[] = [];
const cold: Sample[] = [];
for (let round = 0; round < 10; round++) {
  yardstick.push(timeCommand('sh', ['-c', yardstickCommand(BOARD)], 0));
  cold.push(
    timeCommand(
      process.execPath,
      [join(root, 'dist/cli.js'), 'check', BOARD, '--format', 'json', '--fail-on', 'never'],
      0,
    ),
  );
}
const unit = median(yardstick);
printHeader(unit);
printRow('cold check, process start to findings', cold, unit);

const core = await runCore();
printRow('one key in sm8650-mtp.dts', core.boardEdits, unit);
printRow('one key in sm8650.dtsi', core.socEdits, unit);
console.log(`  the key in sm8650.dtsi by stage, median ms: ${stages(core.stages)}`);
console.log(
  `memory: ${core.memory.opened} MiB with the board open, ${core.memory.edited} MiB after ${core.memory.edits} edits (resident set)`,
);

const boards = core.boards.slice(0, boardLimit);
const yardsticks = boards
  .filter((_, index) => index % 10 === 0)
  .map(({ board }) => timeCommand('sh', ['-c', yardstickCommand(board)], 0));
const perBoard = core.boardsTotal / boards.length;
const average = yardsticks.reduce((sum, time) => sum + time, 0) / yardsticks.length;
console.log(
  `all ${boards.length} Qualcomm boards in one process: ${perBoard.toFixed(1)} ms a board; cpp | dtc ${average.toFixed(1)} ms (every tenth board): ratio ${(perBoard / average).toFixed(2)}`,
);
console.log(`  findings that those boards share: ${core.findings}`);

/** Runs the core as it is shipped, bundled, in a process of its own. */
async function runCore(): Promise<CoreResult> {
  const folder = join(cacheFolder, 'bench');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'core.mjs');
  const banner =
    "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);";
  await build({
    entryPoints: [join(root, 'bench/core.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: banner },
  });
  const input = JSON.stringify({ kernel, dist: join(root, 'dist'), board: BOARD, soc: SOC, boardLimit });
  const child = spawnSync(process.execPath, ['--expose-gc', outfile], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error('The measured process failed');
  return JSON.parse(child.stdout);
}

function timeCommand(command: string, args: readonly string[], expected: number): Sample {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: kernel, encoding: 'utf8', maxBuffer: 1 << 28 });
  const time = performance.now() - start;
  // A command that fails early would look fast.
  if (status !== expected) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return time;
}

function printHeader(yardstickTime: number): void {
  console.log(`cpp | dtc of sm8650-mtp.dts: median ${yardstickTime.toFixed(1)} ms (= 1)\n`);
  console.log(
    `${'what'.padEnd(42)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'p50 ratio'.padStart(11)}${'p95 ratio'.padStart(11)}`,
  );
}

function printRow(what: string, samples: readonly Sample[], one: number): void {
  const p50 = median(samples);
  const p95 = percentile(samples, 0.95);
  const columns = [
    p50.toFixed(1).padStart(9),
    p95.toFixed(1).padStart(9),
    (p50 / one).toFixed(3).padStart(11),
    (p95 / one).toFixed(3).padStart(11),
  ];
  console.log(what.padEnd(42) + columns.join(''));
}

function stages(times: CoreResult['stages']): string {
  return Object.entries(times)
    .map(([name, samples]) => `${name} ${median(samples).toFixed(2)}`)
    .join(', ');
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
