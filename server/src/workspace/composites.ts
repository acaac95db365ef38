import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, folderOf, isWithin, resolvePath, type Uri } from '../text/uri.js';
import { filesBelow } from './boards.js';
import { type DtbsMakefile, parseDtbsMakefile } from './dtbs-makefile.js';
import type { FileLoader } from './file-loader.js';
import { isKbuildName, loadKbuildFile } from './kbuild-file.js';
import type { SourceTree } from './source-tree.js';
import type { Workspace } from './workspace.js';

/** A blob that the kernel's build makes of a base and overlays, as the Makefile of its sources lists them. */
export interface Composite {
  /** The blob beside the sources, which need not exist: nothing else has the composite's name. */
  readonly blob: Uri;
  /** The board, a `.dts`. */
  readonly base: Uri;
  /** In the order in which they are applied. */
  readonly overlays: readonly CompositeOverlay[];
  /** The composite that this one is made of, where its Makefile names that for a base. */
  readonly basedOn?: Composite;
}

export interface CompositeOverlay {
  /** A `.dtso`, or before Linux 6.2 a `.dts`. */
  readonly source: Uri;
  /** Whether the Makefile has it compiled with dtc's `-@`. */
  readonly symbols: boolean;
}

/** The sources that a composite is made of, the base first. */
export const sourcesOf = ({ base, overlays }: Composite): Uri[] => [base, ...overlays.map(({ source }) => source)];

/** The composites that the Makefile of a folder lists, in its order. Whether their sources exist is not looked at. */
export async function compositesIn(folder: Uri, workspace: Workspace): Promise<readonly Composite[]> {
  const tree = await workspace.treeOf(`${folder}/`);
  const makefile = await loadKbuildFile(folder, tree, workspace.files);
  return makefile ? compositesListedBy(makefile, tree, workspace) : [];
}

async function compositesListedBy(
  makefile: SourceFile,
  tree: SourceTree,
  { loader }: Workspace,
): Promise<readonly Composite[]> {
  // Files that come or go make another tree, in which they are looked for anew.
  const ofTree = known.get(tree) ?? new WeakMap<SourceFile, Promise<readonly Composite[]>>();
  known.set(tree, ofTree);
  const composites = ofTree.get(makefile) ?? withOlderNames(listedIn(makefile), folderOf(makefile.uri), loader);
  ofTree.set(makefile, composites);
  return composites;
}

const known = new WeakMap<SourceTree, WeakMap<SourceFile, Promise<readonly Composite[]>>>();

/** A Makefile lists hundreds of boards, and each of them asks. */
const listedIn = query((makefile: SourceFile) =>
  compositesOf(folderOf(makefile.uri), parseDtbsMakefile(makefile.text)),
);

/** The composites that have a root source among their parts, those that its own folder lists first. */
export async function compositesWith(root: Uri, workspace: Workspace): Promise<readonly Composite[]> {
  return [...(await compositesBeside(root, workspace)), ...(await compositesElsewhere(root, workspace))];
}

/** Those of them that the Makefile of its own folder lists, which takes no searching. */
export async function compositesBeside(root: Uri, workspace: Workspace): Promise<readonly Composite[]> {
  return partsOf(await compositesIn(folderOf(root), workspace)).get(root) ?? [];
}

/** Those of them that Makefiles of other folders list. The first question lists all folders of the tree's boards. */
export async function compositesElsewhere(root: Uri, workspace: Workspace): Promise<readonly Composite[]> {
  const { files } = workspace;
  const asked = await workspace.treeOf(root);
  if (!asked.hasMakefiles) return [];
  // Each folder has a tree of its own, and all have this one.
  const tree = await workspace.treeOf(`${asked.root}/`);
  const listing = makefilesOf.get(tree) ?? makefilesIn(asked, workspace);
  makefilesOf.set(tree, listing);
  const makefiles = await listing;
  await files.load(makefiles);
  const own = await loadKbuildFile(folderOf(root), asked, files);
  const found: Composite[] = [];
  for (const uri of makefiles) {
    const makefile = files.read(uri);
    if (typeof makefile === 'string' || makefile === own || !namesPaths(makefile)) continue;
    found.push(...(partsOf(await compositesListedBy(makefile, tree, workspace)).get(root) ?? []));
  }
  return found;
}

const makefilesOf = new WeakMap<SourceTree, Promise<readonly Uri[]>>();

async function makefilesIn(tree: SourceTree, { loader, reachOf }: Workspace): Promise<readonly Uri[]> {
  const found: Uri[] = [];
  const reach = reachOf(tree, `${tree.root}/`);
  for (const folder of await tree.boardFolders(loader))
    found.push(...(await filesBelow(folder, loader, reach, isKbuildName)));
  const known = new Set(found);
  // Where a folder has both, `make` reads one.
  const isRead = (uri: Uri) => baseNameOf(uri) === 'Kbuild' || !known.has(resolvePath(folderOf(uri), './Kbuild'));
  return found.filter(isRead).slice(0, MAX_MAKEFILES);
}

/** Linux 6.12 has 128 of them. */
const MAX_MAKEFILES = 2000;

/** Whether a list may name what lies in another folder. */
const namesPaths = query(({ text }: SourceFile) => /(?:-dtbs|\.dtbo-base)\b/.test(text) && /[^\s/]\/[^\s/]/.test(text));

/** Some composites by the sources that they are made of. Each board of a folder asks. */
const partsOf = query((composites: readonly Composite[]): ReadonlyMap<Uri, readonly Composite[]> => {
  const parts = new Map<Uri, Composite[]>();
  for (const composite of composites)
    for (const source of new Set(sourcesOf(composite))) {
      const known = parts.get(source);
      if (known) known.push(composite);
      else parts.set(source, [composite]);
    }
  return parts;
});

/**
 * Before Linux 6.2 overlays were sources named `.dts`, too; vendors' kernels name them so still. They are looked for in the
 * folder of the list, and in those below it that it names.
 */
async function withOlderNames(
  composites: readonly Composite[],
  folder: Uri,
  loader: FileLoader,
): Promise<readonly Composite[]> {
  const sources = new Set(composites.flatMap(({ overlays }) => overlays.map(({ source }) => source)));
  const byFolder = new Map<Uri, Uri[]>();
  for (const source of sources) {
    const own = folderOf(source);
    const beside = byFolder.get(own);
    if (beside) beside.push(source);
    else if (isWithin(own, folder) && byFolder.size < MAX_FOLDERS) byFolder.set(own, [source]);
  }
  const older = new Map<Uri, Uri>();
  for (const [own, overlays] of byFolder) {
    const names = new Set((await loader.list(own))?.map(({ name }) => name));
    for (const source of overlays) {
      const name = baseNameOf(source);
      const olderName = name.replace(/o$/, '');
      if (!names.has(name) && names.has(olderName)) older.set(source, resolvePath(own, `./${olderName}`));
    }
  }
  return older.size === 0 ? composites : composites.map((composite) => renamed(composite, older));
}

/** More folders than a list of a kernel names. */
const MAX_FOLDERS = 20;

function renamed(composite: Composite, names: ReadonlyMap<Uri, Uri>): Composite {
  const { overlays, basedOn } = composite;
  return {
    ...composite,
    overlays: overlays.map((overlay) => ({ ...overlay, source: names.get(overlay.source) ?? overlay.source })),
    ...(basedOn && { basedOn: renamed(basedOn, names) }),
  };
}

export function compositesOf(folder: Uri, { composites, dtcFlags, folderDtcFlags }: DtbsMakefile): Composite[] {
  const known = new Map<string, Composite | undefined>();
  let depth = 0;
  const overlayOf = (part: string): CompositeOverlay | undefined => {
    const source = sourceOf(folder, part, '.dtbo', '.dtso');
    const flags = [...folderDtcFlags, ...(dtcFlags.get(part.replace(/\.dtbo$/, '')) ?? [])];
    return source === undefined ? undefined : { source, symbols: flags.includes('-@') };
  };
  const resolve = (name: string): Composite | undefined => {
    if (known.has(name)) return known.get(name);
    // A list that leads back to itself is no composite.
    known.set(name, undefined);
    const [first = '', ...rest] = composites.get(name)!;
    const overlays = rest.map((part) => overlayOf(part));
    depth++;
    const basedOn = composites.has(first) && depth <= MAX_PARTS ? resolve(first) : undefined;
    depth--;
    const base = composites.has(first) ? basedOn?.base : sourceOf(folder, first, '.dtb', '.dts');
    if (!base || !overlays.every((overlay) => overlay !== undefined)) return undefined;
    if (overlays.length === 0 || overlays.length + (basedOn?.overlays.length ?? 0) > MAX_PARTS) return undefined;
    const composite: Composite = {
      blob: resolvePath(folder, `./${name}`),
      base,
      overlays: [...(basedOn?.overlays ?? []), ...overlays],
      ...(basedOn && { basedOn }),
    };
    known.set(name, composite);
    return composite;
  };
  return [...composites.keys()].map(resolve).filter((composite) => composite !== undefined);
}

/** More than any real composite has: it bounds the work on hostile lists. */
const MAX_PARTS = 50;

function sourceOf(folder: Uri, name: string, from: string, to: string): Uri | undefined {
  return name.endsWith(from) ? resolvePath(folder, `./${name.slice(0, -from.length)}${to}`) : undefined;
}
