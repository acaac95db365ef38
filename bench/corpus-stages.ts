import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Parser } from 'web-tree-sitter';
import { evaluate } from '../server/src/devicetree/evaluate.js';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import { writeFdt } from '../server/src/fdt/write.js';
import { expand } from '../server/src/preprocessor/expand.js';
import { createSyntaxParser } from '../server/src/syntax/parser.js';
import { normalizeUri } from '../server/src/text/uri.js';
import { inOrderOfBeginnings } from '../server/src/workspace/board-order.js';
import { refusalsOf } from '../server/src/workspace/build.js';
import { DEFAULT_SETTINGS } from '../server/src/workspace/settings.js';
import { createWorkspace } from '../server/src/workspace/workspace.js';

/*
 * The measured process behind the table of stages: builds sources as `dts-analyzer build` does, but with a look at the
 * processor's clock between the stages. Collecting garbage counts for the stage in which it happens.
 */

/** Seconds of processor time by stage. */
export type StageTimes = Readonly<Record<(typeof STAGES)[number], number>>;

const STAGES = ['start', 'order', 'expand', 'parse', 'lower', 'evaluate', 'judge', 'encode'] as const;

interface Task {
  readonly kernel: string;
  readonly dist: string;
  readonly roots: readonly string[];
}

const task: Task = JSON.parse(readFileSync(0, 'utf8'));
const times = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<(typeof STAGES)[number], number>;
let last = 0;
/** Counts what has passed since the last look for a stage. */
const passed = (stage: (typeof STAGES)[number]) => {
  const { user, system } = process.cpuUsage();
  times[stage] += (user + system) / 1e6 - last;
  last = (user + system) / 1e6;
};

timeParser();
const parser = await createSyntaxParser({
  runtime: readFileSync(join(task.dist, 'web-tree-sitter.wasm')),
  grammar: readFileSync(join(task.dist, 'devicetree.wasm')),
});
const workspace = createWorkspace(diskLoader, parser, DEFAULT_SETTINGS);
const session = parser.open();
const uris = task.roots.map((path) => normalizeUri(pathToFileURL(join(task.kernel, path)).href));
passed('start');
const roots = await inOrderOfBeginnings(workspace, uris);
passed('order');
for (const uri of roots) {
  const tree = await workspace.treeOf(uri);
  const options = {
    fileSystem: workspace.files,
    includePaths: tree.includePaths(uri),
    canonicalUri: tree.canonicalUri,
  };
  const expansion = expand((await workspace.readFile(uri))!, options);
  passed('expand');
  const document = session.update(expansion.text);
  passed('lower');
  const deviceTree = evaluate(document, expansion);
  passed('evaluate');
  refusalsOf({ tree: deviceTree, expansion });
  passed('judge');
  writeFdt(deviceTree);
  passed('encode');
}
process.stdout.write(JSON.stringify(times satisfies StageTimes));

/** Parsing is a part of a session's update: here alone is it told from lowering. */
function timeParser(): void {
  const parse = Parser.prototype.parse;
  Parser.prototype.parse = function (...args) {
    passed('lower');
    const tree = parse.apply(this, args);
    passed('parse');
    return tree;
  };
}
