import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernelTree } from '../../scripts/kernel.js';
import { diskLoader } from '../../server/src/disk/disk-loader.js';
import type { Finding } from '../../server/src/text/finding.js';
import { createSourceFile } from '../../server/src/text/source-file.js';
import type { Uri } from '../../server/src/text/uri.js';
import { DEFAULT_SETTINGS } from '../../server/src/workspace/settings.js';
import { createWorkspace } from '../../server/src/workspace/workspace.js';
import { rootSources, sampleOfFolders } from '../corpus/boards.js';
import { uriOf } from '../corpus/kernel-files.js';
import { testParser } from '../parser.js';
import { seededRandom } from '../random.js';
import { deletions, insertions, type Mutation, PUNCTUATION, truncations } from './mutations.js';

/*
 * One mistake in a real source is to give one finding, whatever the mistake is: a token that is missing or too much, a line
 * that breaks off, a comment that is never closed. Mistakes in boards of every vendor, and how many findings each gives.
 *
 *     npm run test:mistakes                                       400 mistakes in each of 60 boards
 *     npm run test:mistakes -- --files 10 --mutations 100 --seed 7 --show
 */

const usage = 'npm run test:mistakes [-- --files N --mutations N --seed S --show]';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '60' },
      mutations: { type: 'string', default: '400' },
      seed: { type: 'string', default: '1' },
      show: { type: 'boolean', default: false },
    },
  });
  const numbers = [values.files, values.mutations, values.seed].map(Number);
  if (!numbers.every((number) => Number.isSafeInteger(number) && number > 0)) throw new Error(usage);
  const [files, mutations, seed] = numbers as [number, number, number];
  const kernel = await kernelTree();
  const boards = sampleOfFolders(await rootSources(kernel.root), files, seed);
  console.log(
    `Linux ${kernel.version}, Node ${process.version}: ${mutations} mistakes in each of ${boards.length} boards, seed ${seed}`,
  );
  const counts = new Map<number, number>();
  const worst: string[] = [];
  for (const [index, board] of boards.entries()) {
    const path = join(kernel.root, board);
    const text = readFileSync(path, 'utf8');
    const check = await checkerOf(uriOf(path), text);
    for (const mutation of choose(mutationsOf(text), mutations, seed + index)) {
      const found = await check(mutation.text);
      counts.set(found.length, (counts.get(found.length) ?? 0) + 1);
      if (found.length > 1) worst.push(describe(board, text, mutation, found));
    }
    check.close();
  }
  if (values.show) for (const line of worst) console.log(line);
  return report(counts);
}

/** Of the mistakes that give any finding, so many must give exactly one, and all together no more than this on average. */
const LEAST_SINGLE = 0.99;
const MOST_ON_AVERAGE = 1.02;

function report(counts: ReadonlyMap<number, number>): number {
  let mistakes = 0;
  let findings = 0;
  for (const [found, times] of [...counts].sort(([a], [b]) => a - b)) {
    console.log(`  ${found} findings: ${times} mistakes`);
    if (found === 0) continue;
    mistakes += times;
    findings += found * times;
  }
  const single = (counts.get(1) ?? 0) / mistakes;
  const average = findings / mistakes;
  console.log(`  ${(100 * single).toFixed(2)} % give exactly one, ${average.toFixed(3)} on average`);
  const failed = single >= LEAST_SINGLE && average <= MOST_ON_AVERAGE ? 0 : 1;
  console.log(`${failed > 0 ? 0 : mistakes} passed, ${failed} failed`);
  return failed;
}

interface Checker {
  /** The findings of the syntax that the board has with this text, and had not before. */
  (text: string): Promise<readonly Finding[]>;
  close(): void;
}

async function checkerOf(board: Uri, original: string): Promise<Checker> {
  const workspace = createWorkspace(diskLoader, await testParser(), DEFAULT_SETTINGS);
  const session = workspace.parser.open();
  let version = 1;
  const syntaxOf = async (text: string) => {
    workspace.files.setOpen(board, createSourceFile(board, ++version, text));
    const { findings } = (await workspace.loadUnit(board, session))!;
    return findings.filter(({ code }) => SYNTAX_CODES.has(code));
  };
  const known = new Set((await syntaxOf(original)).map(keyOf));
  const check = async (text: string) => (await syntaxOf(text)).filter((finding) => !known.has(keyOf(finding)));
  return Object.assign(check, { close: () => session.close() });
}

const keyOf = ({ code, message, at }: Finding) => `${code} ${message} ${at.span.file.uri}`;

/** What is said of the text itself; what a mistake hides is missed elsewhere, and rightly so. */
const SYNTAX_CODES: ReadonlySet<string> = new Set([
  'syntax-error',
  'undefined-macro',
  'bad-number',
  'unterminated-comment',
  'unterminated-call',
  'wrong-argument-count',
]);

function mutationsOf(text: string): readonly Mutation[] {
  const stray = [...PUNCTUATION, 'zzz', '/*'].flatMap((token) => insertions(text, token));
  return [...deletions(text), ...stray, ...truncations(text)];
}

function choose(mutations: readonly Mutation[], count: number, seed: number): readonly Mutation[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => mutations[Math.floor(random() * mutations.length)]!);
}

function describe(board: string, text: string, { kind, at }: Mutation, found: readonly Finding[]): string {
  const line = text.slice(0, at).split('\n').length;
  const said = found.map(
    ({ at: { span }, message }) => `${span.file.lines.positionAt(span.start).line + 1} ${message.slice(0, 80)}`,
  );
  return `  ${board}:${line} ${kind}: ${text.split('\n')[line - 1]!.trim().slice(0, 80)}\n    ${said.slice(0, 4).join('\n    ')}`;
}

process.exitCode = await main();
