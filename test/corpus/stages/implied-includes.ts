import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expand } from '../../../server/src/preprocessor/expand.js';
import { createSourceFile } from '../../../server/src/text/source-file.js';
import { seededRandom } from '../../random.js';
import { CPP_ARGUMENTS, type CppDifference, firstDifference } from '../cpp-parity.js';
import type { Stage } from '../stage.js';

/**
 * What a build has read before a root and writes behind its last line, as U-Boot's does, becomes what cpp makes of it: for
 * random texts of directives, each before a root, as a root, and twice behind one.
 */
export const impliedIncludesStage: Stage = {
  name: 'implied-includes',
  async run({ partial, progress }) {
    const texts = randomTexts(SEED, partial ? 100 : 1000);
    const differences = [];
    const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-implied-'));
    try {
      for (const [index, root] of texts.entries()) {
        const [before, after] = [1, 2].map((step) => texts[(index + step) % texts.length]!);
        const difference = await compare(folder, root, before!, after!);
        if (difference) differences.push({ board: `seed ${SEED}, root ${index}`, what: describe(difference) });
        progress(index + 1, texts.length);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return { compared: texts.length, rows: texts.length, differences, counts: [`${texts.length} roots`] };
  },
};

const SEED = 11;

/** Texts that define, ask for and use a few names; conditionals may stay open, files may be read once only. */
function randomTexts(seed: number, count: number): string[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const name = () => pick(['A', 'B', 'C', '__ASSEMBLY__', '__DTS__']);
  const line = () =>
    pick([
      () => `#define ${name()} ${pick(['1', '0', name(), `(${name()})`])}`,
      () => `#undef ${name()}`,
      () => `#ifdef ${name()}`,
      () => `#ifndef ${name()}`,
      () => `#if defined(${name()}) && ${name()}`,
      () => '#else',
      () => '#endif',
      () => '#endif',
      () => '#pragma once',
      () => `p = <${name()} __INCLUDE_LEVEL__ __COUNTER__>;`,
      () => `${name()} /* ${name()} */ n { };`,
    ])();
  return Array.from({ length: count }, () => Array.from({ length: 1 + Math.floor(random() * 12) }, line).join('\n'));
}

const describe = ({ line, cpp, ours }: Omit<CppDifference, 'board'>) =>
  `line ${line}: cpp ${JSON.stringify(cpp)}, ours ${JSON.stringify(ours)}`;

async function compare(
  folder: string,
  root: string,
  before: string,
  after: string,
): Promise<Omit<CppDifference, 'board'> | undefined> {
  const files = { 'root.dts': `${root}\n`, 'before.h': before, 'after.dtsi': after };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'root.pre'), `${files['root.dts']}#include "after.dtsi"\n#include "before.h"\n`);
  const sources = new Map(
    Object.entries(files).map(([name, text]) => [
      `file:///tree/${name}`,
      createSourceFile(`file:///tree/${name}`, 1, text),
    ]),
  );
  const { text } = expand(sources.get('file:///tree/root.dts')!, {
    fileSystem: { read: (uri) => sources.get(uri) ?? 'absent' },
    includePaths: [],
    macros: ['__ASSEMBLY__'],
    preincluded: ['file:///tree/before.h'],
    appended: () => [
      { anyOf: ['file:///tree/none.dtsi', 'file:///tree/after.dtsi'] },
      { path: 'before.h', namedBy: 'the test' },
    ],
    givesUpLikeCpp: true,
  });
  const theirs = await cppOutput(folder);
  return theirs === undefined ? undefined : firstDifference(theirs, Buffer.from(text, 'utf8').toString('latin1'));
}

/** What cpp prints, whatever it complains of; undefined where cpp itself crashes. */
async function cppOutput(folder: string): Promise<string | undefined> {
  const args = [...CPP_ARGUMENTS, '-D__ASSEMBLY__', '-include', './before.h', 'root.pre'];
  try {
    return (await run('cpp', args, { cwd: folder, encoding: 'latin1' })).stdout;
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    return code === 1 ? stdout : undefined;
  }
}

const run = promisify(execFile);
