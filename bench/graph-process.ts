import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskCache } from '../server/src/disk/disk-cache.js';
import { diskLoader } from '../server/src/disk/disk-loader.js';
import { normalizeUri } from '../server/src/text/uri.js';
import { openIncludeGraph } from '../server/src/workspace/include-graph.js';
import { createReach } from '../server/src/workspace/reach.js';
import { findSourceTree } from '../server/src/workspace/source-tree.js';

/* The measured process behind `graph.ts`: asks a tree that nobody has looked at for the boards of a file. */

export interface GraphResult {
  readonly boards: readonly string[];
  /** How many sources the tree has. */
  readonly sources: number;
  /** In milliseconds, from the first look at the tree to the answer. */
  readonly time: number;
}

const { kernel, target, cache }: { kernel: string; target: string; cache: string } = JSON.parse(
  readFileSync(0, 'utf8'),
);
const uri = normalizeUri(pathToFileURL(join(kernel, target)).href);
let sources = 0;
const start = performance.now();
const tree = await findSourceTree(uri, false, diskLoader);
const reach = createReach([tree.root], diskLoader);
const graph = openIncludeGraph(tree, diskLoader, {
  reach: () => reach,
  cache: diskCache(cache),
  onProgress(_, __, total) {
    sources = total;
  },
});
const boards = await graph.boardsReaching(uri);
const time = performance.now() - start;
process.stdout.write(JSON.stringify({ boards, sources, time } satisfies GraphResult));
