import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BoardStatus, STATUS, STATUS_CHANGED } from '../server/src/features/requests.js';
import { type EditorClient, type ReceivedMessage, startEditor } from '../test/editor-client.js';
import { sleep } from './editor-keys.js';
import { openFile, type Place } from './kernel-documents.js';
import { keyEditsOf } from './key-edits.js';
import { BOARD, SOC, type Yardstick } from './yardstick.js';

/**
 * Tells what happens from the start of the server on a kernel tree until it rests, as a person with an SoC file open sees it:
 * once with nothing kept from an earlier start, once more with what the first kept. Meanwhile keys are typed.
 */
export async function benchStart({ kernel }: Yardstick): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), 'dts-analyzer-start-'));
  const place = { kernel, folder: pathToFileURL(kernel).href };
  try {
    for (const which of ['The first start', 'The next start']) {
      console.log(`\n${which}, with ${SOC} open:`);
      await tellStart(place, cache);
    }
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

async function tellStart(place: Place, cache: string): Promise<void> {
  const start = performance.now();
  const tell = (what: string) => {
    console.log(`  ${((performance.now() - start) / 1000).toFixed(2).padStart(6)} s  ${what}`);
  };
  const capabilities = { window: { workDoneProgress: true } };
  const client = await startEditor({ ...place, cache, capabilities });
  tell('the server is initialized');
  const document = openFile(client, place.kernel, SOC);
  const found = await document.diagnostics();
  tell(`the findings of the file are there, ${found.length}`);
  tell(`status: ${await statusOf(client, document.uri)}`);
  const seen = { count: 0 };
  const say = async () => {
    for (const message of client.received.slice(seen.count)) {
      seen.count++;
      const what = wordingOf(message);
      if (what !== undefined) tell(what);
      if (message.method === STATUS_CHANGED) tell(`status: ${await statusOf(client, document.uri)}`);
    }
  };
  await restAfter(client, say);
  tell('the server rests');
  const keys = await typeKeys(client, place, () => say());
  tell(`${keys.length} keys were typed, answered in ${keys.map((time) => Math.round(time)).join(', ')} ms`);
  await restAfter(client, say);
  tell('the server rests again');
  await client.stop();
}

/** Waits until the server has said nothing for a while, telling what it says. */
async function restAfter(client: EditorClient, say: () => Promise<void>): Promise<void> {
  let known = -1;
  for (let quiet = 0; quiet < QUIET; quiet += STEP) {
    await sleep(STEP);
    if (client.received.length !== known) quiet = 0;
    known = client.received.length;
    await say();
  }
}

/** Types a letter and takes it away again, ten times, one key each fifth of a second: what each answer took. */
async function typeKeys(client: EditorClient, place: Place, say: () => Promise<void>): Promise<number[]> {
  const board = openFile(client, place.kernel, BOARD);
  const document = openFile(client, place.kernel, SOC);
  const [edit] = keyEditsOf(client, place.kernel, document, board);
  const times: number[] = [];
  for (let key = 0; key < 20; key++) {
    const isBroken = key % 2 === 0;
    const start = performance.now();
    edit!.document.replace(edit!.at, isBroken ? edit!.at : edit!.at + 1, isBroken ? edit!.key : '');
    const found = await document.diagnostics();
    times.push(performance.now() - start);
    if (edit!.isAnswered(found) !== isBroken) throw new Error('A key was not answered');
    await say();
    await sleep(200);
  }
  return times;
}

async function statusOf(client: EditorClient, uri: string): Promise<string> {
  const status = await client.request<BoardStatus>(STATUS, { textDocument: { uri } });
  const { board, ...rest } = status;
  const members = Object.entries({ ...rest, ...(board && { board: board.name }) });
  return members.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** What a person sees of a message; nothing, of those that only keep things going. */
function wordingOf({ method, params }: ReceivedMessage): string | undefined {
  if (method === '$/progress') {
    const { kind, title } = params.value;
    return kind === 'begin' ? `progress is shown: ${title}` : kind === 'end' ? 'the progress ends' : undefined;
  }
  return method === 'workspace/diagnostic/refresh' ? 'the client is told to ask for findings again' : undefined;
}

/** How long a server has said nothing when it rests, and how often that is looked at, in milliseconds. */
const QUIET = 4000;
const STEP = 20;
