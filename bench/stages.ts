import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kernelTree } from '../scripts/kernel.js';
import type { EvaluationMemo } from '../server/src/devicetree/evaluation-memo.js';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import { expand } from '../server/src/preprocessor/expand.js';
import type { Expansion } from '../server/src/preprocessor/expansion.js';
import { createSyntaxParser, type SyntaxParser } from '../server/src/syntax/parser.js';
import { FEW_BOARDS } from '../server/src/syntax/text-memo.js';
import type { Finding } from '../server/src/text/finding.js';
import { createSourceFile, type SourceFile } from '../server/src/text/source-file.js';
import { normalizeUri, type Uri } from '../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { unitSteps } from '../server/src/workspace/translation-unit.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';
import { numberArgument } from './arguments.js';
import { SUBJECTS } from './editor-files.js';
import { lineKeysIn } from './key-edits.js';
import { dist } from './measured-process.js';
import { percentile, type Sample } from './statistics.js';

/**
 * Measures the stages that findings come through after a key, in one process without an editor around: the same functions
 * that the server calls, with what it remembers from key to key.
 */
export async function benchStages(): Promise<void> {
  const { root, version } = await kernelTree();
  const keys = numberArgument('--keys', 200);
  const read = (name: string) => readFileSync(join(dist, name));
  const modules = { runtime: read('web-tree-sitter.wasm'), grammar: read('devicetree.wasm') };
  const parser = await createSyntaxParser(modules, FEW_BOARDS);
  console.log(`Linux ${version}, Node ${process.version}: a key by stage, ms (p50 / p95)`);
  console.log(`${'source'.padEnd(20)}${[...STAGES, 'all'].map((stage) => stage.padStart(16)).join('')}`);
  for (const { file, board } of SUBJECTS) {
    const uriOf = (path: string) => normalizeUri(pathToFileURL(join(root, path)).href);
    const times = await measure(parser, uriOf(file), uriOf(board), keys);
    const columns = [...STAGES.map((stage) => times[stage]), times.all].map((samples) =>
      `${percentile(samples, 0.5).toFixed(2)} / ${percentile(samples, 0.95).toFixed(2)}`.padStart(16),
    );
    console.log(`${file.split('/').at(-1)!.padEnd(20)}${columns.join('')}`);
  }
}

const STAGES = ['expand', 'parse', 'evaluate', 'rules'] as const;

/** The first keys run code that the engine has not compiled yet. */
const WARMING = 80;

async function measure(parser: SyntaxParser, file: Uri, board: Uri, keys: number) {
  const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
  const session = parser.open();
  const memo = {};
  const tree = await workspace.treeOf(board);
  const { canonicalUri } = tree;
  const options = { fileSystem: workspace.files, includePaths: tree.includePaths(board), canonicalUri };
  const root = (await workspace.readFile(board))!;
  let last: Expansion | undefined;
  const evaluation: EvaluationMemo = {};
  const findings = async (marks: number[]): Promise<readonly Finding[]> => {
    marks.push(performance.now());
    const expansion = expand(root, options, last);
    last = expansion;
    marks.push(performance.now());
    // Its first step parses, its second evaluates.
    const steps = unitSteps(expansion, session, { memo: evaluation });
    steps.next();
    marks.push(performance.now());
    const { done, value: unit } = steps.next();
    if (!done) throw new Error('A unit has more steps than these stages');
    marks.push(performance.now());
    const found = await workspace.check(unit, { asDtc: false, memo });
    marks.push(performance.now());
    return found;
  };
  // Loads every file that the board needs.
  await workspace.loadUnit(board, session);
  const clean = await findings([]);

  const times: Record<(typeof STAGES)[number] | 'all', Sample[]> = {
    expand: [],
    parse: [],
    evaluate: [],
    rules: [],
    all: [],
  };
  let source: SourceFile = (await workspace.readFile(file))!;
  const { text } = source;
  const edits = lineKeysIn(text);
  for (let key = 0; key < WARMING + keys; key++) {
    const { at, key: letter, code } = edits[(key >> 1) % edits.length]!;
    const broken = key % 2 === 0;
    const typed = broken ? text.slice(0, at) + letter + text.slice(at) : text;
    source = createSourceFile(file, key + 2, typed, { previous: source });
    workspace.files.setOpen(file, source);
    const marks: number[] = [];
    const found = await findings(marks);
    if (broken ? !found.some((each) => each.code === code) : found.length !== clean.length)
      throw new Error(`A key in ${file} was not answered, or its healing did not heal`);
    if (key < WARMING) continue;
    for (const [index, stage] of STAGES.entries()) times[stage].push(marks[index + 1]! - marks[index]!);
    times.all.push(marks.at(-1)! - marks[0]!);
  }
  session.close();
  return times;
}
