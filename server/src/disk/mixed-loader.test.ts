import { expect, it } from 'vitest';
import { memoryLoader } from '../../../test/memory-loader.js';
import { mixedLoader } from './mixed-loader.js';

it('reads from the disk what lies there, and asks for the rest elsewhere', async () => {
  const elsewhere = memoryLoader({});
  const loader = mixedLoader({
    load: async (uris) => {
      await elsewhere.load(uris);
      return new Map(uris.map((uri) => [uri, 'absent' as const]));
    },
    list: async () => [{ name: 'virtual.dts', kind: 'file' }],
  });
  const here = new URL('./mixed-loader.test.ts', import.meta.url).href;
  const there = 'vscode-vfs://github/linux/a.dts';
  const files = await loader.load([here, there]);
  expect(typeof files.get(here)).toBe('object');
  expect(files.get(there)).toBe('absent');
  expect(elsewhere.loaded).toEqual([there]);
  expect(loader.loadNow?.(there)).toBe('not-loaded');
  expect([here, there].map(loader.hasBytesOf!)).toEqual([true, false]);
  expect((await loader.loadBytes?.(here))?.length).toBeGreaterThan(0);
  expect(await loader.loadBytes?.(there)).toBeUndefined();
  expect(await loader.list('vscode-vfs://github/linux')).toEqual([{ name: 'virtual.dts', kind: 'file' }]);
});
