import { pathToFileURL } from 'node:url';
import { CHECK_ALL_BOARDS, STATUS_CHANGED } from '../server/src/features/requests.js';
import { type EditorClient, startEditor } from '../test/editor-client.js';
import { seededRandom } from '../test/random.js';
import { numberArgument } from './arguments.js';
import { sleep, WARM_UP } from './editor-keys.js';
import { openFile, type Place } from './kernel-documents.js';
import { keyEditsOf } from './key-edits.js';
import type { Sample } from './statistics.js';
import { printTable, type Row } from './table.js';
import { BOARD, SOC, type Yardstick } from './yardstick.js';

/** Shared sources, each with a board that is open beside it. */
const SUBJECTS = [
  { file: SOC, board: BOARD },
  {
    file: 'arch/arm64/boot/dts/freescale/imx8mp.dtsi',
    board: 'arch/arm64/boot/dts/freescale/imx8mp-evk.dts',
  },
];

/**
 * Keys that meet the server while it checks all boards of a shared source in the background, against keys of the same
 * server before: the difference is what a key waits for.
 */
export async function benchBackground(yardstick: Yardstick): Promise<void> {
  const place = { kernel: yardstick.kernel, folder: pathToFileURL(yardstick.kernel).href };
  for (let sample = 0; sample < 10; sample++) yardstick.time();
  printTable(await keysInBackground(place, numberArgument('--keys', 60)), yardstick.one());
}

async function keysInBackground(place: Place, count: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { file, board } of SUBJECTS) {
    const client = await startEditor(place);
    const shown = openFile(client, place.kernel, board);
    await shown.diagnostics();
    const document = openFile(client, place.kernel, file);
    await document.diagnostics();
    const [edit] = keyEditsOf(client, place.kernel, document, shown);
    let isBroken = false;
    const press = async (): Promise<Sample> => {
      isBroken = !isBroken;
      const start = performance.now();
      document.replace(edit!.at, isBroken ? edit!.at : edit!.at + 1, isBroken ? edit!.key : '');
      const found = await document.diagnostics();
      const time = performance.now() - start;
      if (edit!.isAnswered(found) !== isBroken) throw new Error(`A key in ${file} was not answered`);
      return time;
    };
    const quiet: Sample[] = [];
    for (let key = 0; key < count + WARM_UP; key++) {
      await sleep(QUIET_PACE);
      quiet.push(await press());
    }
    await client.request(CHECK_ALL_BOARDS, { textDocument: { uri: pathToFileURL(`${place.kernel}/${file}`).href } });
    const met: Sample[] = [];
    const random = seededRandom(1);
    for (let tries = 0; met.length < count && tries < MOST_TRIES * count; tries++) {
      const changes = statusChanges(client);
      await client.waitFor('the background', () => (statusChanges(client) > changes ? true : undefined));
      await sleep(random() * LONGEST_DELAY);
      const isAtWork = statusChanges(client) === changes + 1;
      const time = await press();
      if (isAtWork) met.push(time);
    }
    await client.stop();
    const name = file.split('/').at(-1)!;
    rows.push({ what: `key in ${name}, nothing else to do`, samples: quiet.slice(WARM_UP) });
    rows.push({ what: `key in ${name} while all boards are checked`, samples: met });
  }
  return rows;
}

/** The server says so when it begins to check boards, and again when it has. */
const statusChanges = ({ received }: EditorClient) => received.filter(({ method }) => method === STATUS_CHANGED).length;

/** Between two keys with nothing in between, in milliseconds. */
const QUIET_PACE = 100;

/** Keys come up to so long after the background has begun, in milliseconds: before it is through with few boards, too. */
const LONGEST_DELAY = 200;

/** Keys that come when the background is through already are not counted. */
const MOST_TRIES = 4;
