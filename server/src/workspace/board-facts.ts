import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import { baseNameOf, folderOf, type Uri } from '../text/uri.js';
import { compositesBeside, compositesOf } from './composites.js';
import { parseDtbsMakefile } from './dtbs-makefile.js';
import { loadKbuildFile, nameInLists } from './kbuild-file.js';
import { copyAround } from './source-copies.js';
import type { SourceTree } from './source-tree.js';
import type { Workspace } from './workspace.js';

/** What helps a person to tell boards apart. */
export interface BoardFacts {
  /** The last compatible of the board, or the name of the SoC's source. */
  readonly soc?: string;
  /** Whether the Makefile that lists it has it built. */
  readonly isBuilt: boolean;
  /** The blobs that this Makefile has made of it with others, without their suffix. */
  readonly composites: readonly string[];
}

/** The facts of a root source; what its tree's graph has not read yet is left out. */
export async function factsOf(workspace: Workspace, tree: SourceTree, root: Uri): Promise<BoardFacts> {
  const soc = workspace.includeGraphOf(tree).socOf(root);
  const makefile = tree.hasMakefiles && (await loadKbuildFile(folderOf(root), tree, workspace.files));
  const facts = soc === undefined ? {} : { soc };
  if (!makefile) return { ...facts, isBuilt: false, composites: [] };
  const composites = await compositesBeside(root, workspace);
  return {
    ...facts,
    isBuilt: builtBy(makefile).has(nameInLists(root, makefile)),
    composites: composites.map(({ blob }) => baseNameOf(blob).replace(/\.dtbo?$/, '')),
  };
}

/** Those of some root sources, and blobs of composites, that their trees build, as Makefiles or configurations say. */
export async function builtAmong(workspace: Workspace, roots: readonly Uri[]): Promise<ReadonlySet<Uri>> {
  const built = new Set<Uri>();
  for (const root of roots) if (await isBuilt(workspace, root)) built.add(root);
  return built;
}

async function isBuilt(workspace: Workspace, root: Uri): Promise<boolean> {
  const copy = await copyAround(workspace, root);
  if (copy) return (await copy.isBuilt(root)) === true;
  const tree = await workspace.treeOf(root);
  const makefile = tree.hasMakefiles && (await loadKbuildFile(folderOf(root), tree, workspace.files));
  return makefile ? builtBy(makefile).has(nameInLists(root, makefile)) : false;
}

/** A Makefile lists hundreds of boards, and each of them asks. */
const builtBy = query((makefile: SourceFile): ReadonlySet<string> => {
  const parsed = parseDtbsMakefile(makefile.text);
  const built = new Set([...parsed.targets].map((target) => target.replace(/\.dtbo?$/, '')));
  // What a composite is made of is built for it, listed or not.
  for (const { blob, base } of compositesOf(folderOf(makefile.uri), parsed))
    if (built.has(nameInLists(blob, makefile))) built.add(nameInLists(base, makefile));
  return built;
});
