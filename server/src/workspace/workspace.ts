import type { BindingStore } from '../bindings/store.js';
import type { EvaluationMemo } from '../devicetree/evaluation-memo.js';
import { expand } from '../preprocessor/expand.js';
import type { Expansion } from '../preprocessor/expansion.js';
import type { ParseSession, SyntaxParser } from '../syntax/parser.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { folderOf, type Uri } from '../text/uri.js';
import { type BindingLoader, openBindings } from './binding-loader.js';
import { checkSteps } from './check-tree.js';
import { dtcFlagsOf } from './dtc-flags.js';
import { findingsBeforeChecks, runAsDtc } from './dtc-run.js';
import { expandOptionsOf } from './expand-options.js';
import type { FileLoader } from './file-loader.js';
import { createFileStore, type FileStore } from './file-store.js';
import { loadIncbins } from './incbin.js';
import { type GraphServices, type IncludeGraph, openIncludeGraph } from './include-graph.js';
import { kbuildFileOf, loadKbuildFile } from './kbuild-file.js';
import { createReach, type FollowedLinks, type Reach } from './reach.js';
import type { RuleSelection } from './rule-selection.js';
import type { Settings } from './settings.js';
import { createSettingsLookup, type SettingsLookup, type SettingsPolicy } from './settings-lookup.js';
import { findSourceTree, type SourceTree } from './source-tree.js';
import { atOnce, type GoOn, inSteps, type Steps } from './steps.js';
import { commentFindings } from './suppressions/comment-findings.js';
import { createSuppressionLedger, type SuppressionLedger } from './suppressions/ledger.js';
import { withoutSuppressed } from './suppressions/suppress.js';
import { suppressInUnit } from './suppressions/suppress-unit.js';
import { type TranslationUnit, unitSteps } from './translation-unit.js';
import { applySettings, judgeOf } from './unit-judge.js';
import { checkWithMemo, type VerdictMemo } from './verdict-memo.js';

/** The files, trees and bindings that checks share. The same for a command, a server and a test: only the loader differs. */
export interface Workspace {
  readonly loader: FileLoader;
  readonly parser: SyntaxParser;
  readonly files: FileStore;
  /** What an editor or a command has set, without project files. */
  readonly settings: Settings;
  /** Takes other settings from now on. */
  configure(settings: Settings): void;
  /** The settings of each file, project files counted. */
  readonly lookup: SettingsLookup;
  /** Says in which folders a person works: sources may name what is below them. */
  setFolders(folders: readonly Uri[]): void;
  /** The folders in which a person works now. */
  readonly folders: readonly Uri[];
  /** What a source of a tree may name. */
  reachOf(tree: SourceTree, file: Uri): Reach;
  /** What a folder that a person names may hold. */
  reachBelow(folder: Uri): Promise<Reach>;
  /** Asks hosts anew where links lead. */
  forgetLinks(): void;
  /** The source tree that a file belongs to. */
  treeOf(file: Uri): Promise<SourceTree>;
  /** Reads and evaluates a root source with all that it includes; `undefined` where there is no such file. */
  loadUnit(root: Uri, session: ParseSession, options?: LoadOptions): Promise<TranslationUnit | undefined>;
  /** The same at once, with the files that are known. */
  evaluate(root: Uri, tree: SourceTree, session: ParseSession): TranslationUnit | undefined;
  /** All findings of a unit, the rules' included, as the settings and the comments in the sources want them. */
  check(unit: TranslationUnit, options?: CheckOptions): Promise<readonly Finding[]>;
  /** The findings of a file that was looked at without a board, as settings and comments want them. */
  judgeFile(file: SourceFile, findings: readonly Finding[]): Promise<readonly Finding[]>;
  /** What is wrong in project files, as their settings want it. */
  judgeProblems(problems: readonly Finding[]): Promise<readonly Finding[]>;
  /** The bindings of a source tree, as far as they have been read; absent where it carries none. */
  bindingsOf(tree: SourceTree): Promise<BindingStore | undefined>;
  /** Has layouts recognised anew, because files came or went; bindings too, if some of them changed. */
  forgetTrees(andBindings: boolean): void;
  /** Which sources of a tree include which. */
  includeGraphOf(tree: SourceTree): IncludeGraph;
  /** How many entries each cache has. */
  readonly sizes: Readonly<Record<string, number>>;
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
  /** Is asked between the stages; there is no unit where it says no. */
  readonly goOn?: GoOn;
}

export interface CheckOptions {
  /** Whether dtc's checks report just what dtc would: whole checks are left out then, as it leaves them out, not single nodes. */
  readonly asDtc: boolean;
  /** Whether dtc's checks are left out altogether. */
  readonly withoutDtc?: boolean;
  /** Whether nothing else is reported: of an overlay all else is found on the composites that apply it. */
  readonly onlyDtc?: boolean;
  /** What the unit is called where boards are listed; its root, if absent. A composite is called by its blob. */
  readonly board?: Uri;
  /** What earlier versions of the same board showed. */
  readonly memo?: VerdictMemo;
  /** Takes in which suppressions were of use, for who checks several boards; else the result has those that were not. */
  readonly suppressions?: SuppressionLedger;
  /** Is asked between the rules; there are no findings where it says no. It has no part in a check with a memo. */
  readonly goOn?: GoOn;
}

/** What was made last for a session, of which the next version will have most. */
interface Remembered {
  expansion?: Expansion;
  readonly evaluation: EvaluationMemo;
}

export function createWorkspace(
  loader: FileLoader,
  parser: SyntaxParser,
  initialSettings: Settings,
  policy?: SettingsPolicy,
): Workspace {
  let settings = initialSettings;
  let folders: readonly Uri[] = [];
  const reaches = new Map<Uri, Reach>();
  const files = createFileStore(loader);
  const lookup = createSettingsLookup(
    files,
    () => settings,
    policy,
    () => folders,
  );
  const trees = new Map<Uri, Promise<SourceTree>>();
  const bindings = new Map<Uri, Promise<BindingLoader>>();
  const graphs = new Map<Uri, KnownGraph>();
  const remembered = new WeakMap<ParseSession, Remembered>();
  let onGraphProgress: GraphServices['onProgress'];

  const recognize = async (folder: Uri) => {
    const tree = await findSourceTree(folder, true, loader, folders);
    files.provide(tree.generated ?? []);
    for (const root of [tree.root, ...(tree.besides ?? [])]) lookup.knowTree(root);
    return tree;
  };
  const treeOf = (file: Uri) => {
    const folder = file.slice(0, file.lastIndexOf('/'));
    const known = trees.get(folder) ?? recognize(folder);
    trees.set(folder, known);
    return known;
  };
  /** Of a folder that nobody trusts, no links are followed that lead out of it. */
  const linksOf = ({ root, linked = [] }: SourceTree): FollowedLinks =>
    policy?.isUntrusted ? {} : { linked, mirror: root };
  const reachOf = (tree: SourceTree, file: Uri) => {
    const roots = [tree.root, ...(tree.besides ?? []), ...lookup.includePathsOf(file), ...folders];
    const key = [...roots, '', ...(tree.linked ?? [])].join('\n');
    const known = reaches.get(key) ?? createReach(roots, loader, linksOf(tree));
    reaches.set(key, known);
    return known;
  };
  const bindingLoaderOf = (tree: SourceTree) => {
    const known = bindings.get(tree.root) ?? openBindings(tree.bindings, loader, reachOf(tree, `${tree.root}/`));
    bindings.set(tree.root, known);
    return known;
  };
  const readFile = async (uri: Uri) => {
    await files.load([uri]);
    const file = files.read(uri);
    return typeof file === 'string' ? undefined : file;
  };
  const expandRoot = (root: Uri, tree: SourceTree, session: ParseSession) => {
    const file = files.read(root);
    if (typeof file === 'string') return undefined;
    const options = expandOptionsOf(tree, root, { files, lookup, reachOf });
    const memo = remembered.get(session) ?? { evaluation: {} };
    memo.expansion = expand(file, options, memo.expansion);
    remembered.set(session, memo);
    return memo.expansion;
  };
  const stepsOf = function* (
    expansion: Expansion,
    tree: SourceTree,
    session: ParseSession,
    symbols?: boolean,
  ): Steps<TranslationUnit> {
    const { uri } = expansion.root;
    const makefile = tree.hasMakefiles ? kbuildFileOf(folderOf(uri), tree, files) : undefined;
    const flags = dtcFlagsOf(uri, tree, makefile);
    const memo = remembered.get(session)?.evaluation;
    const unit = yield* unitSteps(expansion, session, {
      dtcFlags: { ...flags, ...(symbols !== undefined && { symbols }) },
      ...(memo && { memo }),
    });
    return tree.retell ? { ...unit, findings: tree.retell(unit.findings, uri) } : unit;
  };
  const graphServices = (tree: SourceTree, includePaths: readonly Uri[]): GraphServices => ({
    reach: () => reachOf(tree, `${tree.root}/`),
    includePaths,
    ...(loader.cache && { cache: loader.cache }),
    onProgress: (...progress) => onGraphProgress?.(...progress),
  });
  return {
    loader,
    parser,
    files,
    get settings() {
      return settings;
    },
    configure(changed) {
      settings = changed;
      lookup.forget();
      reaches.clear();
    },
    lookup,
    get sizes() {
      return {
        files: files.size,
        'folders of trees': trees.size,
        bindings: bindings.size,
        'include graphs': graphs.size,
      };
    },
    get folders() {
      return folders;
    },
    setFolders(changed) {
      folders = changed.map((uri) => uri.replace(/(?<=[^/])\/$/, ''));
      lookup.forget();
      reaches.clear();
      // A loose folder is a tree because a person works in it.
      trees.clear();
    },
    reachOf,
    async reachBelow(folder) {
      const tree = await treeOf(`${folder}/`);
      const roots = [tree.root, folder, ...lookup.includePathsOf(`${folder}/`), ...folders];
      return createReach(roots, loader, linksOf(tree));
    },
    forgetLinks() {
      reaches.clear();
    },
    treeOf,
    readFile,
    async loadUnit(root, session, { symbols, goOn } = {}) {
      const tree = await treeOf(root);
      await lookup.load([root]);
      await files.load([root]);
      if (tree.hasMakefiles) await loadKbuildFile(folderOf(root), tree, files);
      for (let round = 0; ; round++) {
        const expansion = expandRoot(root, tree, session);
        if (!expansion) return undefined;
        if (goOn && !(await goOn())) return undefined;
        await parser.ready;
        if (expansion.notLoaded.length === 0 || round === MAX_ROUNDS)
          return inSteps(stepsOf(expansion, tree, session, symbols), goOn);
        await files.load(expansion.notLoaded);
      }
    },
    evaluate(root, tree, session) {
      const expansion = expandRoot(root, tree, session);
      return expansion && atOnce(stepsOf(expansion, tree, session));
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
      const includePaths = lookup.includePathsOf(`${tree.root}/`);
      const key = [tree.root, ...includePaths].join('\n');
      const known = graphs.get(tree.root);
      if (known?.key === key) return known.graph;
      const graph = openIncludeGraph(tree, loader, graphServices(tree, includePaths));
      graphs.set(tree.root, { tree, key, graph });
      return graph;
    },
    get knownTrees() {
      return [...graphs.values()].map(({ tree }) => tree);
    },
    watchGraphs(listener) {
      onGraphProgress = listener;
    },
    async judgeFile(file, findings) {
      await lookup.load([file.uri]);
      return applySettings([...withoutSuppressed(findings), ...commentFindings(file)], lookup.of);
    },
    async judgeProblems(problems) {
      await lookup.load(problems.map(({ at }) => at.span.file.uri));
      return applySettings(problems, lookup.of);
    },
    async check(
      unit,
      { asDtc, withoutDtc = false, onlyDtc = false, board = unit.root.uri, memo, suppressions, goOn } = {
        asDtc: false,
      },
    ) {
      const { tree, expansion } = unit;
      await lookup.load(expansion.files.map(({ uri }) => uri));
      const judge = judgeOf(unit, lookup.of);
      const loaded = await bindingLoaderOf(await treeOf(unit.root.uri));
      const { ofRoot, selections } = judge;
      // A host that cannot read bytes knows nothing of what such a file holds, nor whether it is there.
      const readsBytes = loader.loadBytes && (loader.hasBytesOf?.(unit.root.uri) ?? true);
      const incbins = readsBytes ? await loadIncbins(this, unit, tree) : undefined;
      for (;;) {
        const context = {
          tree,
          expansion,
          ...(loaded.store && { bindings: loaded.store }),
          ...(incbins && { fileOf: incbins.fileOf }),
        };
        const findings: Finding[] = [];
        for (const selection of selections) {
          const own = onlyDtc ? [] : selection.rules.filter(({ dtc }) => !dtc || !(asDtc || withoutDtc));
          const asked = { ...context, ...versionOf(selection) };
          // A tree remembers what the first have read of it, so that others would not be seen to read.
          const isSeen = memo && selection === selections[0];
          const found = isSeen ? checkWithMemo(asked, own, memo) : await inSteps(checkSteps(asked, own), goOn);
          if (!found) return [];
          // One by one: there may be more than a call can have arguments.
          for (const finding of judge.ofSelection(found, selection)) findings.push(finding);
        }
        if (await loaded.loadMore(context.bindings)) continue;
        const dtcs = asDtc && !withoutDtc ? runAsDtc({ ...context, ...versionOf(ofRoot) }, ofRoot.levels) : [];
        const before = asDtc ? [...expansion.findings, ...findingsBeforeChecks(tree)] : unit.findings;
        const others = onlyDtc ? [] : [...before, ...(incbins?.findings ?? [])];
        const judged = judge.judge([...others, ...dtcs, ...findings]);
        const ledger = suppressions ?? createSuppressionLedger();
        const left = suppressInUnit(judged, { context, judge, asDtc, board }, ledger);
        return suppressions ? left : [...left, ...judge.judge(ledger.unused().map(({ finding }) => finding))];
      }
    },
  };
}

interface KnownGraph {
  readonly tree: SourceTree;
  /** What decides which file an include names. */
  readonly key: string;
  readonly graph: IncludeGraph;
}

const versionOf = ({ dtcVersion }: RuleSelection) => dtcVersion && { dtcVersion };

/** Each round finds the includes one level deeper; includes nest less deeply than this (the preprocessor's limit is 200). */
const MAX_ROUNDS = 250;
