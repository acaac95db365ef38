import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { stampsOf } from './stamps.js';

it('a file that rests has a stamp, one that is missing or has just changed has none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-stamps,'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const fresh = join(folder, 'fresh.dts');
  writeFileSync(fresh, '/ { };\n');
  const resting = pathToFileURL(new URL('./stamps.ts', import.meta.url).pathname).href;
  const uris = [resting, pathToFileURL(fresh).href, pathToFileURL(join(folder, 'gone.dts')).href];
  const stamps = await stampsOf(uris);
  const { size } = statSync(new URL(resting));
  expect([...stamps.keys()]).toEqual([resting]);
  expect(stamps.get(resting)).toMatch(new RegExp(`^${size} `));
  // Who sets the time of the content back does not set back that of the inode.
  utimesSync(fresh, 1, 1);
  expect((await stampsOf(uris)).has(uris[1]!)).toBe(false);
});
