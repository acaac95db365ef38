import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../scripts/cache.js';
import { kernelTree } from '../../scripts/kernel.js';
import { rootSources, sampleOfFolders } from '../corpus/boards.js';
import { uriOf } from '../corpus/kernel-files.js';
import { progressIn } from '../progress.js';
import { type TrialFailure, tryEdits } from './try-edits.js';

/*
 * Random edits of boards of every vendor; after each one the expansion, the syntax, the tree and the findings are those
 * that are computed from nothing. A run that was stopped goes on where it was, beginning with what failed.
 *
 *     npm run test:fresh                                          20,000 edits of 30 boards
 *     npm run test:fresh -- --edits 500 --boards 5 --seed 7
 *     npm run test:fresh -- --below arch/arm64/boot/dts/qcom      of boards below a folder only
 *     npm run test:fresh -- --anew                                forgets what earlier runs did
 */

const usage = 'npm run test:fresh [-- --edits N --boards N --seed S --below FOLDER --anew]';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      edits: { type: 'string', default: '20000' },
      boards: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      below: { type: 'string', default: '' },
      anew: { type: 'boolean', default: false },
    },
  });
  const [edits, count, seed] = [values.edits, values.boards, values.seed].map(Number) as [number, number, number];
  if (![edits, count, seed].every((number) => Number.isSafeInteger(number) && number >= 0)) throw new Error(usage);
  const kernel = await kernelTree();
  const roots = (await rootSources(kernel.root)).filter((root) => root.startsWith(values.below));
  const boards = sampleOfFolders(roots, count, seed);
  if (boards.length === 0) throw new Error(`There is no board below ${values.below}`);
  const folder = join(cacheFolder, 'fresh', `seed-${seed}-boards-${count}${values.below.replaceAll('/', '-')}`);
  const progress = progressIn(folder, values.anew);
  console.log(
    `Linux ${kernel.version}, Node ${process.version}: ${edits} edits of ${boards.length} boards, seed ${seed}`,
  );
  if (progress.next > 0)
    console.log(`  ${progress.count} edits are done, ${progress.failed.length} lists of them failed`);
  const attempt = async (list: number) => {
    const board = boards[list % boards.length]!;
    const { compared, failure } = await tryEdits(uriOf(join(kernel.root, board)), seedOf(seed, list));
    if (failure) report(folder, list, board, failure);
    progress.count += compared;
    return failure === undefined;
  };
  let peak = 0;
  await progress.run(
    () => progress.count < edits,
    attempt,
    (next) => {
      peak = Math.max(peak, process.memoryUsage.rss());
      if (next % boards.length === 0) console.log(`  ${progress.count} edits, ${(peak / 1e6).toFixed(0)} MB at most`);
    },
  );
  console.log(`  ${progress.count} edits in ${progress.next} lists`);
  console.log(`${progress.next - progress.failed.length} passed, ${progress.failed.length} failed`);
  return progress.failed.length > 0 ? 1 : 0;
}

/** Neighbouring numbers give lists that have nothing to do with each other. */
function seedOf(seed: number, list: number): number {
  return (Math.imul(seed, 0x9e3779b1) + list) | 0;
}

function report(folder: string, list: number, board: string, { message, edits, texts }: TrialFailure): void {
  const place = join(folder, `failure-${list}`);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'edits.json'), JSON.stringify(edits, undefined, 2));
  for (const [uri, text] of texts) writeFileSync(join(place, encodeURIComponent(uri.slice(-80))), text ?? '');
  console.log(`FAIL list ${list}, ${board}: ${message.slice(0, 1500)}`);
  console.log(`  ${edits.length} edits, which are with the texts in ${place}`);
}

process.exitCode = await main();
