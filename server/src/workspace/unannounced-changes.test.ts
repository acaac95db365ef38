import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import type { FileLoader } from './file-loader.js';
import { createFileStore } from './file-store.js';
import { createUnannouncedChanges } from './unannounced-changes.js';

/** A disk whose files have the stamps that a test gives them; what a test puts there has none before. */
function testDisk(texts: Record<string, string>) {
  const stamps = new Map(Object.keys(texts).map((path) => [uriOf(path), 'first']));
  const read: string[] = [];
  const loader: FileLoader = {
    list: (folder) => memoryLoader(texts).list(folder),
    load(uris) {
      read.push(...uris);
      return memoryLoader(texts).load(uris);
    },
    stampsOf: async (uris) => new Map(uris.flatMap((uri) => (stamps.has(uri) ? [[uri, stamps.get(uri)!]] : []))),
  };
  const files = createFileStore(loader);
  const { look, told } = createUnannouncedChanges(files, loader);
  return {
    files,
    told,
    /** What is found, as `KIND PATH`. */
    async look() {
      read.length = 0;
      const { changes, isUnsettled } = await look();
      files.forget(changes.map(({ uri }) => uri));
      await files.load(changes.map(({ uri }) => uri));
      return { changes: changes.map(({ uri, kind }) => `${kind} ${uri.slice(uriOf('').length)}`), isUnsettled };
    },
    /** What was read by the last look. */
    get read() {
      return read.map((uri) => uri.slice(uriOf('').length));
    },
    put(path: string, text: string | undefined, stamp?: string) {
      if (text === undefined) delete texts[path];
      else texts[path] = text;
      if (stamp === undefined) stamps.delete(uriOf(path));
      else stamps.set(uriOf(path), stamp);
    },
  };
}

async function opened() {
  const disk = testDisk({ 'x/kit.dts': 'kit', 'x/soc.dtsi': 'soc', x: 'folder' });
  await disk.files.load(['x/kit.dts', 'x/soc.dtsi', 'x/none.dtsi'].map(uriOf));
  expect(await disk.look()).toEqual({ changes: [], isUnsettled: false });
  return disk;
}

describe('what changes on disk without anybody telling', () => {
  it('is found by the stamp, and nothing is read without need', async () => {
    const disk = await opened();
    expect(await disk.look()).toEqual({ changes: [], isUnsettled: false });
    expect(disk.read).toEqual(['x/none.dtsi']);
    disk.put('x/soc.dtsi', 'SOC', 'second');
    expect((await disk.look()).changes).toEqual(['changed x/soc.dtsi']);
    expect((await disk.look()).changes).toEqual([]);
    disk.put('x/soc.dtsi', 'SOC', 'third');
    expect((await disk.look()).changes).toEqual([]);
  });

  it('is looked at again where it changed a moment ago', async () => {
    const disk = await opened();
    disk.put('x/soc.dtsi', 'half');
    expect(await disk.look()).toEqual({ changes: ['changed x/soc.dtsi'], isUnsettled: true });
    disk.put('x/soc.dtsi', 'half and half', 'second');
    expect((await disk.look()).changes).toEqual(['changed x/soc.dtsi']);
    expect(await disk.look()).toEqual({ changes: [], isUnsettled: false });
  });

  it('is a file that came, was looked for in vain, or went', async () => {
    const disk = await opened();
    disk.put('x/none.dtsi', 'some', 'first');
    disk.put('x/pro.dts', 'pro', 'first');
    disk.put('x/notes.txt', 'notes', 'first');
    disk.put('x/kit.dts', undefined);
    disk.put('x', 'folder', 'second');
    expect((await disk.look()).changes.sort()).toEqual([
      'created x/none.dtsi',
      'created x/pro.dts',
      'deleted x/kit.dts',
    ]);
    expect((await disk.look()).changes).toEqual([]);
  });

  it('is not found again after somebody has told of it', async () => {
    const disk = await opened();
    disk.put('x/pro.dts', 'pro', 'first');
    disk.put('x', 'folder', 'second');
    disk.told([{ uri: uriOf('x/pro.dts'), kind: 'created' }]);
    expect((await disk.look()).changes).toEqual([]);
  });
});
