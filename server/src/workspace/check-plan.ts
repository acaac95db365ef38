import { baseNameOf, folderOf, isWithin, type Uri } from '../text/uri.js';
import { isBoardName, isOverlayName, isRootName } from './boards.js';
import { type Composite, compositesElsewhere, compositesIn, compositesWith, sourcesOf } from './composites.js';
import { rootsBelow } from './roots-below.js';
import { copyAround } from './source-copies.js';
import type { Workspace } from './workspace.js';

/** What has to be evaluated to check some paths. */
export interface CheckPlan {
  /** The roots to check by themselves: boards, and overlays of which no base is known. */
  readonly roots: ReadonlyMap<Uri, Scope>;
  /** By the URI of their blobs. */
  readonly composites: ReadonlyMap<Uri, PlannedComposite>;
  /** The files asked for that are not roots. */
  readonly sources: readonly Uri[];
  readonly unreadable: readonly Uri[];
  /** The paths asked for that the settings leave out. */
  readonly excluded: readonly Uri[];
  /** The roots below a folder that lie in a copy of another tree's sources, and are not built. */
  readonly unbuilt: readonly Uri[];
  /** The roots below a folder that are links, which lead out of the tree and are not followed. */
  readonly outside: readonly Uri[];
}

export interface PlannedComposite {
  readonly composite: Composite;
  readonly scope: Scope;
}

/** The files whose findings are wanted; `undefined` where all are. */
export type Scope = ReadonlySet<Uri> | undefined;

export async function planCheck(workspace: Workspace, paths: readonly Uri[]): Promise<CheckPlan> {
  const plan = createPlan(workspace);
  const sources: Uri[] = [];
  const unreadable: Uri[] = [];
  const excluded: Uri[] = [];
  for (const path of paths) {
    if ((await workspace.loader.list(path)) !== undefined) await plan.addFolder(path);
    else if (!(await workspace.readFile(path))) unreadable.push(path);
    else if ((await includedOf(workspace, [path])).length === 0) excluded.push(path);
    else if (isRootName(baseNameOf(path))) await plan.addRoot(path, undefined);
    else {
      sources.push(path);
      const graph = workspace.includeGraphOf(await workspace.treeOf(path));
      const roots = [...(await graph.boardsReaching(path)), ...(await graph.overlaysReaching(path))];
      for (const root of await withoutUnbuilt(workspace, await includedOf(workspace, roots)))
        await plan.addRoot(root, path);
    }
  }
  const { roots, composites, unbuilt, outside } = plan;
  return { roots, composites, sources, unreadable, excluded, unbuilt: [...unbuilt], outside: [...outside] };
}

/** What counts as one board: a root source, or a composite, which has the name of its blob. */
export interface CheckedBoard {
  readonly uri: Uri;
  readonly composite?: Composite;
}

/**
 * What a file is checked on that these boards and overlays reach: the boards, the composites that have one of the roots
 * among their parts, and the overlays that no composite applies.
 */
export async function boardsThrough(workspace: Workspace, roots: readonly Uri[]): Promise<readonly CheckedBoard[]> {
  return boardsOf(workspace, await withoutUnbuilt(workspace, await includedOf(workspace, roots)), includedOf);
}

/** The same, with those that the settings leave out: they need what a file says, though they are not checked. */
export async function everyBoardThrough(workspace: Workspace, roots: readonly Uri[]): Promise<readonly Uri[]> {
  return (await boardsOf(workspace, roots, async (_, uris) => uris)).map(({ uri }) => uri);
}

async function boardsOf(
  workspace: Workspace,
  roots: readonly Uri[],
  counting: typeof includedOf,
): Promise<readonly CheckedBoard[]> {
  const plan = createPlan(workspace, counting);
  for (const root of roots) await plan.addRoot(root, undefined);
  const composites = [...plan.composites].map(([uri, { composite }]) => ({ uri, composite }));
  return [...[...plan.roots.keys()].map((uri) => ({ uri })), ...composites];
}

/** `counting` gives those of some files that count. */
function createPlan(workspace: Workspace, counting = includedOf) {
  const roots = new Map<Uri, Set<Uri> | undefined>();
  const composites = new Map<Uri, { readonly composite: Composite; readonly scope: Set<Uri> | undefined }>();
  /** Without a file, everything that is found is wanted. */
  const widen = (known: Set<Uri> | undefined, isKnown: boolean, file: Uri | undefined) => {
    if (file === undefined || (isKnown && known === undefined)) return undefined;
    return new Set([...(known ?? []), file]);
  };
  const addAlone = (root: Uri, file: Uri | undefined) => {
    roots.set(root, widen(roots.get(root), roots.has(root), file));
  };
  /** Adds those whose sources are all there. */
  const addComposites = async (all: readonly Composite[], file: Uri | undefined): Promise<readonly Composite[]> => {
    const whole: Composite[] = [];
    for (const composite of all) {
      const sources = sourcesOf(composite);
      const files = await Promise.all(sources.map(workspace.readFile));
      if (files.includes(undefined) || (await counting(workspace, sources)).length < sources.length) continue;
      whole.push(composite);
      const known = composites.get(composite.blob);
      composites.set(composite.blob, { composite, scope: widen(known?.scope, known !== undefined, file) });
    }
    return whole;
  };
  const unbuilt = new Set<Uri>();
  const outside = new Set<Uri>();
  const rootsIn = async (folder: Uri, passes: (name: string) => boolean) =>
    counting(workspace, await rootsBelow(workspace, folder, passes, (uri) => outside.add(uri)));
  return {
    roots,
    composites,
    unbuilt,
    outside,
    async addRoot(root: Uri, file: Uri | undefined) {
      const added = await addComposites(await compositesWith(root, workspace), file);
      if (!added.some((composite) => isAppliedIn(composite, root))) addAlone(root, file);
    },
    async addFolder(folder: Uri) {
      const boards = await rootsIn(folder, isBoardName);
      const overlays = await rootsIn(folder, isOverlayName);
      const found: Uri[] = [];
      for (const root of [...boards, ...overlays])
        if (await isLeftOut(workspace, root, folder)) unbuilt.add(root);
        else found.push(root);
      const applied = new Set<Uri>();
      const addAll = async (all: readonly Composite[]) => {
        for (const { overlays } of await addComposites(all, undefined))
          for (const { source } of overlays) applied.add(source);
      };
      for (const parent of new Set(found.map(folderOf))) await addAll(await compositesIn(parent, workspace));
      for (const root of found) await addAll(await compositesElsewhere(root, workspace));
      for (const root of found) if (!applied.has(root)) addAlone(root, undefined);
    },
  };
}

/** Whether a root comes along only because the folder holds a copy of another tree's sources, of which it is not used. */
async function isLeftOut(workspace: Workspace, root: Uri, folder: Uri): Promise<boolean> {
  const copy = await copyAround(workspace, root);
  return copy !== undefined && !isWithin(folder, copy.folder) && (await copy.isBuilt(root)) === false;
}

/** Whether a root lies in a copy of another tree's sources, and is not used there. */
async function isUnbuilt(workspace: Workspace, root: Uri): Promise<boolean> {
  return (await (await copyAround(workspace, root))?.isBuilt(root)) === false;
}

/** Those of the roots that reach a file by which somebody can see it: what nobody builds counts if nothing else does. */
async function withoutUnbuilt(workspace: Workspace, roots: readonly Uri[]): Promise<readonly Uri[]> {
  const built: Uri[] = [];
  for (const root of roots) if (!(await isUnbuilt(workspace, root))) built.push(root);
  return built.length > 0 ? built : roots;
}

const isAppliedIn = ({ overlays }: Composite, root: Uri) => overlays.some(({ source }) => source === root);

/** Those of some files that the settings let count. */
export async function includedOf({ lookup }: Workspace, uris: readonly Uri[]): Promise<readonly Uri[]> {
  await lookup.load(uris);
  return uris.filter((uri) => lookup.of(uri).isIncluded);
}
