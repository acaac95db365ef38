import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelTree } from '../scripts/kernel.js';
import { numberArgument } from './arguments.js';
import type { GraphResult } from './graph-process.js';
import { runMeasured } from './measured-process.js';
import { median, type Sample } from './statistics.js';
import { SOC, timeCommand } from './yardstick.js';

/**
 * Finds the boards of a file in the whole kernel: without a cache and with the one of an earlier start, each time in a new
 * process, beside what it takes git and grep to find the includes in the same files.
 */
export async function benchGraph(): Promise<void> {
  const { root: kernel, version } = await kernelTree();
  const rounds = numberArgument('--rounds', 5);
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-graph-'));
  const samples = { cold: [] as Sample[], warm: [] as Sample[], git: [] as Sample[], grep: [] as Sample[] };
  let last: GraphResult | undefined;
  try {
    for (let round = 0; round < rounds; round++) {
      const task = { kernel, target: SOC, cache: join(folder, String(round)) };
      const cold = await runMeasured<GraphResult>('graph-process.ts', task);
      last = await runMeasured<GraphResult>('graph-process.ts', task);
      if (JSON.stringify(cold.boards) !== JSON.stringify(last.boards)) throw new Error('The cache changed the answer');
      samples.cold.push(cold.time);
      samples.warm.push(last.time);
      samples.git.push(timeCommand('git', ['grep', '--no-index', '-c', PATTERN, '--', ...NAMES], kernel));
      samples.grep.push(
        timeCommand('grep', ['-rc', ...NAMES.map((name) => `--include=${name}`), PATTERN, 'arch'], kernel),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `Linux ${version}, Node ${process.version}: ${last!.sources} sources, ${last!.boards.length} boards of ${SOC}`,
  );
  print('graph, without a cache', samples.cold, 3000);
  print('graph, with the cache of an earlier start', samples.warm, 300);
  print("git grep '#include'", samples.git);
  print("grep -r '#include'", samples.grep);
}

const PATTERN = '#include';
const NAMES = ['*.dts', '*.dtsi', '*.dtso'];

function print(what: string, samples: readonly Sample[], most?: number): void {
  const value = median(samples);
  const verdict = most === undefined ? '' : `  aim ≤ ${most} ms ${value <= most ? 'met' : 'MISSED'}`;
  console.log(`${`${what} (${samples.length})`.padEnd(50)}${value.toFixed(0).padStart(7)} ms${verdict}`);
}
