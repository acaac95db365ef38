import { expect, it } from 'vitest';
import { memoryLoader, uriOf } from '../../../test/memory-loader.js';
import { createSourceFile } from '../text/source-file.js';
import { compareWithDisk } from './disk-comparison.js';
import type { FileLoader } from './file-loader.js';
import { createFileStore } from './file-store.js';

/** A disk whose files have the stamps that a test says. */
function disk(texts: Record<string, string>, stamps: Record<string, string>) {
  let reads = 0;
  const read = (uri: string) => {
    reads++;
    const text = texts[uri.replace('file:///', '')];
    return text === undefined ? 'absent' : createSourceFile(uri, 1, text);
  };
  const loader: FileLoader = {
    ...memoryLoader({}),
    load: async (uris) => new Map(uris.map((uri) => [uri, read(uri)])),
    loadNow: read,
    stampsOf: async (uris) =>
      new Map(
        uris.flatMap((uri): [string, string][] => {
          const stamp = stamps[uri.replace('file:///', '')];
          return stamp === undefined ? [] : [[uri, stamp]];
        }),
      ),
  };
  const readsOf = async (run: () => Promise<unknown>) => {
    const before = reads;
    await run();
    return reads - before;
  };
  return { loader, readsOf };
}

it('tells which known files changed, came and went, once each', async () => {
  const texts: Record<string, string> = { a: 'a', b: 'b', c: 'c', open: 'o', other: 'x' };
  const { loader } = disk(texts, {});
  const files = createFileStore(loader);
  await files.load(['a', 'b', 'c', 'd', 'open'].map(uriOf));
  files.setOpen(uriOf('open'), createSourceFile(uriOf('open'), 1, 'typed'));
  const compare = compareWithDisk(files, loader)!;
  expect(await compare()).toEqual([]);
  Object.assign(texts, { a: 'A', d: 'd', open: 'saved', other: 'y' });
  delete texts.b;
  const changes = await compare();
  expect(changes).toEqual([
    { uri: uriOf('a'), kind: 'changed' },
    { uri: uriOf('b'), kind: 'deleted' },
    { uri: uriOf('d'), kind: 'created' },
  ]);
  const uris = changes.map(({ uri }) => uri);
  files.forget(uris);
  await files.load(uris);
  expect(await compare()).toEqual([]);
});

it('reads a file again only when its stamp is another, or it has none', async () => {
  const [texts, stamps]: Record<string, string>[] = [
    { a: 'a', b: 'b' },
    { a: '1', b: '1' },
  ];
  const { loader, readsOf } = disk(texts!, stamps!);
  const files = createFileStore(loader);
  await files.load(['a', 'b'].map(uriOf));
  const compare = compareWithDisk(files, loader)!;
  expect(await readsOf(compare)).toBe(2);
  expect(await readsOf(compare)).toBe(0);
  stamps!.a = '2';
  expect(await readsOf(compare)).toBe(1);
  delete stamps!.b;
  expect(await readsOf(compare)).toBe(1);
  // It was written again after the last stamp, and has the same one as the text that is known.
  Object.assign(texts!, { b: 'B' });
  stamps!.b = '1';
  expect(await compare()).toEqual([{ uri: uriOf('b'), kind: 'changed' }]);
});

it('is not for a host that cannot tell', () => {
  const loader = memoryLoader({});
  expect(compareWithDisk(createFileStore(loader), loader)).toBeUndefined();
});
