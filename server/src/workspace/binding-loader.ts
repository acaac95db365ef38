import { documentedCompatibles, parseSchema } from '../bindings/schema.js';
import { type BindingStore, createBindingStore, type MissingBinding } from '../bindings/store.js';
import { createWordIndex, type WordIndex } from '../bindings/word-index.js';
import { detached } from '../text/detached.js';
import type { SourceFile } from '../text/source-file.js';
import { resolvePath, type Uri } from '../text/uri.js';
import { filesBelow } from './boards.js';
import type { FileLoader } from './file-loader.js';
import type { Reach } from './reach.js';

/** The bindings of a source tree, read as far as anybody asked: a kernel has 4,400 of them, a run needs few. */
export interface BindingLoader {
  /** Over what has been read so far; absent where the tree carries no bindings. */
  readonly store: BindingStore | undefined;
  /**
   * Reads on, if an answer of `asked`, which has been {@link store}, may be wrong for want of files. Tells whether the store
   * is another one now, which is to be asked again.
   */
  loadMore(asked: BindingStore | undefined): Promise<boolean>;
}

/** `folder` is the tree's bindings folder, if its layout has one. */
export async function openBindings(folder: Uri | undefined, loader: FileLoader, reach: Reach): Promise<BindingLoader> {
  if (!folder || (await loader.list(folder)) === undefined) return { store: undefined, loadMore: async () => false };
  /** The files that answers are made of. Of all others no more than an index is kept. */
  const files = new Map<Uri, SourceFile>();
  const take = (file: SourceFile) => {
    files.set(file.uri, file);
  };
  let missing: MissingBinding[] = [];
  /** What the index has been asked for. */
  const sought = new Set<string>();
  const create = () => createBindingStore(folder, files, (what) => missing.push(what));
  let store = create();
  let isBegun = false;
  let index: WordIndex<Uri> | undefined;
  /** What files document that were looked into: half-typed words stand in thousands of them. */
  const documented = new Map<Uri, ReadonlySet<string>>();
  let referred = 0;
  let reading = Promise.resolve();

  const readOn = async () => {
    if (missing.length === 0) return;
    const wanted = missing;
    missing = [];
    const before = files.size;
    // What rules ask for now is about remote processors, and Linux keeps the bindings of a class of devices in a folder.
    if (!isBegun) await readBindings(resolvePath(folder, './remoteproc'), loader, reach, take);
    isBegun = true;
    if (files.size === before) await search(wanted);
    if (files.size > before) store = create();
  };
  const search = async (wanted: readonly MissingBinding[]) => {
    index ??= await indexBindings(folder, loader, reach);
    for (const what of wanted) {
      const name = 'uri' in what ? what.uri : what.compatible;
      if (sought.has(name)) continue;
      sought.add(name);
      const file =
        'uri' in what ? await readReferred(name, index) : await findDocumenting(name, index, documented, loader);
      if (file) take(file);
    }
  };
  /** A file that another refers to, if it is one of the folder. */
  const readReferred = async (uri: Uri, { has }: WordIndex<Uri>) =>
    has(uri) && ++referred <= MAX_REFERRED ? readOne(uri, loader) : undefined;
  return {
    get store() {
      return store;
    },
    async loadMore(asked) {
      // Several checks may ask meanwhile.
      reading = reading.then(readOn, readOn);
      await reading;
      return store !== asked;
    },
  };
}

/** The first file that documents a value of `compatible`. `documented` has what was found in files before. */
async function findDocumenting(
  compatible: string,
  index: WordIndex<Uri>,
  documented: Map<Uri, ReadonlySet<string>>,
  loader: FileLoader,
): Promise<SourceFile | undefined> {
  for (const batch of batchesOf(index.holding(compatible))) {
    const unread = batch.filter((uri) => !documented.has(uri));
    const read = unread.length > 0 ? await loader.load(unread) : new Map<Uri, SourceFile>();
    for (const file of read.values()) {
      if (file === 'absent' || !file.text.includes(compatible)) continue;
      const schema = parseSchema(file.text);
      // A name that is a slice of its text would keep all of it.
      documented.set(file.uri, new Set(schema ? [...documentedCompatibles(schema)].map(detached) : []));
    }
    const found = batch.find((uri) => documented.get(uri)?.has(compatible));
    const file = found === undefined ? 'absent' : (read.get(found) ?? (await readOne(found, loader)) ?? 'absent');
    if (file !== 'absent') return file;
  }
  return undefined;
}

async function readOne(uri: Uri, loader: FileLoader): Promise<SourceFile | undefined> {
  const file = (await loader.load([uri])).get(uri);
  return file === 'absent' ? undefined : file;
}

async function indexBindings(folder: Uri, loader: FileLoader, reach: Reach): Promise<WordIndex<Uri>> {
  const index = createWordIndex<Uri>();
  await readBindings(folder, loader, reach, ({ uri, text }) => index.add(uri, text));
  return index;
}

async function readBindings(folder: Uri, loader: FileLoader, reach: Reach, take: (file: SourceFile) => void) {
  for (const batch of batchesOf(await filesBelow(folder, loader, reach, (name) => name.endsWith('.yaml'))))
    for (const file of (await loader.load(batch)).values()) if (file !== 'absent') take(file);
}

function* batchesOf(uris: readonly Uri[]): Iterable<readonly Uri[]> {
  for (let at = 0; at < uris.length; at += BATCH) yield uris.slice(at, at + BATCH);
}

/** So many files are read at a time, that a key which is pressed meanwhile waits for no more. */
const BATCH = 32;

/** Each file that another refers to has all asked once more. Those of a kernel's remote processors refer to fewer than ten. */
const MAX_REFERRED = 200;
