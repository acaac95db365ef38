import type { BuildWarnings } from '../rules/dtc-levels.js';
import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import { parseDtbsMakefile } from './dtbs-makefile.js';
import { nameInLists } from './kbuild-file.js';
import type { SourceTree } from './source-tree.js';

/** What a build gives dtc for one root source beyond its general flags. */
export interface DtcFlags {
  /** `-W…` and the like, in the order in which dtc gets them. */
  readonly flags: readonly string[];
  /** Whether `-@` is among them, or the root is the base of a composite, which is built with it. */
  readonly symbols: boolean;
  /** Those general flags that are about checks, where the tree has its own. */
  readonly build?: BuildWarnings;
}

/** The flags of a root source; `makefile` is absent where there is none. */
export function dtcFlagsOf(root: Uri, tree: SourceTree, makefile: SourceFile | undefined): DtcFlags {
  const { dtcFlags: ofTree = [], buildWarnings } = tree;
  const build = buildWarnings && { build: buildWarnings };
  if (!makefile) return { flags: ofTree, symbols: ofTree.includes('-@'), ...build };
  const name = nameInLists(root, makefile);
  const { dtcFlags, folderDtcFlags, bases } = flagsIn(makefile);
  const flags = [...ofTree, ...folderDtcFlags, ...(dtcFlags.get(name) ?? [])];
  return { flags, symbols: flags.includes('-@') || bases.has(name), ...build };
}

/** A Makefile is read for each key that is pressed, and hardly ever another. */
const flagsIn = query((makefile: SourceFile) => {
  const { dtcFlags, folderDtcFlags, composites } = parseDtbsMakefile(makefile.text);
  const bases = new Set<string>();
  for (const [first] of composites.values()) if (first?.endsWith('.dtb')) bases.add(first.slice(0, -'.dtb'.length));
  return { dtcFlags, folderDtcFlags, bases };
});
