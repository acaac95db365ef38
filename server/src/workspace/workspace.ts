import type { BindingStore } from '../bindings/store.js';
import { expand } from '../preprocessor/expand.js';
import type { Expansion } from '../preprocessor/expansion.js';
import type { ParseSession, SyntaxParser } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { type BindingLoader, openBindings } from './binding-loader.js';
import { applySettings, checkTree } from './check-tree.js';
import { dtcFlagsOf, makefileOf } from './dtc-flags.js';
import { runAsDtc } from './dtc-run.js';
import { expandOptionsOf } from './expand-options.js';
import type { FileLoader } from './file-loader.js';
import { createFileStore, type FileStore } from './file-store.js';
import { loadIncbins } from './incbin.js';
import { type GraphServices, type IncludeGraph, openIncludeGraph } from './include-graph.js';
import { selectRules } from './rule-selection.js';
import type { Settings } from './settings.js';
import { findSourceTree, type SourceTree } from './source-tree.js';
import { buildUnit, type TranslationUnit } from './translation-unit.js';
import { checkWithMemo, type VerdictMemo } from './verdict-memo.js';

/** The files, trees and bindings that checks share. The same for a command, a server and a test: only the loader differs. */
export interface Workspace {
  readonly loader: FileLoader;
  readonly parser: SyntaxParser;
  readonly files: FileStore;
  readonly settings: Settings;
  /** Takes other settings from now on. */
  configure(settings: Settings): void;
  /** The source tree that a file belongs to. */
  treeOf(file: Uri): Promise<SourceTree>;
  /** Reads and evaluates a root source with all that it includes; `undefined` where there is no such file. */
  loadUnit(root: Uri, session: ParseSession, options?: LoadOptions): Promise<TranslationUnit | undefined>;
  /** The same at once, with the files that are known. */
  evaluate(root: Uri, tree: SourceTree, session: ParseSession): TranslationUnit | undefined;
  /** All findings of a unit, the rules' included, as the settings want them. */
  check(unit: TranslationUnit, options?: CheckOptions): Promise<readonly Finding[]>;
  /** The bindings of a source tree, as far as they have been read; absent where it carries none. */
  bindingsOf(tree: SourceTree): Promise<BindingStore | undefined>;
  /** Has layouts recognised anew, because files came or went; bindings too, if some of them changed. */
  forgetTrees(andBindings: boolean): void;
  /** Which sources of a tree include which. */
  includeGraphOf(tree: SourceTree): IncludeGraph;
  /** The trees of which somebody has asked for the graph. */
  readonly knownTrees: readonly SourceTree[];
  /** Has somebody told how far the reading of a tree is; see {@link GraphServices.onProgress}. */
  watchGraphs(listener: NonNullable<GraphServices['onProgress']>): void;
  /** The text of one file; `undefined` where there is none. */
  readFile(uri: Uri): Promise<SourceFile | undefined>;
}

export interface LoadOptions {
  /** Whether the tree is that of dtc's `-@`; as the board's Makefile says, if absent. */
  readonly symbols?: boolean;
}

export interface CheckOptions {
  /** Whether dtc's checks report just what dtc would: whole checks are left out then, as it leaves them out, not single nodes. */
  readonly asDtc: boolean;
  /** Whether dtc's checks are left out altogether. */
  readonly withoutDtc?: boolean;
  /** What earlier versions of the same board showed. */
  readonly memo?: VerdictMemo;
}

export function createWorkspace(loader: FileLoader, parser: SyntaxParser, initialSettings: Settings): Workspace {
  let settings = initialSettings;
  const files = createFileStore(loader);
  const trees = new Map<Uri, Promise<SourceTree>>();
  const bindings = new Map<Uri, Promise<BindingLoader>>();
  const graphs = new Map<Uri, { readonly tree: SourceTree; readonly graph: IncludeGraph }>();
  let onGraphProgress: GraphServices['onProgress'];

  const treeOf = (file: Uri) => {
    const folder = file.slice(0, file.lastIndexOf('/'));
    const known = trees.get(folder) ?? findSourceTree(folder, true, loader);
    trees.set(folder, known);
    return known;
  };
  const bindingLoaderOf = (tree: SourceTree) => {
    const known = bindings.get(tree.root) ?? openBindings(tree.bindings, loader);
    bindings.set(tree.root, known);
    return known;
  };
  const readFile = async (uri: Uri) => {
    await files.load([uri]);
    const file = files.read(uri);
    return typeof file === 'string' ? undefined : file;
  };
  const expandRoot = (root: Uri, tree: SourceTree) => {
    const file = files.read(root);
    if (typeof file === 'string') return undefined;
    return expand(file, expandOptionsOf(tree, root, files, settings));
  };
  const buildRoot = (expansion: Expansion, tree: SourceTree, session: ParseSession, options?: LoadOptions) => {
    const makefile = makefileOf(expansion.root.uri, tree);
    const file = makefile === undefined ? 'absent' : files.read(makefile);
    const flags = dtcFlagsOf(expansion.root.uri, tree, typeof file === 'string' ? undefined : file);
    return buildUnit(expansion, session, { ...flags, ...options });
  };
  const graphServices = (): GraphServices => ({
    includePaths: settings.includePaths,
    ...(loader.cache && { cache: loader.cache }),
    onProgress: (tree, done, total) => onGraphProgress?.(tree, done, total),
  });
  return {
    loader,
    parser,
    files,
    get settings() {
      return settings;
    },
    configure(changed) {
      // Which file an include names depends on them.
      if (changed.includePaths.join('\n') !== settings.includePaths.join('\n')) graphs.clear();
      settings = changed;
    },
    treeOf,
    readFile,
    async loadUnit(root, session, options) {
      const tree = await treeOf(root);
      const makefile = makefileOf(root, tree);
      await files.load(makefile === undefined ? [root] : [root, makefile]);
      for (let round = 0; ; round++) {
        const expansion = expandRoot(root, tree);
        if (!expansion) return undefined;
        if (expansion.notLoaded.length === 0 || round === MAX_ROUNDS)
          return buildRoot(expansion, tree, session, options);
        await files.load(expansion.notLoaded);
      }
    },
    evaluate(root, tree, session) {
      const expansion = expandRoot(root, tree);
      return expansion && buildRoot(expansion, tree, session);
    },
    async bindingsOf(tree) {
      return (await bindingLoaderOf(tree)).store;
    },
    forgetTrees(andBindings) {
      trees.clear();
      // What a build adds depends on how the tree is configured.
      for (const [root, { tree }] of graphs) if (tree.additions) graphs.delete(root);
      if (andBindings) bindings.clear();
    },
    includeGraphOf(tree) {
      const known = graphs.get(tree.root) ?? { tree, graph: openIncludeGraph(tree, loader, graphServices()) };
      graphs.set(tree.root, known);
      return known.graph;
    },
    get knownTrees() {
      return [...graphs.values()].map(({ tree }) => tree);
    },
    watchGraphs(listener) {
      onGraphProgress = listener;
    },
    async check(unit, { asDtc, withoutDtc = false, memo } = { asDtc: false }) {
      const { tree, expansion } = unit;
      const loaded = await bindingLoaderOf(await treeOf(unit.root.uri));
      const { rules, levels, dtcVersion } = selectRules(settings, unit.dtcFlags);
      const own = asDtc || withoutDtc ? rules.filter(({ dtc }) => !dtc) : rules;
      // A host that cannot read bytes knows nothing of what such a file holds, nor whether it is there.
      const incbins = loader.loadBytes ? await loadIncbins(this, unit, tree) : undefined;
      for (;;) {
        const context = {
          tree,
          expansion,
          ...(loaded.store && { bindings: loaded.store }),
          ...(incbins && { fileOf: incbins.fileOf }),
          ...(dtcVersion && { dtcVersion }),
        };
        const findings = memo ? checkWithMemo(context, own, memo) : checkTree(context, own);
        if (await loaded.loadMore()) continue;
        const dtcs = asDtc && !withoutDtc ? runAsDtc(context, levels) : [];
        return applySettings([...unit.findings, ...(incbins?.findings ?? []), ...dtcs, ...findings], settings);
      }
    },
  };
}

/** Each round finds the includes one level deeper; includes nest less deeply than this (the preprocessor's limit is 200). */
const MAX_ROUNDS = 250;
