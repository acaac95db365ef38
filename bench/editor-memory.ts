import { readFileSync } from 'node:fs';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { startEditor } from '../test/editor-client.js';
import { seededEdits } from '../test/seeded-edits.js';
import { sleep } from './editor-keys.js';
import { openFile, type Place } from './kernel-documents.js';
import { BOARD, SOC } from './yardstick.js';

/** Prints what memory the server has with one board open, and how that goes on while it and its SoC file are edited. */
export async function printMemory(place: Place, count: number): Promise<void> {
  const client = await startEditor(place);
  const memory = () => `${residentMebibytes(client.processId)} MiB`;
  const board = openFile(client, place.kernel, BOARD);
  const clean = await board.diagnostics();
  console.log(`\nmemory (resident set; aims: flat, at most ${MOST} MiB; with six boards at most ${MOST_OF_SIX} MiB)`);
  console.log(`  with one board open            ${memory()}`);
  const soc = openFile(client, place.kernel, SOC);
  const cleanSoc = await soc.diagnostics();
  await sleep(REST);
  console.log(`  and its SoC file, at rest      ${memory()}`);
  const documents = [board, soc];
  const edits = seededEdits(new Map(documents.map(({ uri, text }) => [uri, text])), SEED);
  const texts = documents.map(({ text }) => text);
  for (let edit = 1; edit <= count; edit++) {
    const { name, text } = edits.next();
    const document = documents.find(({ uri }) => uri === name)!;
    document.setText(text);
    await document.diagnostics();
    if (edit % STEP === 0) console.log(`  after ${String(edit).padStart(6)} random edits      ${memory()}`);
  }
  // The server has followed all of them if it is where it began when they are undone.
  for (const [index, document] of documents.entries()) document.setText(texts[index]!);
  prove(await board.diagnostics(), clean);
  prove(await soc.diagnostics(), cleanSoc);
  await sleep(REST);
  console.log(`  all undone, at rest again      ${memory()}`);
  await client.stop();
  await printMemoryOfSix(place);
}

/** Prints what memory the server has with six boards of several SoCs open. */
async function printMemoryOfSix(place: Place): Promise<void> {
  const client = await startEditor(place);
  for (const board of SIX_BOARDS) await openFile(client, place.kernel, board).diagnostics();
  await sleep(BACKGROUND);
  console.log(`  with six boards open           ${residentMebibytes(client.processId)} MiB`);
  await client.stop();
}

const DTS = 'arch/arm64/boot/dts';
const SIX_BOARDS = [
  BOARD,
  `${DTS}/qcom/sm8650-qrd.dts`,
  `${DTS}/qcom/x1e80100-crd.dts`,
  `${DTS}/rockchip/rk3588-rock-5b.dts`,
  `${DTS}/freescale/imx8mp-evk.dts`,
  `${DTS}/ti/k3-am625-sk.dts`,
];

const SEED = 1;
const STEP = 1000;
const MOST = 150;
const MOST_OF_SIX = 300;

/** As long as the work behind an idle editor takes, in milliseconds. */
const BACKGROUND = 5000;

/** Until a server that nobody asks has given back what it can, in milliseconds. */
const REST = 35_000;

function prove(found: readonly Diagnostic[], clean: readonly Diagnostic[]): void {
  if (found.length !== clean.length) throw new Error('Undoing the edits did not heal the findings');
}

function residentMebibytes(processId: number): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1024);
}
