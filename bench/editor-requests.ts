import type { CompletionItem, CompletionList, Hover } from 'vscode-languageserver-protocol';
import { type EditorDocument, endOf } from '../test/editor-document.js';
import { PACE, sleep, WARM_UP, YARDSTICK_EVERY } from './editor-keys.js';
import type { Sample } from './statistics.js';
import type { Yardstick } from './yardstick.js';

/** Asks for completion right after each key in a half-typed `hwlocks`; the lock bank must be offered. */
export async function timeCompletion(document: EditorDocument, count: number, yardstick: Yardstick): Promise<Sample[]> {
  const at = endOf(STATES, document.text);
  const line = '\n\n\t\t\thwlocks = <&';
  document.replace(at, at, line);
  const typed = at + line.length;
  const times = await timeRequests(document, typed, count, yardstick, async (end) => {
    const answer = await document.request<CompletionItem[] | CompletionList | null>('textDocument/completion', end);
    return () => {
      const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
      return items.some(({ label }) => label.includes('tcsr_mutex'));
    };
  });
  document.replace(at, typed, '');
  return times;
}

/** Asks for the hover of a node right after each key in it; it must be about the node. */
export async function timeHover(document: EditorDocument, count: number, yardstick: Yardstick): Promise<Sample[]> {
  const node = endOf('\tremoteproc_adsp: remoteproc@68', document.text);
  const typed = endOf('qcom,smem-states = <&smp2p_adsp_out', document.text);
  return timeRequests(document, typed, count, yardstick, async () => {
    const hover = await document.request<Hover | null>('textDocument/hover', node);
    return () => /remoteproc/i.test(JSON.stringify(hover?.contents ?? ''));
  });
}

const STATES = 'qcom,smem-states = <&smp2p_adsp_out 0>;';

/** Inserts a letter at an offset and takes it away again, and times the request that follows at the end of what is typed. */
async function timeRequests(
  document: EditorDocument,
  at: number,
  count: number,
  yardstick: Yardstick,
  ask: (end: number) => Promise<() => boolean>,
): Promise<Sample[]> {
  const times: Sample[] = [];
  for (let key = 0; key < count + WARM_UP; key++) {
    if (key % YARDSTICK_EVERY === 0) yardstick.time();
    await sleep(PACE);
    const inserts = key % 2 === 0;
    const start = performance.now();
    document.replace(at, inserts ? at : at + 1, inserts ? 't' : '');
    const isRight = await ask(inserts ? at + 1 : at);
    times.push(performance.now() - start);
    if (!isRight()) throw new Error(`The answer after key ${key} is not the right one`);
  }
  return times.slice(WARM_UP);
}
