import type { BindingStore } from '../bindings/store.js';
import { expand } from '../preprocessor/expand.js';
import { rules as allRules } from '../rules/index.js';
import type { ParseSession, SyntaxParser } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { type BindingLoader, openBindings } from './binding-loader.js';
import { applySettings, checkTree } from './check-tree.js';
import type { FileLoader } from './file-loader.js';
import { createFileStore, type FileStore } from './file-store.js';
import { type IncludeGraph, openIncludeGraph } from './include-graph.js';
import { createReach, type Reach } from './reach.js';
import type { Settings } from './settings.js';
import { findSourceTree, type SourceTree } from './source-tree.js';
import { buildUnit, type TranslationUnit } from './translation-unit.js';

/** The files, trees and bindings that checks share. The same for a command, a server and a test: only the loader differs. */
export interface Workspace {
  readonly loader: FileLoader;
  readonly parser: SyntaxParser;
  readonly files: FileStore;
  readonly settings: Settings;
  /** Takes other settings from now on. */
  configure(settings: Settings): void;
  /** Says in which folders a person works: sources may name what is below them. */
  setFolders(folders: readonly Uri[]): void;
  /** What the sources of a tree may name. */
  reachOf(tree: SourceTree): Reach;
  /** What a folder that a person names may hold. */
  reachBelow(folder: Uri): Promise<Reach>;
  /** Asks hosts anew where links lead. */
  forgetLinks(): void;
  /** The source tree that a file belongs to. */
  treeOf(file: Uri): Promise<SourceTree>;
  /** Reads and evaluates a root source with all that it includes; `undefined` where there is no such file. */
  loadUnit(root: Uri, session: ParseSession): Promise<TranslationUnit | undefined>;
  /** The same at once, with the files that are known. */
  evaluate(root: Uri, tree: SourceTree, session: ParseSession): TranslationUnit | undefined;
  /** All findings of a unit, the rules' included, as the settings want them. */
  check(unit: TranslationUnit): Promise<readonly Finding[]>;
  /** The bindings of a source tree, as far as they have been read; absent where it carries none. */
  bindingsOf(tree: SourceTree): Promise<BindingStore | undefined>;
  /** Has layouts recognised anew, because files came or went; bindings too, if some of them changed. */
  forgetTrees(andBindings: boolean): void;
  /** Which sources of a tree include which. */
  includeGraphOf(tree: SourceTree): IncludeGraph;
  /** The text of one file; `undefined` where there is none. */
  readFile(uri: Uri): Promise<SourceFile | undefined>;
}

export function createWorkspace(loader: FileLoader, parser: SyntaxParser, initialSettings: Settings): Workspace {
  let settings = initialSettings;
  let folders: readonly Uri[] = [];
  const reaches = new Map<Uri, Reach>();
  const files = createFileStore(loader);
  const trees = new Map<Uri, Promise<SourceTree>>();
  const bindings = new Map<Uri, Promise<BindingLoader>>();
  const graphs = new Map<Uri, IncludeGraph>();

  const treeOf = (file: Uri) => {
    const folder = file.slice(0, file.lastIndexOf('/'));
    const known = trees.get(folder) ?? findSourceTree(folder, true, loader);
    trees.set(folder, known);
    return known;
  };
  const reachOf = (tree: SourceTree) => {
    const known = reaches.get(tree.root) ?? createReach([tree.root, ...settings.includePaths, ...folders], loader);
    reaches.set(tree.root, known);
    return known;
  };
  const bindingLoaderOf = (tree: SourceTree) => {
    const known = bindings.get(tree.root) ?? openBindings(tree.bindings, loader, reachOf(tree));
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
    const includePaths = [...tree.includePaths(root), ...settings.includePaths];
    const { canonicalUri } = tree;
    return expand(file, { fileSystem: files, includePaths, canonicalUri, mayRead: reachOf(tree).allows });
  };
  return {
    loader,
    parser,
    files,
    get settings() {
      return settings;
    },
    configure(changed) {
      settings = changed;
      reaches.clear();
    },
    setFolders(changed) {
      folders = changed;
      reaches.clear();
    },
    reachOf,
    async reachBelow(folder) {
      const { root } = await treeOf(`${folder}/`);
      return createReach([root, folder, ...settings.includePaths, ...folders], loader);
    },
    forgetLinks() {
      reaches.clear();
    },
    treeOf,
    readFile,
    async loadUnit(root, session) {
      const tree = await treeOf(root);
      await files.load([root]);
      for (let round = 0; ; round++) {
        const expansion = expandRoot(root, tree);
        if (!expansion) return undefined;
        if (expansion.notLoaded.length === 0 || round === MAX_ROUNDS) return buildUnit(expansion, session);
        await files.load(expansion.notLoaded);
      }
    },
    evaluate(root, tree, session) {
      const expansion = expandRoot(root, tree);
      return expansion && buildUnit(expansion, session);
    },
    async bindingsOf(tree) {
      return (await bindingLoaderOf(tree)).store;
    },
    forgetTrees(andBindings) {
      trees.clear();
      if (andBindings) bindings.clear();
    },
    includeGraphOf(tree) {
      const known = graphs.get(tree.root) ?? openIncludeGraph(tree, loader, () => reachOf(tree));
      graphs.set(tree.root, known);
      return known;
    },
    async check(unit) {
      const loaded = await bindingLoaderOf(await treeOf(unit.root.uri));
      const rules = allRules.filter((rule) => settings.rules[rule.code] !== 'off');
      for (;;) {
        const context = { tree: unit.tree, expansion: unit.expansion, ...(loaded.store && { bindings: loaded.store }) };
        const findings = checkTree(context, rules);
        if (!(await loaded.loadMore())) return applySettings([...unit.findings, ...findings], settings);
      }
    },
  };
}

/** Each round finds the includes one level deeper; includes nest less deeply than this (the preprocessor's limit is 200). */
const MAX_ROUNDS = 250;
