import { type BindingStore, createBindingStore } from '../bindings/store.js';
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
   * Reads on, if an answer of `store` may be wrong for want of files. Tells whether it did; the store is another one
   * then, and whoever asked the old one asks again.
   */
  loadMore(): Promise<boolean>;
}

/** `folder` is the tree's bindings folder, if its layout has one. */
export async function openBindings(folder: Uri | undefined, loader: FileLoader, reach: Reach): Promise<BindingLoader> {
  if (!folder || (await loader.list(folder)) === undefined) return { store: undefined, loadMore: async () => false };
  // What rules ask for now is about remote processors, and Linux keeps the bindings of a class of devices in a folder.
  const stages = [resolvePath(folder, './remoteproc'), folder];
  let doubtful = false;
  const create = (files: ReadonlyMap<Uri, SourceFile>) => {
    doubtful = false;
    return createBindingStore(folder, files, () => {
      doubtful = true;
    });
  };
  let store = create(new Map());
  return {
    get store() {
      return store;
    },
    async loadMore() {
      const stage = doubtful ? stages.shift() : undefined;
      if (!stage) return false;
      store = create(await readYaml(stage, loader, reach));
      return true;
    },
  };
}

async function readYaml(folder: Uri, loader: FileLoader, reach: Reach): Promise<ReadonlyMap<Uri, SourceFile>> {
  const loaded = await loader.load(await filesBelow(folder, loader, reach, (name) => name.endsWith('.yaml')));
  return new Map([...loaded].flatMap(([uri, file]) => (file === 'absent' ? [] : [[uri, file] as const])));
}
