import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cacheFolder } from '../scripts/cache.js';
import { numberArgument } from './arguments.js';
import type { CoreResult } from './core.js';
import { median, type Sample } from './statistics.js';
import { printTable } from './table.js';
import { BOARD, SOC, timeCommand, type Yardstick } from './yardstick.js';

/** Measures the command, and the core behind it without a process around. */
export async function benchChecks(yardstick: Yardstick): Promise<void> {
  const { kernel } = yardstick;
  const boardLimit = numberArgument('--boards', Number.POSITIVE_INFINITY);
  const check = [join(root, 'dist/cli.js'), 'check', BOARD, '--format', 'json', '--fail-on', 'never'];
  const cold: Sample[] = [];
  for (let round = 0; round < 10; round++) {
    yardstick.time();
    cold.push(timeCommand(process.execPath, check, kernel));
  }
  const core = await runCore(kernel, boardLimit);
  const rows = [
    { what: 'cold check, process start to findings', samples: cold },
    { what: 'one key in sm8650-mtp.dts', samples: core.boardEdits },
    { what: 'one key in sm8650.dtsi', samples: core.socEdits },
  ];
  printTable(rows, yardstick.one());
  console.log(`  the key in sm8650.dtsi by stage, median ms: ${stages(core.stages)}`);
  console.log(
    `memory: ${core.memory.opened} MiB with the board open, ${core.memory.edited} MiB after ${core.memory.edits} edits (resident set)`,
  );

  const boards = core.boards.slice(0, boardLimit);
  const yardsticks = boards.filter((_, index) => index % 10 === 0).map(({ board }) => yardstick.time(board));
  const perBoard = core.boardsTotal / boards.length;
  const average = yardsticks.reduce((sum, time) => sum + time, 0) / yardsticks.length;
  console.log(
    `all ${boards.length} Qualcomm boards in one process: ${perBoard.toFixed(1)} ms a board; cpp | dtc ${average.toFixed(1)} ms (every tenth board): ratio ${(perBoard / average).toFixed(2)}`,
  );
  console.log(`  findings that those boards share: ${core.findings}`);
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs the core as it is shipped, bundled, in a process of its own. */
async function runCore(kernel: string, boardLimit: number): Promise<CoreResult> {
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

function stages(times: CoreResult['stages']): string {
  return Object.entries(times)
    .map(([name, samples]) => `${name} ${median(samples).toFixed(2)}`)
    .join(', ');
}
