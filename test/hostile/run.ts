import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernelTree } from '../../scripts/kernel.js';
import { rootSources, sampleOfFolders } from '../corpus/boards.js';
import { hostileInput } from './input.js';
import { startWatched } from './watched.js';

process.exitCode = await main();
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '0' },
      executions: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const kernel = await kernelTree();
  const boards = sampleOfFolders(await rootSources(kernel.root), 40, 1);
  const sources = boards.map((board) => readFileSync(join(kernel.root, board), 'utf8'));
  const watched = startWatched({ seed: Number(values.seed), sources });
  let failed = 0;
  for (let index = Number(values.from); index < Number(values.executions); index++) {
    const answer = await watched.run(index);
    if (answer.failure) {
      failed++;
      console.log(
        `FAIL ${index} ${hostileInput(index, Number(values.seed), sources).name.slice(0, 100)}: ${answer.failure.slice(0, 700)}`,
      );
    } else if (answer.milliseconds > 1500 || answer.residentBytes > 1.2e9)
      console.log(
        `slow ${index} ${answer.name.slice(0, 100)}: ${answer.milliseconds.toFixed(0)} ms ${(answer.residentBytes / 1e6).toFixed(0)} MB`,
      );
  }
  watched.close();
  console.log(failed);
  return 0;
}
