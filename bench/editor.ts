import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEditor } from '../test/editor-client.js';
import { openDocument } from '../test/editor-document.js';
import { numberArgument } from './arguments.js';
import { keysByTurns } from './editor-files.js';
import { timeBursts, timeKeys } from './editor-keys.js';
import { printMemory } from './editor-memory.js';
import { timeCompletion, timeHover } from './editor-requests.js';
import { openFile, type Place } from './kernel-documents.js';
import type { Sample } from './statistics.js';
import { type Aim, printTable, type Row } from './table.js';
import { BOARD, SOC, type Yardstick } from './yardstick.js';

/**
 * Measures the built server over stdio. Every time ends with an answer that is proven to be the right one: a finding that
 * the edit must cause or heal, an item that must be offered.
 */
export async function benchEditor(yardstick: Yardstick): Promise<void> {
  const editor = { kernel: yardstick.kernel, folder: pathToFileURL(yardstick.kernel).href };
  const keys = numberArgument('--keys', 120);
  const rows: Row[] = [];
  rows.push(...(await timeStarts(editor, yardstick)));
  const client = await startEditor(editor);
  const board = openFile(client, editor.kernel, BOARD);
  const soc = openFile(client, editor.kernel, SOC);
  const inBoard = 'vdda-pll-supply = <&vreg_l3g_0p91';
  const inSoc = 'qcom,smem-states = <&smp2p_adsp_out';
  rows.push({
    what: 'key to finding in sm8650-mtp.dts',
    samples: await timeKeys(board, inBoard, keys, yardstick),
    aims: KEY,
  });
  rows.push({ what: 'key to finding in sm8650.dtsi', samples: await timeKeys(soc, inSoc, keys, yardstick), aims: KEY });
  rows.push({
    what: '20 keys at 80 ms, last key to finding',
    samples: await timeBursts(client, soc, inSoc, yardstick),
  });
  for (const [what, provider, time] of [
    ['completion after `hwlocks = <&`', 'completionProvider', timeCompletion],
    ['hover on remoteproc_adsp after an edit', 'hoverProvider', timeHover],
  ] as const) {
    if (client.initialized.capabilities[provider])
      rows.push({ what, samples: await time(soc, keys, yardstick), aims: REQUEST });
    else console.log(`The server offers no ${provider}: '${what}' is left out.`);
  }
  await client.stop();
  rows.push({
    what: 'key in a board of two nodes: there and back',
    samples: await timeNothing(editor, keys, yardstick),
  });
  rows.push(...(await keysByTurns(editor, keys, yardstick)));
  printTable(rows, yardstick.one());
  await printMemory(editor, numberArgument('--edits', 10_000));
}

/** From the start of a process to its first right finding: where nothing was kept by an earlier start, and where it was. */
async function timeStarts(place: Place, yardstick: Yardstick): Promise<Row[]> {
  const first: Sample[] = [];
  const later: Sample[] = [];
  for (let round = 0; round < 10; round++) {
    const cache = mkdtempSync(join(tmpdir(), 'dts-analyzer-start-'));
    for (const samples of [first, later]) {
      yardstick.time();
      samples.push(await timeStart({ ...place, cache }));
    }
    rmSync(cache, { recursive: true, force: true });
  }
  return [
    { what: 'first start ever to the first right finding', samples: first, aims: START },
    { what: 'cold start to the first right finding', samples: later, aims: START },
  ];
}

async function timeStart(place: Place & { readonly cache: string }): Promise<Sample> {
  const start = performance.now();
  const client = await startEditor(place);
  const found = await openFile(client, place.kernel, SOC).diagnostics();
  const time = performance.now() - start;
  const flagged = found.filter(({ code }) => code === 'remoteproc-missing-hwlocks');
  if (flagged.length !== 3) throw new Error(`The first answer flags ${flagged.length} processors`);
  await client.stop();
  return time;
}

/** What a key takes about which there is nothing to compute: the protocol, two processes that wake each other, and the bench. */
async function timeNothing(place: Place, keys: number, yardstick: Yardstick): Promise<Sample[]> {
  const client = await startEditor(place);
  const uri = new URL('nothing.dts', pathToFileURL(join(place.kernel, BOARD))).href;
  const document = openDocument(client, uri, '/dts-v1/;\n/ { a: b { }; c = <&a>; };\n');
  const times = await timeKeys(document, 'c = <&a', keys, yardstick);
  await client.stop();
  return times;
}

const KEY: readonly Aim[] = [
  { column: 'p50 ratio', most: 0.15 },
  { column: 'p95 ratio', most: 0.4 },
];
const REQUEST: readonly Aim[] = [{ column: 'p95 ms', most: 15 }];
const START: readonly Aim[] = [{ column: 'p50 ratio', most: 8 }];
