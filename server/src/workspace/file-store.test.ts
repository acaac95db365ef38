import { describe, expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { createSourceFile } from '../text/source-file.js';
import type { FileLoader } from './file-loader.js';
import { createFileStore, type FileStore } from './file-store.js';

const textOf = (files: FileStore, path: string) => {
  const file = files.read(uriOf(path));
  return typeof file === 'string' ? file : file.text;
};

describe('a file that is forgotten while it is read', () => {
  it.each([
    ['by itself', 'x/a.dts'],
    ['with its folder', 'x'],
  ])('%s, does not come back as it was', async (_, forgotten) => {
    let text = 'old';
    let release = () => {};
    const loader: FileLoader = {
      ...memoryLoader({}),
      async load(uris) {
        const loaded = new Map(uris.map((uri) => [uri, createSourceFile(uri, 1, text)]));
        if (text === 'old') await new Promise<void>((resume) => (release = resume));
        return loaded;
      },
    };
    const files = createFileStore(loader);
    const loading = files.load([uriOf('x/a.dts')]);
    text = 'new';
    files.forget([uriOf(forgotten)]);
    release();
    await loading;
    expect(textOf(files, 'x/a.dts')).toBe('new');
  });

  it('is taken as it is when it never settles', async () => {
    let loads = 0;
    const files: FileStore = createFileStore({
      ...memoryLoader({}),
      async load(uris) {
        files.forget(uris);
        return new Map(uris.map((uri) => [uri, createSourceFile(uri, 1, String(++loads))]));
      },
    });
    await files.load([uriOf('x/a.dts')]);
    expect(textOf(files, 'x/a.dts')).toBe(String(loads));
  });
});

it.each(['x', 'x/v6.y'])('the folder %s is forgotten with its files', async (folder) => {
  let text = 'old';
  const files = createFileStore({
    ...memoryLoader({}),
    load: async (uris) => new Map(uris.map((uri) => [uri, createSourceFile(uri, 1, text)])),
  });
  const uris = ['x/v6.y/a.dts', 'y/v6.y/a.dts'].map(uriOf);
  await files.load(uris);
  text = 'new';
  files.forget([uriOf(folder)]);
  await files.load(uris);
  expect([textOf(files, 'x/v6.y/a.dts'), textOf(files, 'y/v6.y/a.dts')]).toEqual(['new', 'old']);
});

describe('very many files that change at once', () => {
  const many = Array.from({ length: 8000 }, (_, index) => uriOf(`x/f${index}/Makefile`));
  const millisecondsOf = async (action: () => unknown) => {
    const start = performance.now();
    await action();
    return performance.now() - start;
  };

  it('are forgotten in a moment', async () => {
    const files = createFileStore(memoryLoader({}));
    await files.load(many);
    expect(await millisecondsOf(() => files.forget(many))).toBeLessThan(1000);
    expect(files.size).toBe(0);
  });

  it('are told from those that are read meanwhile in a moment', async () => {
    const others = many.map((uri) => uri.replace('/x/', '/y/'));
    const loader: FileLoader = {
      ...memoryLoader({}),
      async load(uris) {
        files.forget(others);
        return new Map(uris.map((uri) => [uri, createSourceFile(uri, 1, '')]));
      },
    };
    const files: FileStore = createFileStore(loader);
    expect(await millisecondsOf(() => files.load(many))).toBeLessThan(1000);
  });
});

describe('an open document', () => {
  const LINKS: Readonly<Record<string, string>> = { 'x/link.dtsi': 'x/soc.dtsi', 'x/absent.dtsi': 'x/soc.dtsi' };
  const open = async () => {
    const files = createFileStore({
      ...memoryLoader({ 'x/soc.dtsi': 'disk', 'x/link.dtsi': 'disk', 'x/other.dtsi': 'other' }),
      realUri: (uri) => uriOf(LINKS[uri.replace('file:///', '')] ?? uri.replace('file:///', '')),
    });
    await files.load(['x/soc.dtsi', 'x/link.dtsi', 'x/other.dtsi', 'x/absent.dtsi'].map(uriOf));
    return files;
  };
  const edit = (files: FileStore, path: string, text: string | undefined) =>
    files.setOpen(uriOf(path), text === undefined ? undefined : createSourceFile(uriOf(path), 2, text));

  it.each([
    ['x/soc.dtsi', 'x/link.dtsi'],
    ['x/link.dtsi', 'x/soc.dtsi'],
  ])('%s is what %s has, too, as one and the same object', async (opened, other) => {
    const files = await open();
    edit(files, opened, 'edited');
    expect(textOf(files, other)).toBe('edited');
    expect(files.read(uriOf(other))).toBe(files.read(uriOf(other)));
    expect(files.read(uriOf(other))).toMatchObject({ uri: uriOf(other) });
    expect([textOf(files, 'x/other.dtsi'), textOf(files, 'x/absent.dtsi')]).toEqual(['other', 'absent']);
    edit(files, opened, 'edited again');
    expect(textOf(files, other)).toBe('edited again');
    const supposed = createSourceFile(uriOf(opened), 0, 'supposed');
    expect(files.supposing(supposed, () => textOf(files, other))).toBe('supposed');
    edit(files, opened, undefined);
    expect(textOf(files, other)).toBe('disk');
  });

  it('has its own text under each name by which it is open', async () => {
    const files = await open();
    edit(files, 'x/soc.dtsi', 'one');
    edit(files, 'x/link.dtsi', 'two');
    expect([textOf(files, 'x/soc.dtsi'), textOf(files, 'x/link.dtsi')]).toEqual(['one', 'two']);
    edit(files, 'x/link.dtsi', undefined);
    await files.load([uriOf('x/link.dtsi')]);
    expect(textOf(files, 'x/link.dtsi')).toBe('one');
  });

  it('is known by a name of which the disk knows nothing', async () => {
    const files = createFileStore(memoryLoader({ 'x/soc.dtsi': 'disk', 'prefix/soc.dtsi': 'disk' }));
    await files.load(['x/soc.dtsi', 'prefix/soc.dtsi'].map(uriOf));
    edit(files, 'prefix/soc.dtsi', 'edited');
    expect(textOf(files, 'x/soc.dtsi')).toBe('disk');
    expect(files.equate(uriOf('prefix/soc.dtsi'), uriOf('x/soc.dtsi'))).toBe(true);
    expect(files.equate(uriOf('prefix/soc.dtsi'), uriOf('x/soc.dtsi'))).toBe(false);
    expect(textOf(files, 'x/soc.dtsi')).toBe('edited');
  });
});
