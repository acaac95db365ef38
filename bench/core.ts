import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import { createSyntaxParser } from '../server/src/syntax/parser.js';
import type { Finding } from '../server/src/text/finding.js';
import { createSourceFile } from '../server/src/text/source-file.js';
import { normalizeUri, type Uri } from '../server/src/text/uri.js';
import { filesBelow, isBoardName } from '../server/src/workspace/boards.js';
import { checkPaths } from '../server/src/workspace/check.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import type { Sample } from './statistics.js';

/*
 * The measured process: reads what to do from standard input, prints a CoreResult. Every edit is proven by its effect: a
 * broken label must give a finding and a healed one must take it away.
 */

export interface CoreResult {
  readonly boardEdits: readonly Sample[];
  readonly socEdits: readonly Sample[];
  readonly memory: { readonly opened: number; readonly edited: number; readonly edits: number };
  readonly boards: readonly { readonly board: string }[];
  /** Milliseconds for all of `boards`. */
  readonly boardsTotal: number;
  readonly findings: number;
}

interface Task {
  readonly kernel: string;
  readonly dist: string;
  readonly board: string;
  readonly soc: string;
  /** No number stands for all. */
  readonly boardLimit: number | null;
}

const task: Task = JSON.parse(readFileSync(0, 'utf8'));
const uriOf = (path: string): Uri => normalizeUri(pathToFileURL(join(task.kernel, path)).href);
const modules = {
  runtime: readFileSync(join(task.dist, 'web-tree-sitter.wasm')),
  grammar: readFileSync(join(task.dist, 'devicetree.wasm')),
};
const parser = await createSyntaxParser(modules);

process.stdout.write(JSON.stringify({ ...(await measureEdits()), ...(await measureBoards()) } satisfies CoreResult));

async function measureEdits() {
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
  const session = parser.open();
  const board = uriOf(task.board);
  const findings = async () => workspace.check((await workspace.loadUnit(board, session))!);
  const clean = await findings();
  const opened = residentMebibytes();

  const boardEdits = await editRepeatedly(uriOf(task.board), 'firmware-name', 100);
  const socEdits = await editRepeatedly(uriOf(task.soc), 'qcom,smem-states = <&smp2p_adsp_out', 200);
  const edits = 1000;
  await editRepeatedly(uriOf(task.soc), 'qcom,smem-states = <&smp2p_adsp_out', edits);
  const memory = { opened, edited: residentMebibytes(), edits };
  session.close();
  return { boardEdits, socEdits, memory };

  /** Inserts a letter behind `place` and takes it away again, and times each version until its findings are there. */
  async function editRepeatedly(uri: Uri, place: string, count: number): Promise<Sample[]> {
    const original = (await workspace.readFile(uri))!.text;
    const at = original.indexOf(place) + place.length;
    const isReference = place.includes('&');
    const times: Sample[] = [];
    for (let i = 0; i < count; i++) {
      const broken = i % 2 === 0;
      const text = broken ? `${original.slice(0, at)}z${original.slice(at)}` : original;
      const start = performance.now();
      workspace.files.setOpen(uri, createSourceFile(uri, i + 2, text));
      const found = await findings();
      times.push(performance.now() - start);
      prove(found, clean, broken && isReference);
    }
    workspace.files.setOpen(uri, undefined);
    // The first keys run code that the engine has not compiled yet.
    return times.slice(20);
  }
}

function prove(found: readonly Finding[], clean: readonly Finding[], broken: boolean): void {
  const unknown = found.some(({ code }) => code === 'unknown-label');
  if (unknown !== broken)
    throw new Error(`An edit was not answered: ${found.map(({ message }) => message).join('; ')}`);
  if (!broken && found.length !== clean.length) throw new Error('Healing the text did not heal the findings');
}

async function measureBoards() {
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
  const folders = ['arch/arm64/boot/dts/qcom', 'arch/arm/boot/dts/qcom'].map(uriOf);
  const all = [];
  for (const folder of folders)
    all.push(...(await filesBelow(folder, diskLoader, await workspace.reachBelow(folder), isBoardName)));
  const chosen = all.slice(0, task.boardLimit ?? undefined);
  const start = performance.now();
  const result = await checkPaths(workspace, chosen, () => {});
  const boardsTotal = performance.now() - start;
  const boards = result.boards.map((board) => ({
    board: decodeURIComponent(board.slice(uriOf('.').length).replace(/^\//, '')),
  }));
  return { boards, boardsTotal, findings: result.findings.length };
}

function residentMebibytes(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 1024 / 1024);
}
