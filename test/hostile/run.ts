import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../scripts/cache.js';
import { kernelTree } from '../../scripts/kernel.js';
import { rootSources, sampleOfFolders } from '../corpus/boards.js';
import { progressIn } from '../progress.js';
import { hostileInput } from './input.js';
import { askServer } from './server.js';
import { SHAPES } from './shapes/all.js';
import { type Answer, MOST_BYTES, startWatched } from './watched.js';

/*
 * Hostile input: shapes that break parsers, text that grammars make, and damaged sources of a kernel. Each goes through
 * everything that a person can ask for, in a process that is watched, and some of them to the built server, which answers
 * afterwards as before. A run that was stopped goes on where it was, beginning with what failed.
 *
 *     npm run test:hostile                                        10,000 inputs
 *     npm run test:hostile -- --executions 300 --seed 7
 *     npm run test:hostile -- --index 17                          one of them
 *     npm run test:hostile -- --anew                              forgets what earlier runs did
 */

const usage = 'npm run test:hostile [-- --executions N --seed S --size N --index N --anew]';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      executions: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      size: { type: 'string', default: '100000' },
      index: { type: 'string' },
      anew: { type: 'boolean', default: false },
    },
  });
  const numbers = [values.executions, values.seed, values.size, values.index ?? '0'].map(Number);
  if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) throw new Error(usage);
  const [executions, seed, size, only] = numbers as [number, number, number, number];
  const kernel = await kernelTree();
  const boards = sampleOfFolders(await rootSources(kernel.root), SOURCES, 1);
  const sources = boards.map((board) => readFileSync(join(kernel.root, board), 'utf8'));
  const start = { seed, size, sources };
  const watched = startWatched(start);
  let peak = 0;
  const attempt = async (index: number): Promise<boolean> => {
    const answer = await watched.run(index);
    peak = Math.max(peak, answer.residentBytes);
    const failure =
      answer.failure ?? (index % SERVER_EVERY === 0 ? await askServer(hostileInput(index, start)) : undefined);
    if (failure === undefined) return true;
    report(answer, hostileInput(index, start).name, failure);
    return false;
  };
  console.log(
    `Linux ${kernel.version}, Node ${process.version}: ${executions} inputs, ${SHAPES.length} shapes of size ${size}, seed ${seed}`,
  );
  console.log(`at most ${megabytes(MOST_BYTES)} MB of memory each`);
  try {
    if (values.index !== undefined) return (await attempt(only)) ? 0 : 1;
    const progress = progressIn(join(cacheFolder, 'hostile', `seed-${seed}-size-${size}`), values.anew);
    if (progress.next > 0) console.log(`  ${progress.next} inputs are done, ${progress.failed.length} of them failed`);
    await progress.run(
      (next) => next < executions,
      attempt,
      (next) => {
        if (next % REPORT_EVERY === 0) console.log(`  ${next} inputs, ${megabytes(peak)} MB at most`);
      },
    );
    console.log(`  ${megabytes(peak)} MB at most`);
    console.log(`${progress.next - progress.failed.length} passed, ${progress.failed.length} failed`);
    return progress.failed.length > 0 ? 1 : 0;
  } finally {
    watched.close();
  }
}

/** How many sources are damaged, and how often an input goes to the server too. */
const SOURCES = 40;
const SERVER_EVERY = 40;
const REPORT_EVERY = 100;

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function report({ index, milliseconds }: Answer, name: string, failure: string): void {
  console.log(
    `FAIL input ${index}, ${name.slice(0, 100)}, after ${milliseconds.toFixed(0)} ms: ${failure.slice(0, 1500)}`,
  );
}

process.exitCode = await main();
