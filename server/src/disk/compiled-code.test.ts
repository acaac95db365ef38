import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from './compiled-code.js';

const PROGRAM = `const { basename } = require('node:path');
exports.name = basename(__filename);
exports.half = (number) => number / 2;
`;

function openFolder(text = PROGRAM) {
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'program.cjs');
  writeFileSync(path, text);
  const cache = join(folder, 'cache');
  const start = () => startProgram(path, cache);
  const kept = () => readdirSync(cache).map((name) => join(cache, name));
  return { path, cache, start, kept };
}

const halfOf8 = ({ exports }: ReturnType<typeof startProgram>) => (exports as { half(number: number): number }).half(8);

it('runs a program, and takes back what V8 made of it', () => {
  const { start, kept } = openFolder();
  const first = start();
  expect(first.exports).toMatchObject({ name: 'program.cjs' });
  expect(first.isKnown).toBe(false);
  expect(halfOf8(first)).toBe(4);
  first.keep();
  first.keep();
  expect(kept()).toHaveLength(1);
  if (process.platform !== 'win32') expect(statSync(kept()[0]!).mode & 0o077).toBe(0);
  const second = start();
  expect(second.isKnown).toBe(true);
  expect(halfOf8(second)).toBe(4);
  second.keep();
  expect(kept()).toHaveLength(1);
});

it('takes nothing for a program that has changed, though it be as long', () => {
  const { path, start } = openFolder();
  start().keep();
  writeFileSync(path, PROGRAM.replace('/ 2', '* 2'));
  const changed = start();
  expect(changed.isKnown).toBe(false);
  expect(halfOf8(changed)).toBe(16);
});

it('takes nothing that is not what it kept', () => {
  const { start, kept } = openFolder();
  start().keep();
  const [path] = kept();
  const content = readFileSync(path!);
  const broken = Buffer.from(content);
  broken[content.length - 9]! ^= 1;
  for (const wrong of [broken, content.subarray(0, 100), Buffer.alloc(0), Buffer.alloc(64)]) {
    writeFileSync(path!, wrong);
    const started = start();
    expect(started.isKnown).toBe(false);
    expect(halfOf8(started)).toBe(4);
  }
});

it('runs where nothing can be kept', () => {
  const { path } = openFolder();
  const started = startProgram(path, join(path, 'below-a-file'));
  started.keep();
  expect(halfOf8(started)).toBe(4);
});

it('keeps what it made of the newest few programs', () => {
  const { path, start, kept } = openFolder();
  for (let version = 0; version < 7; version++) {
    writeFileSync(path, `${PROGRAM}// ${version}\n`);
    start().keep();
  }
  expect(kept()).toHaveLength(4);
  expect(start().isKnown).toBe(true);
});
