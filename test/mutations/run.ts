import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernelTree } from '../../scripts/kernel.js';
import { diskLoader } from '../../server/src/disk/disk-loader.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createWorkspace } from '../../server/src/workspace/workspace.js';
import { qualcommBoards } from '../corpus/boards.js';
import { uriOf } from '../corpus/kernel-files.js';
import { ipcRuleCodes } from '../ipc-rule-codes.js';
import { testParser } from '../parser.js';
import { seededRandom } from '../random.js';
import { handshakeMutations } from './breaks/handshake.js';
import { hostMutations } from './breaks/hosts.js';
import { hwlockMutations } from './breaks/hwlocks.js';
import { remoteprocHwlockMutations } from './breaks/remoteproc-hwlocks.js';
import { reservedMemoryMutations } from './breaks/reserved-memory.js';
import { mutableBoard } from './mutable-board.js';
import type { Mutation } from './mutation.js';
import { type Tally, tallyOf } from './tally.js';
import { tryMutation } from './trial.js';

/*
 * Each rule about locks, SMEM, remote processors and reserved memory is held against the mistake that it exists for: the
 * mistake is made in memory in the sources of correct boards of Linux, must be found, alone but for what it implies, and its
 * fix must restore the board.
 *
 *     npm run test:mutations                             20 boards a rule
 *     npm run test:mutations -- --boards 2 --seed 612    the part that every landing runs
 *     npm run test:mutations -- --rule smem-state-bit    one rule
 */

const mutations: readonly Mutation[] = [
  ...hwlockMutations,
  ...remoteprocHwlockMutations,
  ...hostMutations,
  ...handshakeMutations,
  ...reservedMemoryMutations,
];

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      boards: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      rule: { type: 'string' },
    },
  });
  const wanted = Number(values.boards);
  const seed = Number(values.seed);
  if (!Number.isInteger(wanted) || !Number.isInteger(seed)) throw new Error('--boards and --seed take numbers');
  const chosen = mutations.filter(({ code }) => values.rule === undefined || code === values.rule);
  if (chosen.length === 0) throw new Error(`no mutation is for ${values.rule}`);
  refuseGaps();

  const kernel = await kernelTree();
  const all = await qualcommBoards(kernel.root);
  console.log(`Linux ${kernel.version}, ${wanted} boards a rule of ${all.length}, seed ${seed}`);
  const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
  const random = seededRandom(seed);
  const tallies = new Map(chosen.map((mutation) => [mutation, tallyOf(mutation, wanted)]));
  for (const name of inRandomOrder(all, random)) {
    const open = [...tallies].filter(([, tally]) => tally.wants(basename(name)));
    if (open.length === 0) continue;
    const session = workspace.parser.open();
    const board = mutableBoard(workspace, session, uriOf(join(kernel.root, name)));
    const pristine = await board.state();
    for (const [mutation, tally] of open) tally.add(name, await tryMutation(board, pristine, mutation, random));
    session.close();
  }
  return report([...tallies.values()]);
}

/** Every rule of these folders has its mutation. */
function refuseGaps(): void {
  const known = new Set(mutations.map(({ code }) => code));
  const missing = ipcRuleCodes().filter((code) => !known.has(code));
  if (missing.length > 0) throw new Error(`no mutation is for ${missing.join(', ')}`);
}

function inRandomOrder(boards: readonly string[], random: () => number): string[] {
  const left = [...boards];
  const shuffled: string[] = [];
  while (left.length > 0) shuffled.push(...left.splice(Math.floor(random() * left.length), 1));
  return shuffled;
}

function report(tallies: readonly Tally[]): number {
  console.log('\n| rule | boards | found | restored | byte for byte | other fixes | no fix | others implied |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const tally of tallies) console.log(tally.row());
  const failures = tallies.flatMap((tally) => tally.failures());
  for (const failure of failures) console.log(`FAIL ${failure}`);
  console.log(`${tallies.reduce((sum, { passed }) => sum + passed(), 0)} passed, ${failures.length} failed`);
  return failures.length > 0 ? 1 : 0;
}
