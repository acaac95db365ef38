import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../scripts/cache.js';
import { kernelDtc, kernelTree } from '../../scripts/kernel.js';
import { qualcommBoards, sample } from './boards.js';
import { judge, type KnownDifference, refusal } from './known-differences.js';
import type { BoardFacts } from './oracle/board-facts.js';
import { boardCompiler } from './oracle/compile.js';
import { readDtb } from './oracle/dtb.js';
import { readBoardFacts } from './oracle/facts.js';
import type { Stage, StageContext } from './stage.js';
import { completionStage } from './stages/completion.js';
import { cppCasesStage } from './stages/cpp-cases.js';
import { cppParityStage } from './stages/cpp-parity.js';
import { decompileStage } from './stages/decompile.js';
import { dtbBytesStage } from './stages/dtb-bytes.js';
import { dtcCasesStage } from './stages/dtc-cases.js';
import { dtcWarningCasesStage } from './stages/dtc-warning-cases.js';
import { dtcWarningsStage } from './stages/dtc-warnings.js';
import { factsStage } from './stages/facts.js';
import { grammarVerdictsStage } from './stages/grammar-verdicts.js';
import { impliedIncludesStage } from './stages/implied-includes.js';
import { ipcMapStage } from './stages/ipc-map.js';
import { ipcRulesStage } from './stages/ipc-rules.js';
import { keptSyntaxStage } from './stages/kept-syntax.js';
import { noiseStage } from './stages/noise.js';
import { oracleStage } from './stages/oracle.js';
import { overlayCasesStage } from './stages/overlay-cases.js';
import { overlaysStage } from './stages/overlays.js';
import { rawGrammarStage } from './stages/raw-grammar.js';

const stages: readonly Stage[] = [
  grammarVerdictsStage,
  rawGrammarStage,
  keptSyntaxStage,
  cppCasesStage,
  impliedIncludesStage,
  cppParityStage,
  oracleStage,
  factsStage,
  ipcMapStage,
  ipcRulesStage,
  completionStage,
  dtcCasesStage,
  dtbBytesStage,
  dtcWarningCasesStage,
  dtcWarningsStage,
  decompileStage,
  overlayCasesStage,
  overlaysStage,
  noiseStage,
];

const usage = `npm run test:corpus [-- options]
  --boards N       a sample of N boards instead of all
  --seed S         which sample (default 1)
  --only PATTERN   boards whose path matches this regular expression
  --stage NAME     one stage: ${stages.map(({ name }) => name).join(', ')}
  --fresh          compile again what earlier runs remembered`;

interface Options {
  readonly boards?: number;
  readonly seed: number;
  readonly only?: RegExp;
  readonly stage?: string;
  readonly fresh: boolean;
}

process.exitCode = await main(readOptions());

async function main(options: Options): Promise<number> {
  const kernel = await kernelTree();
  const dtc = await kernelDtc();
  const compiler = await boardCompiler({ kernelRoot: kernel.root, dtc, cacheFolder, fresh: options.fresh });
  const everyBoard = await qualcommBoards(kernel.root);
  const boards = chosenBoards(everyBoard, options);
  const partial = boards.length < everyBoard.length;
  console.log(`Linux ${kernel.version}: ${boards.length} of ${everyBoard.length} boards${sampleNote(options)}`);
  console.log(`Node ${process.version}, ${firstLine('cpp', '--version')}, ${firstLine(dtc, '--version')}`);
  console.log(`oracle: ${compiler.commandLine}`);

  const read = new Map<string, Promise<BoardFacts>>();
  const oracleFacts = (board: string): Promise<BoardFacts> => {
    const facts = read.get(board) ?? compiler.compile(board).then((blob) => readBoardFacts(readDtb(blob)));
    read.set(board, facts);
    return facts;
  };
  const known = await knownDifferences();
  let passed = 0;
  let failed = 0;
  let rows = 0;
  for (const stage of stages.filter(({ name }) => !options.stage || name === options.stage)) {
    const outcome = await runStage(
      stage,
      { kernel, boards, partial, oracleFacts, dtb: compiler.compile, progress: progressOf(stage.name) },
      known,
    );
    passed += outcome.passed;
    failed += outcome.failed;
    rows += outcome.rows;
  }
  const refused = partial || options.stage ? undefined : refusal(known, rows);
  if (refused) {
    console.log(`FAIL ${refused}`);
    failed += 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function runStage(stage: Stage, context: StageContext, known: readonly KnownDifference[]) {
  const start = performance.now();
  console.log(`\n${stage.name}`);
  try {
    const result = await stage.run(context);
    const boards = new Set(context.boards);
    // A stage may compare files that are no boards; of those a whole run compares every one.
    const wasCompared = (board: string) => boards.has(board) || !context.partial || result.isWhole === true;
    const verdict = judge(stage.name, result, known, wasCompared);
    for (const line of result.counts) console.log(`  ${line}`);
    for (const failure of verdict.failures) console.log(`  FAIL ${failure}`);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`  ${verdict.passed} passed, ${verdict.failed} failed, ${result.rows} rows, ${seconds} s`);
    return { ...verdict, rows: result.rows };
  } catch (error) {
    console.log(`  FAIL the stage stopped: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: context.boards.length, rows: 0 };
  }
}

function chosenBoards(boards: readonly string[], { boards: count, seed, only }: Options): readonly string[] {
  const matching = only ? boards.filter((board) => only.test(board)) : boards;
  if (matching.length === 0) throw new Error('no board matches');
  return count === undefined ? matching : sample(matching, count, seed);
}

function sampleNote({ boards, seed, only }: Options): string {
  return `${boards === undefined ? '' : `, seed ${seed}`}${only ? `, matching ${only.source}` : ''}`;
}

/** On a terminal a line that is written over; elsewhere nothing, for a log has no use for it. */
function progressOf(stage: string): StageContext['progress'] {
  if (!process.stderr.isTTY) return () => {};
  return (done, total) => process.stderr.write(`\r  ${stage} ${done}/${total}${done === total ? '\r\x1b[K' : ''}`);
}

async function knownDifferences(): Promise<KnownDifference[]> {
  const known: KnownDifference[] = JSON.parse(
    await readFile(join(import.meta.dirname, 'known-differences.json'), 'utf8'),
  );
  // An entry that no stage asks for would never be asserted.
  const stray = known.find((entry) => !stages.some(({ name }) => name === entry.stage));
  if (stray) throw new Error(`known-differences.json names a stage that does not exist: ${stray.stage}`);
  return known;
}

function firstLine(command: string, argument: string): string {
  return execFileSync(command, [argument], { encoding: 'utf8' }).split('\n')[0]!;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      boards: { type: 'string' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      stage: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const number = (name: string, text: string) => {
    if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a number\n${usage}`);
    return Number(text);
  };
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  if (values.stage !== undefined && !stages.some(({ name }) => name === values.stage)) {
    throw new Error(`there is no stage ${values.stage}\n${usage}`);
  }
  return {
    seed: number('seed', values.seed),
    fresh: values.fresh,
    ...(values.boards === undefined ? {} : { boards: number('boards', values.boards) }),
    ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
    ...(values.stage === undefined ? {} : { stage: values.stage }),
  };
}
