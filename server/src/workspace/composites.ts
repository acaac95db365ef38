import { query } from '../text/query.js';
import type { SourceFile } from '../text/source-file.js';
import { folderOf, resolvePath, type Uri } from '../text/uri.js';
import { type DtbsMakefile, parseDtbsMakefile } from './dtbs-makefile.js';
import type { Workspace } from './workspace.js';

/** A blob that the kernel's build makes of a base and overlays, as the Makefile beside its sources lists them. */
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
  /** A `.dtso`. */
  readonly source: Uri;
  /** Whether the Makefile has it compiled with dtc's `-@`. */
  readonly symbols: boolean;
}

/** The sources that a composite is made of, the base first. */
export const sourcesOf = ({ base, overlays }: Composite): Uri[] => [base, ...overlays.map(({ source }) => source)];

/** The composites that a folder's Makefile lists, in its order. Whether their sources exist is not looked at. */
export async function compositesIn(folder: Uri, workspace: Workspace): Promise<readonly Composite[]> {
  const makefile = await workspace.readFile(resolvePath(folder, './Makefile'));
  return makefile ? listedIn(makefile) : [];
}

/** A Makefile lists hundreds of boards, and each of them asks. */
const listedIn = query((makefile: SourceFile) =>
  compositesOf(folderOf(makefile.uri), parseDtbsMakefile(makefile.text)),
);

/** The composites that have a root source among their parts. */
export async function compositesWith(root: Uri, workspace: Workspace): Promise<readonly Composite[]> {
  const all = await compositesIn(folderOf(root), workspace);
  return all.filter((composite) => sourcesOf(composite).includes(root));
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
