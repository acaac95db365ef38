import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { EditorClient } from '../test/editor-client.js';
import { type EditorDocument, endOf } from '../test/editor-document.js';
import type { Sample } from './statistics.js';
import type { Yardstick } from './yardstick.js';

/** How many samples are thrown away first: they run code that the engine has not compiled yet. */
export const WARM_UP = 20;

/** Between two keys of a person who types fast, in milliseconds; the server is not kept busy without a pause. */
export const PACE = 50;

/** So often the yardstick is measured between keys. */
export const YARDSTICK_EVERY = 10;

/** Inserts a letter behind a label and takes it away again; each time until the pulled diagnostics show the effect. */
export async function timeKeys(
  document: EditorDocument,
  place: string,
  count: number,
  yardstick: Yardstick,
): Promise<Sample[]> {
  const at = endOf(place, document.text);
  const clean = await document.diagnostics();
  const times: Sample[] = [];
  for (let key = 0; key < count + WARM_UP; key++) {
    if (key % YARDSTICK_EVERY === 0) yardstick.time();
    await sleep(PACE);
    const broken = key % 2 === 0;
    const start = performance.now();
    document.replace(at, broken ? at : at + 1, broken ? 'z' : '');
    const found = await document.diagnostics();
    times.push(performance.now() - start);
    prove(found, clean, document, broken ? at + 1 : undefined);
  }
  return times.slice(WARM_UP);
}

/** Types 20 letters, pulling after each as an editor does, which gives up what it asked before. Times the last one. */
export async function timeBursts(
  client: EditorClient,
  document: EditorDocument,
  place: string,
  yardstick: Yardstick,
): Promise<Sample[]> {
  const at = endOf(place, document.text);
  const clean = await document.diagnostics();
  const times: Sample[] = [];
  for (let burst = 0; burst < BURSTS; burst++) {
    yardstick.time();
    let asked = new CancellationTokenSource();
    for (let key = 1; key <= BURST_KEYS; key++) {
      await sleep(BURST_PACE);
      asked.cancel();
      asked = new CancellationTokenSource();
      const start = performance.now();
      document.replace(at + key - 1, at + key - 1, 'z');
      const answer = pull(client, document, asked.token);
      if (key < BURST_KEYS) {
        answer.catch(() => {});
        continue;
      }
      const found = await answer;
      times.push(performance.now() - start);
      prove(found, clean, document, at + BURST_KEYS);
    }
    document.replace(at, at + BURST_KEYS, '');
    prove(await document.diagnostics(), clean, document, undefined);
  }
  return times;
}

/** Lets milliseconds pass. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

const BURSTS = 10;
const BURST_KEYS = 20;
const BURST_PACE = 80;

async function pull(client: EditorClient, { uri }: EditorDocument, token: CancellationToken): Promise<Diagnostic[]> {
  const params = { textDocument: { uri } };
  const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', params, token);
  return report.kind === 'full' ? report.items : [];
}

/** An edit is answered by an unknown label that ends where the letters do, and by nothing new once they are gone. */
function prove(
  found: readonly Diagnostic[],
  clean: readonly Diagnostic[],
  document: EditorDocument,
  end: number | undefined,
): void {
  if (end === undefined) {
    if (found.length !== clean.length) throw new Error('Healing the text did not heal the findings');
    return;
  }
  const position = document.positionOf(end);
  const isThere = ({ code, range }: Diagnostic) =>
    code === 'unknown-label' && range.end.line === position.line && range.end.character === position.character;
  if (!found.some(isThere))
    throw new Error(`An edit was not answered: ${found.map(({ message }) => message).join('; ')}`);
}
