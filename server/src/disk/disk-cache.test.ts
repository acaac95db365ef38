import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskCache } from './disk-cache.js';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dts-analyzer-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('gives back what it keeps, by key, and only to its user', async () => {
  const folder = join(temporaryFolder(), 'new');
  const cache = diskCache(folder);
  expect(await cache.get('a')).toBeUndefined();
  await cache.set('a', 'first');
  await cache.set('a', 'second ✓');
  await cache.set('../b', 'other');
  expect(await Promise.all(['a', '../b', 'c'].map(cache.get))).toEqual(['second ✓', 'other', undefined]);
  expect(['a', '../b', 'c'].map(cache.getNow)).toEqual(['second ✓', 'other', undefined]);
  expect(readdirSync(folder)).toHaveLength(2);
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0);
});

it('gives nothing to one build of a program that another has kept', async () => {
  const folder = temporaryFolder();
  await diskCache(folder, '0.1.0').set('a', 'of the first');
  expect(await diskCache(folder, '0.2.0').get('a')).toBeUndefined();
  expect(diskCache(folder, '0.2.0').getNow('a')).toBeUndefined();
  expect(await diskCache(folder, '0.1.0').get('a')).toBe('of the first');
});

it('holds the newest few', async () => {
  const folder = temporaryFolder();
  const cache = diskCache(folder);
  for (let count = 0; count < 70; count++) await cache.set(String(count), 'x');
  expect(readdirSync(folder)).toHaveLength(64);
  expect(await cache.get('69')).toBe('x');
});

it('keeps nothing where it cannot, and reads nothing that is too large', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const blocked = diskCache(join(file, 'below'));
  await blocked.set('a', 'x');
  expect(await blocked.get('a')).toBeUndefined();
  expect(blocked.getNow('a')).toBeUndefined();
  const cache = diskCache(folder);
  await cache.set('large', 'x'.repeat(17 * 1024 * 1024));
  expect(await cache.get('large')).toBeUndefined();
  await cache.set('a', 'x');
  const [name] = readdirSync(folder).filter((entry) => entry.endsWith('.txt'));
  writeFileSync(join(folder, name!), 'x'.repeat(17 * 1024 * 1024));
  chmodSync(join(folder, name!), 0o600);
  expect(await cache.get('a')).toBeUndefined();
});
