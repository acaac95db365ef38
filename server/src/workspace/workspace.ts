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
import type { Settings } from './settings.js';
import { findSourceTree, type SourceTree } from './source-tree.js';
import { buildUnit, type TranslationUnit } from './translation-unit.js';

/** The files, trees and bindings that checks share. The same for a command, a server and a test: only the loader differs. */
export interface Workspace {
  readonly loader: FileLoader;
  readonly parser: SyntaxParser;
  readonly files: FileStore;
  readonly settings: Settings;
  /** The source tree that a file belongs to. */
  treeOf(file: Uri): Promise<SourceTree>;
  /** Reads and evaluates a root source with all that it includes; `undefined` where there is no such file. */
  loadUnit(root: Uri, session: ParseSession): Promise<TranslationUnit | undefined>;
  /** All findings of a unit, the rules' included, as the settings want them. */
  check(unit: TranslationUnit): Promise<readonly Finding[]>;
  /** The text of one file; `undefined` where there is none. */
  readFile(uri: Uri): Promise<SourceFile | undefined>;
}

export function createWorkspace(loader: FileLoader, parser: SyntaxParser, settings: Settings): Workspace {
  const files = createFileStore(loader);
  const trees = new Map<Uri, Promise<SourceTree>>();
  const bindings = new Map<Uri, Promise<BindingLoader>>();
  const rules = allRules.filter((rule) => settings.rules[rule.code] !== 'off');

  const treeOf = (file: Uri) => {
    const folder = file.slice(0, file.lastIndexOf('/'));
    const known = trees.get(folder) ?? findSourceTree(folder, true, loader);
    trees.set(folder, known);
    return known;
  };
  const bindingsOf = (tree: SourceTree) => {
    const known = bindings.get(tree.root) ?? openBindings(tree.bindings, loader);
    bindings.set(tree.root, known);
    return known;
  };
  const readFile = async (uri: Uri) => {
    await files.load([uri]);
    const file = files.read(uri);
    return typeof file === 'string' ? undefined : file;
  };
  return {
    loader,
    parser,
    files,
    settings,
    treeOf,
    readFile,
    async loadUnit(root, session) {
      const tree = await treeOf(root);
      const includePaths = [...tree.includePaths(root), ...settings.includePaths];
      const options = { fileSystem: files, includePaths, canonicalUri: tree.canonicalUri };
      for (let round = 0; ; round++) {
        const file = await readFile(root);
        if (!file) return undefined;
        const expansion = expand(file, options);
        if (expansion.notLoaded.length === 0 || round === MAX_ROUNDS) return buildUnit(expansion, session);
        await files.load(expansion.notLoaded);
      }
    },
    async check(unit) {
      const loaded = await bindingsOf(await treeOf(unit.root.uri));
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
