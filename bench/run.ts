import { benchChecks } from './check.js';
import { benchCorpus } from './corpus.js';
import { benchEditor } from './editor.js';
import { benchBackground } from './editor-background.js';
import { benchStart } from './editor-start.js';
import { benchGraph } from './graph.js';
import { benchLines } from './lines.js';
import { benchStages } from './stages.js';
import { openYardstick } from './yardstick.js';

/*
 * What things cost, beside what the kernel's own tools take for the same board in the same run.
 *
 *     npm run bench                              the command and the core
 *     npm run bench -- --boards 40               only so many of the Qualcomm boards
 *     npm run bench -- editor                    the built server over stdio, as an editor sees it
 *     npm run bench -- editor --edits 1000       only so many edits for the curve of memory
 *     npm run bench -- editor --keys 50          only so many keys of each kind
 *     npm run bench -- start                     what happens from the start of the server until it rests
 *     npm run bench -- background                keys while the built server checks all boards of a source; --keys 50
 *     npm run bench -- corpus                    every board and overlay of the kernel to a blob, beside cpp | dtc
 *     npm run bench -- corpus --boards 200       a sample of them; --seed 2 another one, --only qcom those that match
 *     npm run bench -- stages                    a key by stage, without an editor around; --keys 400 more of them
 *     npm run bench -- lines                     expanding the line in which a key is typed, beside expanding the whole board
 *     npm run bench -- graph                     which boards reach a file, in the whole kernel; --rounds 9 more often
 *
 * Absolute times hold for one machine and moment; compare the ratios.
 */

if (process.argv[2] === 'corpus') await benchCorpus();
else if (process.argv[2] === 'graph') await benchGraph();
else if (process.argv[2] === 'lines') await benchLines();
else if (process.argv[2] === 'stages') await benchStages();
else {
  const yardstick = await openYardstick();
  const benches = { editor: benchEditor, background: benchBackground, start: benchStart };
  await (benches[process.argv[2] as keyof typeof benches] ?? benchChecks)(yardstick);
}
