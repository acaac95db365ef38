import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, folderOf, resolvePath, type Uri } from '../text/uri.js';
import { filesBelow, isBoardName, isSourceName } from './boards.js';
import type { FileLoader } from './file-loader.js';
import type { SourceTree } from './source-tree.js';

/**
 * The boards of a tree that may reach a file through includes. Conditionals are not evaluated: a board may be named that
 * does not read the file after all, but no board that reads it is left out (but for computed includes).
 */
export async function boardsReaching(target: Uri, tree: SourceTree, loader: FileLoader): Promise<readonly Uri[]> {
  const includers = await includersOf(tree, loader);
  const reached = new Set<Uri>([target]);
  const boards: Uri[] = [];
  for (const uri of reached) {
    if (uri !== target && isBoardName(baseNameOf(uri))) boards.push(uri);
    for (const includer of includers.get(uri) ?? []) reached.add(includer);
  }
  return boards.sort();
}

/** For each file, the sources that name it in an include. */
async function includersOf(tree: SourceTree, loader: FileLoader): Promise<Map<Uri, Set<Uri>>> {
  const includers = new Map<Uri, Set<Uri>>();
  for (const folder of await tree.boardFolders(loader)) {
    const sources = await filesBelow(folder, loader, isSourceName);
    for (let at = 0; at < sources.length; at += BATCH) {
      for (const file of (await loader.load(sources.slice(at, at + BATCH))).values()) {
        if (file !== 'absent') addIncludes(includers, file, tree);
      }
    }
  }
  return includers;
}

/** How many files are in memory at a time: a whole kernel's are more than is needed at once. */
const BATCH = 256;

function addIncludes(includers: Map<Uri, Set<Uri>>, file: SourceFile, tree: SourceTree): void {
  for (const [, quoted, angled] of file.text.matchAll(INCLUDE)) {
    const name = quoted ?? angled!;
    const folders = quoted === undefined ? [] : [folderOf(file.uri)];
    // Which folder has the file is not looked up: a name that leads nowhere reaches nothing.
    for (const folder of [...folders, ...tree.includePaths(file.uri)]) {
      const included = tree.canonicalUri(resolvePath(folder, name.startsWith('/') ? name : `./${name}`));
      let users = includers.get(included);
      if (!users) {
        users = new Set();
        includers.set(included, users);
      }
      users.add(file.uri);
    }
  }
}

const INCLUDE = /(?:^[ \t]*#[ \t]*include[ \t]*|\/include\/\s*)(?:"([^"\n]+)"|<([^>\n]+)>)/gm;
