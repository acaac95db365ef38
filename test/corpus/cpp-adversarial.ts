import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expand } from '../../server/src/preprocessor/expand.js';
import { createSourceFile } from '../../server/src/text/source-file.js';
import { seededRandom } from '../random.js';
import { CPP_ARGUMENTS, type CppDifference, firstDifference } from './cpp-parity.js';

export interface CppCase {
  readonly name: string;
  readonly text: string;
}

/** The small inputs that were thought up to be hard, from the preprocessor's unit tests. */
export function adversarialCases(): CppCase[] {
  const file = new URL('../../server/src/preprocessor/cpp-cases.txt', import.meta.url);
  return readFileSync(file, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [, name, text] = /^([^\n]*)\n(.*?)^--- becomes\n/ms.exec(part)!;
      return { name: name!, text: text! };
    });
}

/** Small files of macros that call each other at random; the same ones for the same seed. */
export function generatedCases(seed: number, count: number): CppCase[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const sequence = (makeToken: () => string, longest: number) => {
    let text = '';
    for (let left = 1 + Math.floor(random() * longest); left > 0; left--) text += makeToken() + pick(['', ' ', ' ']);
    return text;
  };
  return Array.from({ length: count }, (_, index) => {
    const objects = ['A', 'B', 'C', 'D'];
    const functions = ['F', 'G', 'H', 'V'];
    const leaf = () => pick([...objects, ...functions, ...PLAIN_TOKENS]);
    const call = (depth: number): string => {
      const count = pick([0, 1, 1, 2, 2, 3]);
      const parts = Array.from({ length: count }, () => sequence(() => (depth > 2 ? leaf() : item(depth + 1)), 3));
      return `${pick(functions)}${pick(['', '', ' '])}(${parts.join(pick([',', ', ']))})`;
    };
    const item = (depth: number): string => (random() < 0.35 ? call(depth) : leaf());
    const operand = (names: readonly string[]) => () =>
      pick([leaf, () => call(1), () => pick(names), () => pick(names), () => `${pick(names)} ## ${pick(names)}`])();
    const lines = objects.map((name) => `#define ${name} ${random() < 0.1 ? '' : sequence(() => item(1), 4)}`);
    for (const name of functions) {
      const isVariadic = name === 'V' || random() < 0.2;
      const parameters = pick([['x'], ['x', 'y'], ['x', 'y'], ['x', 'y', 'z']]);
      const names = isVariadic ? [...parameters, '__VA_ARGS__'] : parameters;
      const special = () =>
        pick([
          `#${pick(names)}`,
          `${pick(names)}##${leaf()}`,
          `${leaf()}##${pick(names)}`,
          isVariadic ? ',##__VA_ARGS__' : 'x',
          isVariadic ? `__VA_OPT__(${pick(names)} ${leaf()})` : 'y',
        ]);
      const body = sequence(() => (random() < 0.25 ? special() : operand(names)()), 5);
      lines.push(`#define ${name}(${[...parameters, ...(isVariadic ? ['...'] : [])].join(', ')}) ${body}`);
    }
    for (let left = 6; left > 0; left--) lines.push(sequence(() => item(0), 6));
    // An open call would swallow the lines behind it, of which each is to count.
    return { name: `seed ${seed}, case ${index}`, text: `${lines.join('\n')}\n` };
  });
}

/** Files of conditions made up at random, most of which are well-formed. */
export function generatedConditions(seed: number, count: number): CppCase[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const operand = (depth: number): string => {
    const choice = random();
    if (depth > 4 || choice < 0.45) return pick(OPERANDS);
    if (choice < 0.6) return `${pick(['!', '~', '-', '+', '- '])}${operand(depth + 1)}`;
    if (choice < 0.7) return `(${expression(depth + 1)})`;
    if (choice < 0.75) return `(${expression(depth + 1)} ? ${expression(depth + 1)} : ${expression(depth + 1)})`;
    return expression(depth + 1);
  };
  const expression = (depth: number): string =>
    random() < 0.02
      ? pick(['(', ')', '1 2', '? 1', '=', ': 1'])
      : `${operand(depth + 1)} ${pick(OPERATORS)} ${operand(depth + 1)}`;
  return Array.from({ length: count }, (_, index) => {
    const lines = ['#define ONE 1', '#define F(x) ((x) * 2)'];
    for (let number = 0; number < 100; number++)
      lines.push(`#if ${expression(0)}`, `yes ${number}`, '#else', `no ${number}`, '#endif');
    return { name: `conditions, seed ${seed}, case ${index}`, text: `${lines.join('\n')}\n` };
  });
}

const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '<<',
  '>>',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  '!=',
  '&',
  '|',
  '^',
  '&&',
  '||',
  ',',
];
const OPERANDS = [
  '0',
  '1',
  '2',
  '3',
  '7',
  '64',
  '63',
  '0u',
  '1u',
  '5U',
  '0x7fffffffffffffff',
  '0xffffffffffffffff',
  '9223372036854775808',
  '18446744073709551615',
  '1ull',
  '010',
  '0b11',
  "'a'",
  "'\\377'",
  'ONE',
  'F(3)',
  'F',
  'nothing',
  'defined ONE',
  'defined(nothing)',
  '99999999999999999999',
];

const PLAIN_TOKENS = [
  'a',
  'b',
  'L',
  '1',
  '2e',
  '.',
  '+',
  '-',
  '<',
  '>',
  '&',
  '#',
  '(',
  ')',
  ',',
  '"s"',
  "'c'",
  '/',
  '=',
  '\\',
  '$',
  ':',
  ';',
];

/** Expands single files with the real cpp and with ours; the first line of each in which they differ. */
export async function compareCasesWithCpp(cases: readonly CppCase[]): Promise<CppDifference[]> {
  const differences: CppDifference[] = [];
  for (const { name, text } of cases) {
    const theirs = await cppOutput(text);
    if (theirs === undefined) continue;
    const difference = firstDifference(theirs, Buffer.from(ourOutput(text), 'utf8').toString('latin1'));
    if (difference) differences.push({ board: name, ...difference });
  }
  return differences;
}

/** The expansion of a file that can include nothing. */
export function ourOutput(text: string): string {
  const root = createSourceFile('file:///case.dts', 1, text);
  return expand(root, { fileSystem: { read: () => 'absent' }, includePaths: [], givesUpLikeCpp: true }).text;
}

/** What cpp prints for a text, whatever it complains of; undefined where cpp itself crashes, as it does now and then. */
function cppOutput(text: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn('cpp', [...CPP_ARGUMENTS, '-I', '/', '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve(code !== 0 && code !== 1 ? undefined : Buffer.concat(parts).toString('latin1')),
    );
    child.stdin.end(text);
  });
}
