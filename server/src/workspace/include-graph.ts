import { fileNamed } from '../preprocessor/includes.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, folderOf, type Uri } from '../text/uri.js';
import { filesBelow, isBoardName, isOverlayName, isSourceName } from './boards.js';
import type { FileLoader } from './file-loader.js';
import type { Reach } from './reach.js';
import type { SourceTree } from './source-tree.js';

/**
 * Which source of a tree includes which. Conditionals are not evaluated: a board may be named that does not read the file
 * after all, but no board that reads it is left out (but for computed includes).
 */
export interface IncludeGraph {
  /** The boards that may reach a file. The first question reads every source of the tree. */
  boardsReaching(target: Uri): Promise<readonly Uri[]>;
  /** The same for overlays. */
  overlaysReaching(target: Uri): Promise<readonly Uri[]>;
  /** Whether a board may reach a file. Reads no more than what the board includes, so that it is a quick question. */
  reaches(board: Uri, target: Uri): Promise<boolean>;
  /** Whether the whole tree has been read, so that {@link boardsReaching} answers at once. */
  readonly complete: boolean;
  /** Takes in another version of a source, or that there is none any more. */
  update(uri: Uri, file: SourceFile | 'absent'): void;
}

export function openIncludeGraph(tree: SourceTree, loader: FileLoader, reachOf: () => Reach): IncludeGraph {
  const includers = new Map<Uri, Set<Uri>>();
  const includedBy = new Map<Uri, readonly Uri[]>();
  let whole: Promise<void> | undefined;
  let complete = false;

  const update = (uri: Uri, file: SourceFile | 'absent') => {
    for (const included of includedBy.get(uri) ?? []) includers.get(included)?.delete(uri);
    const included = file === 'absent' ? [] : includesOf(file, tree);
    includedBy.set(uri, included);
    for (const target of included) {
      const known = includers.get(target);
      if (known) known.add(uri);
      else includers.set(target, new Set([uri]));
    }
  };
  const readAll = async (sources: readonly Uri[]) => {
    const unread = sources.filter((uri) => !includedBy.has(uri));
    for (let at = 0; at < unread.length; at += BATCH) {
      for (const [uri, file] of await loader.load(unread.slice(at, at + BATCH))) {
        if (!includedBy.has(uri)) update(uri, file);
      }
    }
  };
  const readTree = async () => {
    const maxFolders = tree.layout === 'folder' ? MAX_LOOSE_FOLDERS : undefined;
    for (const folder of await tree.boardFolders(loader))
      await readAll(await filesBelow(folder, loader, reachOf(), isSourceName, maxFolders));
    complete = true;
  };
  const reaching = async (target: Uri, isWanted: (name: string) => boolean) => {
    whole ??= readTree();
    await whole;
    const reached = new Set<Uri>([target]);
    for (const uri of reached) for (const includer of includers.get(uri) ?? []) reached.add(includer);
    reached.delete(target);
    return [...reached].filter((uri) => isWanted(baseNameOf(uri))).sort();
  };
  return {
    get complete() {
      return complete;
    },
    update,
    boardsReaching: (target) => reaching(target, isBoardName),
    overlaysReaching: (target) => reaching(target, isOverlayName),
    async reaches(board, target) {
      const reached = new Set<Uri>([board]);
      for (const uri of reached) {
        if (uri === target) return true;
        // Headers include no sources.
        if (!isSourceName(baseNameOf(uri))) continue;
        if (!includedBy.has(uri) && reachOf().allows(uri)) await readAll([uri]);
        for (const included of includedBy.get(uri) ?? []) reached.add(included);
      }
      return false;
    },
  };
}

/** How many files are read at a time: a whole kernel is more than memory should hold, or a person wait for. */
const BATCH = 64;

/** A file of no known layout may lie in a folder that holds a whole disk. */
const MAX_LOOSE_FOLDERS = 500;

/** Every file that a source may name: which of the folders has it is not looked up; a name that leads nowhere reaches nothing. */
function includesOf(file: SourceFile, tree: SourceTree): readonly Uri[] {
  const included = new Set<Uri>();
  for (const [, quoted, angled, ofDtc] of file.text.matchAll(INCLUDE)) {
    const name = quoted ?? angled ?? ofDtc!;
    const folders = angled === undefined ? [folderOf(file.uri)] : [];
    for (const folder of [...folders, ...tree.includePaths(file.uri)]) {
      const named = fileNamed(folder, name);
      if (named !== undefined) included.add(tree.canonicalUri(named));
    }
  }
  return [...included];
}

const INCLUDE = /^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)|\/include\/\s*"([^"\n]+)"/gm;
