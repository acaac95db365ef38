import { createSourceFile, type SourceFile } from '../text/source-file.js';
import { baseNameOf, type Uri } from '../text/uri.js';
import { bestBoards } from './board-choice.js';
import { boardsBeside, isBoardName, isRootName, isSourceName } from './boards.js';
import { checkSyntax, unreachedNote } from './check.js';
import { createCompositeViews } from './composite-views.js';
import { findPlace } from './file-place.js';
import type { FileChange } from './file-store.js';
import type { CheckedView, FileView } from './file-view.js';
import type { IncludeGraph } from './include-graph.js';
import { isKbuildName } from './kbuild-file.js';
import { createKeptSyntax } from './kept-syntax.js';
import { includes, type KnownUnit } from './known-unit.js';
import { withoutRepeats } from './merge.js';
import { createOutlines } from './outlines.js';
import { isProjectFile } from './project-file.js';
import { resolveInclude } from './resolve-include.js';
import type { SourceTree } from './source-tree.js';
import { isOverlayUnit, type TranslationUnit } from './translation-unit.js';
import type { Workspace } from './workspace.js';

/** The views of the files that an editor shows, each computed when somebody asks and kept while nothing changes. */
export interface Views {
  /** Puts an editor's text in place of the file's; `undefined` when the editor closes it. */
  setOpen(uri: Uri, file: SourceFile | undefined): void;
  /** Takes in what happened to files on disk. */
  filesChanged(changes: readonly FileChange[]): void;
  /** Has everything computed anew, because settings changed. */
  settingsChanged(): void;
  /** `undefined` where there is no such file. */
  viewOf(uri: Uri): Promise<FileView | undefined>;
  /** The same after rules have been asked, for which nobody else has to wait. */
  checkedViewOf(uri: Uri): Promise<CheckedView | undefined>;
  /**
   * A view for who asks through {@link FileView.evaluateWith} only: its unit may be that of an earlier text.
   * It spares evaluating a text that nobody looks at because it is half typed.
   */
  draftViewOf(uri: Uri): Promise<FileView | undefined>;
  /** The boards, or else overlays, through which a file can be shown, in the order of their names. Reads the whole tree the first time. */
  boardsOf(uri: Uri): Promise<readonly Uri[]>;
  /** The boards and the overlays that reach a file; a root source is its own. Reads the whole tree the first time. */
  rootsOf(uri: Uri): Promise<readonly Uri[]>;
  /** Prefers a board from now on. */
  use(board: Uri): void;
  /** Makes ready for changes of the boards that are kept evaluated, while nobody waits. */
  rest(): Promise<void>;
  /** Keeps for the next start what spares it parsing these boards. */
  keep(): Promise<void>;
  /** Counts up with every change of anything. */
  readonly revision: number;
  /** The root sources that are kept evaluated. */
  readonly boards: readonly Uri[];
  /** The files that an editor has open. */
  readonly openFiles: readonly Uri[];
  /** How many entries each cache has. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Counts up with what may change which files there are, how they are found, or how they are judged. */
  readonly structure: number;
}

export function createViews(workspace: Workspace): Views {
  const { files, parser } = workspace;
  const open = new Set<Uri>();
  const outlines = createOutlines(parser);
  const keptSyntax = createKeptSyntax(workspace.loader.cache);
  const composites = createCompositeViews(workspace);
  const units = new Map<Uri, KnownUnit>();
  /** The board of each file that is shown through one. */
  const shownThrough = new Map<Uri, Uri>();
  /** Open files whose text changed since the graph of includes last took them in. */
  const unscanned = new Set<Uri>();
  let recent: Uri[] = [];
  /** The roots through which files were shown last. */
  let lastShown: Uri[] = [];
  let revision = 0;
  let structure = 0;

  /** Files came or went. */
  const restructure = (andBindings = false) => {
    workspace.forgetTrees(andBindings);
    scanOpen();
    shownThrough.clear();
    structure++;
  };
  const sessions = () => [...units].map(([root, { session }]) => [root, session] as const);
  const isCurrent = (known: KnownUnit) => {
    if (known.structure !== structure) return false;
    if (known.revision === revision) return true;
    if (known.unit.expansion.files.some((file) => files.read(file.uri) !== file)) return false;
    known.revision = revision;
    return true;
  };
  /** Evaluates a root until nothing has changed meanwhile. */
  const compute = async (root: Uri): Promise<KnownUnit | undefined> => {
    for (;;) {
      const known = units.get(root);
      if (known && isCurrent(known)) return known;
      const session = known?.session ?? parser.open();
      const before = { revision, structure };
      if (!known) keptSyntax.resume(session);
      const alone = await workspace.loadUnit(root, session);
      const unit = alone && isOverlayUnit(alone) ? await composites.through(alone, recent) : alone;
      if (!alone || !unit) {
        session.close();
        units.delete(root);
        return undefined;
      }
      const own = alone.expansion.files;
      units.set(root, { session, unit, own, memo: known?.memo ?? {}, ...before });
    }
  };
  /** What rules and all before them find in a unit, found once. */
  const findingsOf = (known: KnownUnit) => {
    known.findings ??= workspace.check(known.unit, { asDtc: false, memo: known.memo }).catch((reason) => {
      delete known.findings;
      throw reason;
    });
    return known.findings;
  };
  const suppositions = new Map<Uri, Supposition>();
  /** While a statement is typed, the text without it stays the same, and so does what follows from that. */
  const suppose = ({ unit: { root }, session }: KnownUnit, tree: SourceTree, uri: Uri, text: string) => {
    const known = suppositions.get(root.uri);
    const holds = known?.unit?.expansion.files.every((file) => file.uri === uri || files.read(file.uri) === file);
    if (known && holds && known.uri === uri && known.text === text) return known.unit;
    // Another text is asked about now, and both trees at once might be too much where they are large.
    suppositions.delete(root.uri);
    const file = createSourceFile(uri, 0, text);
    const unit = files.supposing(file, () => composites.again(workspace.evaluate(root.uri, tree, session)));
    suppositions.set(root.uri, { uri, text, unit });
    return unit;
  };
  const running = new Map<Uri, Promise<KnownUnit | undefined>>();
  const unitOf = (root: Uri) => {
    const computing = running.get(root) ?? compute(root).finally(() => running.delete(root));
    running.set(root, computing);
    return computing;
  };
  /** The unit of a board, if that board does read the file: a graph of includes knows nothing of conditionals. */
  const unitThrough = async (board: Uri, uri: Uri): Promise<KnownUnit | undefined> => {
    const known = await unitOf(board);
    return known && includes(known, uri) ? known : undefined;
  };
  const searchBoard = async (uri: Uri, tree: SourceTree): Promise<KnownUnit | undefined> => {
    const graph = await graphOf(tree);
    const tried = new Set<Uri>();
    const tryBoards = async (boards: readonly Uri[]) => {
      let count = 0;
      for (const board of await bestBoards(workspace, uri, boards, recent)) {
        // A board of another tree may include a file of this one.
        if (tried.has(board) || !(await (await graphOf(await workspace.treeOf(board))).reaches(board, uri))) continue;
        tried.add(board);
        const known = await unitThrough(board, uri);
        if (known || ++count === MAX_CANDIDATES) return known;
      }
      return undefined;
    };
    // Nearly always the answer lies in the same folder, under a name that is like the file's.
    const nearby = new Set([...recent, ...(await boardsBeside(uri, workspace.loader))]);
    const found = (await tryBoards([...nearby])) ?? (await tryBoards(await boardsReaching(uri, tree)));
    return found ?? tryBoards(await graph.overlaysReaching(uri));
  };
  /**
   * The boards in use that come before the one through which a file was shown: one of them may reach it again, once the
   * include that broke is mended. They are asked themselves, for the graph does not know what headers include.
   */
  const preferredTo = (board: Uri | undefined) =>
    recent
      .slice(0, board !== undefined && recent.includes(board) ? recent.indexOf(board) : recent.length)
      .filter((other, index) => index === 0 || open.has(other));
  /** The unit through which a file is shown: its own if it is a root, else that of the best board that reaches it. */
  const unitFor = async (uri: Uri, tree: SourceTree): Promise<KnownUnit | undefined> => {
    if (isRootName(baseNameOf(uri))) return unitOf(uri);
    const last = shownThrough.get(uri);
    for (const board of [...preferredTo(last), ...(last === undefined ? [] : [last])]) {
      const known = await unitThrough(board, uri);
      if (!known) continue;
      shownThrough.set(uri, board);
      return known;
    }
    const found = await searchBoard(uri, tree);
    if (found) shownThrough.set(uri, found.unit.root.uri);
    return found;
  };
  const placeOf = async (named: Uri) => {
    const place = await findPlace(workspace, named);
    if (place.isNews) revision++;
    return place;
  };
  /** A graph may be another one now, which knows nothing of texts that nobody has saved. */
  const scanOpen = () => {
    for (const uri of open) unscanned.add(uri);
  };
  const graphOf = async (tree: SourceTree) => {
    const graph = workspace.includeGraphOf(tree);
    for (const named of unscanned) {
      const { uri, sourceTree } = await placeOf(named);
      if (sourceTree.root !== tree.root) continue;
      unscanned.delete(named);
      graph.update(uri, (await workspace.readFile(uri)) ?? 'absent');
    }
    return graph;
  };
  const forgetProjects = () => {
    workspace.lookup.forget();
    // A project may name include paths, on which the graph depends.
    scanOpen();
    structure++;
  };
  /** What the graph of the file's tree answers, and those of other trees as far as these have been read anyway. */
  const askGraphs = async (
    tree: SourceTree,
    ask: (graph: IncludeGraph) => Promise<readonly Uri[]>,
  ): Promise<readonly Uri[]> => {
    const answers = new Set(await ask(await graphOf(tree)));
    for (const other of workspace.knownTrees) {
      const graph = other.root === tree.root ? undefined : await graphOf(other);
      if (graph?.complete) for (const answer of await ask(graph)) answers.add(answer);
    }
    return [...answers];
  };
  const boardsReaching = async (uri: Uri, tree: SourceTree) => {
    const boards = await askGraphs(tree, (graph) => graph.boardsReaching(uri));
    // Of a tree that is not read, and of what headers include, graphs do not know.
    const shown = shownThrough.get(uri);
    const known = shown !== undefined && isBoardName(baseNameOf(shown)) ? units.get(shown) : undefined;
    const isMissed = known && !boards.includes(known.unit.root.uri) && isCurrent(known) && includes(known, uri);
    return isMissed ? [...boards, known.unit.root.uri].sort() : boards;
  };
  const closeUnused = (shown: Uri) => {
    // While an include is broken, a file may be shown through another board, at every other key perhaps.
    lastShown = [shown, ...lastShown.filter((root) => root !== shown)].slice(0, MAX_UNITS);
    const wanted = [...new Set([...lastShown, ...recent])].filter((root) => units.has(root)).slice(0, MAX_UNITS);
    for (const [root, { session }] of units) {
      if (wanted.includes(root) || open.has(root) || running.has(root)) continue;
      session.close();
      units.delete(root);
      suppositions.delete(root);
    }
  };
  const use = (board: Uri) => {
    // Each file is asked again whether the board reaches it.
    shownThrough.clear();
    recent = [board, ...recent.filter((other) => other !== board)];
  };
  return {
    get revision() {
      return revision;
    },
    get boards() {
      return [...units.keys()];
    },
    get openFiles() {
      return [...open];
    },
    get sizes() {
      return { boards: units.size, 'half-typed texts': suppositions.size, 'boards of files': shownThrough.size };
    },
    get structure() {
      return structure;
    },
    use(board) {
      use(board);
      revision++;
    },
    rest: () => keptSyntax.rest(sessions()),
    keep: () => keptSyntax.keep(sessions()),
    setOpen(uri, file) {
      const wasThere = open.has(uri) || files.read(uri) !== 'absent';
      files.setOpen(uri, file);
      revision++;
      if (isProjectFile(uri)) {
        forgetProjects();
        return;
      }
      unscanned.add(uri);
      if (!file) {
        open.delete(uri);
        outlines.close(uri);
        if (files.read(uri) === 'absent') restructure();
        return;
      }
      // Boards may have missed it, or found another in its place.
      if (!wasThere) restructure();
      if (!open.has(uri) && isBoardName(baseNameOf(uri))) use(uri);
      open.add(uri);
    },
    filesChanged(changes) {
      // Some clients tell of a new file as of a change.
      const isNew = changes.some(({ uri }) => files.wasAbsent(uri));
      files.forget(changes.map(({ uri }) => uri));
      workspace.forgetLinks();
      for (const { uri } of changes) if (isSourceName(baseNameOf(uri))) unscanned.add(uri);
      revision++;
      if (changes.some(({ uri }) => isProjectFile(uri))) forgetProjects();
      const bindings = changes.some(({ uri }) => uri.endsWith('.yaml'));
      // The text of a file that was there before is compared anyway, but for what is no source.
      const makefiles = changes
        .map(({ uri }) => baseNameOf(uri))
        .some((name) => isKbuildName(name) || name === '.config');
      if (!bindings && !makefiles && !isNew && changes.every(({ kind }) => kind === 'changed')) return;
      restructure(bindings);
    },
    settingsChanged() {
      scanOpen();
      revision++;
      structure++;
    },
    async boardsOf(named) {
      const { uri, sourceTree } = await placeOf(named);
      if (isRootName(baseNameOf(uri))) return [uri];
      const boards = await boardsReaching(uri, sourceTree);
      return boards.length > 0 ? boards : (await graphOf(sourceTree)).overlaysReaching(uri);
    },
    async rootsOf(named) {
      const { uri, sourceTree } = await placeOf(named);
      if (isRootName(baseNameOf(uri))) return [uri];
      const overlays = await askGraphs(sourceTree, (graph) => graph.overlaysReaching(uri));
      return [...(await boardsReaching(uri, sourceTree)), ...overlays];
    },
    async viewOf(named) {
      const { uri, sourceTree } = await placeOf(named);
      return viewWith(uri, sourceTree, await unitFor(uri, sourceTree));
    },
    async checkedViewOf(named) {
      const { uri, sourceTree } = await placeOf(named);
      for (;;) {
        const known = await unitFor(uri, sourceTree);
        const findings = known && (await findingsOf(known));
        if (known && !isCurrent(known)) continue;
        const view = await viewWith(uri, sourceTree, known);
        if (!view) return undefined;
        const own = findings?.filter((finding) => finding.at.span.file === view.file);
        if (own) return { ...view, findings: withoutRepeats(own) };
        const notes = isSourceName(baseNameOf(uri)) ? [unreachedNote(view.file)] : [];
        return { ...view, findings: await checkSyntax(workspace, view.file, notes) };
      }
    },
    async draftViewOf(named) {
      const { uri, sourceTree } = await placeOf(named);
      const root = isRootName(baseNameOf(uri)) ? uri : shownThrough.get(uri);
      const known = root === undefined ? undefined : units.get(root);
      const holds = known?.structure === structure && includes(known, uri);
      return viewWith(uri, sourceTree, holds ? known : await unitFor(uri, sourceTree));
    },
  };

  async function viewWith(
    uri: Uri,
    sourceTree: SourceTree,
    known: KnownUnit | undefined,
  ): Promise<FileView | undefined> {
    const file = await workspace.readFile(uri);
    await parser.ready;
    if (!file) return undefined;
    const projectFile = workspace.lookup.projectOf(uri);
    const ofFile = {
      file,
      ...(projectFile && { projectFile }),
      sourceTree,
      outline: () => outlines.of(file),
      resolveInclude: (path: string, isQuoted: boolean) =>
        resolveInclude(workspace, sourceTree, known?.unit.root.uri ?? uri, file, path, isQuoted),
    };
    if (!known) return { ...ofFile, evaluateWith: () => undefined };
    closeUnused(known.unit.root.uri);
    const bindings = await workspace.bindingsOf(sourceTree);
    return {
      ...ofFile,
      unit: known.unit,
      ...(bindings && { bindings }),
      evaluateWith: (text) => suppose(known, sourceTree, uri, text),
    };
  }
}

/** How many boards are kept evaluated besides those that are open themselves. */
const MAX_UNITS = 3;

/** How many boards are tried that name a file in an include before it is given up that one reads it. */
const MAX_CANDIDATES = 6;

/** What was last supposed of a file, and the unit that followed. */
interface Supposition {
  readonly uri: Uri;
  readonly text: string;
  readonly unit: TranslationUnit | undefined;
}
