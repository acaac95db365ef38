import { includedUri } from '../preprocessor/includes.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, folderOf, type Uri } from '../text/uri.js';
import { filesBelow, isBoardName, isOverlayName, isSourceName } from './boards.js';
import type { FileLoader } from './file-loader.js';
import { keepScans, readScans, type StampedScan } from './graph-cache.js';
import { type SourceScan, scanSource } from './include-scan.js';
import type { Reach } from './reach.js';
import type { SourceTree } from './source-tree.js';
import type { TextCache } from './text-cache.js';

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
  /**
   * What the text of a board, or of a board that it is made of, says that its SoC is, else the source that is included first
   * of all; of what has been read.
   */
  socOf(board: Uri): string | undefined;
  /** Whether the whole tree has been read, so that {@link boardsReaching} answers at once. */
  readonly complete: boolean;
  /** Takes in another version of a source, or that there is none any more. */
  update(uri: Uri, file: SourceFile | 'absent'): void;
}

/** What a graph may use besides the files. */
export interface GraphServices {
  /** Which files may be read because a source names them or a folder holds them. */
  reach(): Reach;
  /** What a person has searched behind the tree's own include paths. */
  readonly includePaths?: readonly Uri[];
  readonly cache?: TextCache;
  /** Is told how many of a tree's sources have been read, the first time with 0 and the last time with all. */
  onProgress?(tree: SourceTree, done: number, total: number): void;
}

export function openIncludeGraph(tree: SourceTree, loader: FileLoader, services: GraphServices): IncludeGraph {
  const includers = new Map<Uri, Set<Uri>>();
  const includedBy = new Map<Uri, readonly Uri[]>();
  const socs = new Map<Uri, string>();
  /** The sources that exist, of those that have been asked for. */
  const existing = new Set<Uri>();
  let whole: Promise<void> | undefined;
  let complete = false;

  const take = (uri: Uri, scan: SourceScan | undefined) => {
    for (const included of includedBy.get(uri) ?? []) includers.get(included)?.delete(uri);
    socs.delete(uri);
    if (scan) existing.add(uri);
    else existing.delete(uri);
    if (scan?.soc !== undefined) socs.set(uri, scan.soc);
    const included = scan ? targetsOf(uri, scan, tree, services.includePaths ?? []) : [];
    includedBy.set(uri, included);
    for (const target of included) {
      const known = includers.get(target);
      if (known) known.add(uri);
      else includers.set(target, new Set([uri]));
    }
  };
  const update = (uri: Uri, file: SourceFile | 'absent') =>
    take(uri, file === 'absent' ? undefined : scanSource(file.text));
  /** Reads sources that nobody has read or changed; `onScan` is told what their texts on disk have. */
  const readAll = async (sources: readonly Uri[], onScan?: (uri: Uri, scan: SourceScan) => void) => {
    for (const [uri, file] of await loader.load(sources)) {
      const scan = file === 'absent' ? undefined : scanSource(file.text);
      if (scan) onScan?.(uri, scan);
      if (!includedBy.has(uri)) take(uri, scan);
    }
  };
  const listTree = async () => {
    const maxFolders = tree.layout === 'folder' ? MAX_LOOSE_FOLDERS : undefined;
    const sources: Uri[] = [];
    // What lies behind a link of the layout is listed at its own place.
    for (const folder of await tree.boardFolders(loader))
      for (const uri of await filesBelow(folder, loader, services.reach(), isSourceName, { maxFolders }))
        if (tree.canonicalUri(uri) === uri) sources.push(uri);
    return sources;
  };
  const readTree = async () => {
    const sources = await listTree();
    const kept = loader.stampsOf ? await readScans(services.cache, tree) : new Map<Uri, StampedScan>();
    const scans = new Map<Uri, StampedScan>();
    services.onProgress?.(tree, 0, sources.length);
    let isNews = kept.size !== sources.length;
    for (let at = 0; at < sources.length; at += BATCH) {
      const batch = sources.slice(at, at + BATCH);
      // A stamp is taken before the text is read: it is of that text, or of one that is gone.
      const stamps = await loader.stampsOf?.(batch);
      const unread: Uri[] = [];
      for (const uri of batch) {
        const known = kept.get(uri);
        if (!known || known.stamp !== stamps?.get(uri)) unread.push(uri);
        else {
          scans.set(uri, known);
          if (!includedBy.has(uri)) take(uri, known.scan);
        }
      }
      if (unread.length > 0) {
        isNews = true;
        await readAll(unread, (uri, scan) => {
          const stamp = stamps?.get(uri);
          if (stamp !== undefined) scans.set(uri, { stamp, scan });
        });
      }
      services.onProgress?.(tree, Math.min(at + BATCH, sources.length), sources.length);
    }
    complete = true;
    // Nobody waits for it.
    if (isNews) void keepScans(services.cache, tree, scans);
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
    socOf(board) {
      const chain = new Set<Uri>([board]);
      for (const uri of chain) {
        const own = isBoardName(baseNameOf(uri)) ? socs.get(uri) : undefined;
        if (own !== undefined) return own;
        const first = includedBy.get(uri)?.find((each) => /\.dtsi?$/.test(each) && existing.has(each));
        if (first !== undefined) chain.add(first);
      }
      const last = [...chain].at(-1)!;
      // A board by itself is no SoC.
      return isBoardName(baseNameOf(last)) ? undefined : (socs.get(last) ?? baseNameOf(last).replace(/\.dtsi$/, ''));
    },
    async reaches(board, target) {
      const reached = new Set<Uri>([board]);
      for (const uri of reached) {
        if (uri === target) return true;
        // Headers include no sources.
        if (!isSourceName(baseNameOf(uri))) continue;
        if (!includedBy.has(uri) && services.reach().allows(uri)) await readAll([uri]);
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
function targetsOf(source: Uri, { includes }: SourceScan, tree: SourceTree, morePaths: readonly Uri[]): readonly Uri[] {
  const targets = new Set<Uri>();
  const paths = [...tree.includePaths(source), ...morePaths];
  for (const written of includes) {
    const folders = written.startsWith('"') ? [folderOf(source), ...paths] : paths;
    const path = written.slice(1, -1);
    for (const folder of folders) {
      if (tree.mayHold?.(folder, path) === false) continue;
      const target = includedUri(folder, path);
      if (target !== undefined) targets.add(tree.canonicalUri(target));
    }
  }
  for (const target of tree.additions?.suspects(source) ?? []) targets.add(target);
  targets.delete(source);
  return [...targets];
}
