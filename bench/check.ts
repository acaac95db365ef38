import { join } from 'node:path';
import { numberArgument } from './arguments.js';
import type { CoreResult } from './core.js';
import { dist, runMeasured } from './measured-process.js';
import type { Sample } from './statistics.js';
import { printTable } from './table.js';
import { BOARD, SOC, timeCommand, type Yardstick } from './yardstick.js';

/** Measures the command, and the core behind it without a process around. */
export async function benchChecks(yardstick: Yardstick): Promise<void> {
  const { kernel } = yardstick;
  const boardLimit = numberArgument('--boards', Number.POSITIVE_INFINITY);
  const check = [join(dist, 'cli.js'), 'check', BOARD, '--format', 'json', '--fail-on', 'never'];
  const cold: Sample[] = [];
  for (let round = 0; round < 10; round++) {
    yardstick.time();
    cold.push(timeCommand(process.execPath, check, kernel));
  }
  const task = { kernel, dist, board: BOARD, soc: SOC, boardLimit };
  const core = await runMeasured<CoreResult>('core.ts', task, { nodeFlags: ['--expose-gc'] });
  const rows = [
    { what: 'cold check, process start to findings', samples: cold },
    { what: 'one key in sm8650-mtp.dts', samples: core.boardEdits },
    { what: 'one key in sm8650.dtsi', samples: core.socEdits },
  ];
  printTable(rows, yardstick.one());
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
