import type { AppendedInclude } from '../preprocessor/expansion.js';
import type { BuildWarnings } from '../rules/dtc-levels.js';
import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { folderOf, isWithin, resolvePath, type Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';
import { recognizeBarebox } from './layouts/barebox.js';
import { recognizeExport } from './layouts/export.js';
import { recognizeKernel } from './layouts/kernel.js';
import { linkedSources } from './layouts/linked-sources.js';
import { marksOf, type TreeMarks } from './layouts/marks.js';
import { recognizeTfA } from './layouts/tf-a.js';
import { recognizeUBoot } from './layouts/u-boot.js';
import { isVendorRoot, listsBlobs, vendorTree, withKernelNear } from './layouts/vendor.js';
import { recognizeZephyr } from './layouts/zephyr.js';

/** A tree of devicetree sources, with what follows from its layout: where includes, boards and bindings are. */
export interface SourceTree {
  readonly layout: 'kernel' | 'export' | 'u-boot' | 'barebox' | 'vendor' | 'zephyr' | 'tf-a' | 'folder';
  readonly root: Uri;
  /** Other folders that its build reads: the kernel that a repository beside it is built with. */
  readonly besides?: readonly Uri[];
  /** The real places of folders elsewhere that are linked among its sources. */
  readonly linked?: readonly Uri[];
  /** The `-I` folders with which its build compiles a file. */
  includePaths(file: Uri): readonly Uri[];
  /**
   * Whether one of these folders can hold a file of that name, where a tree has so many of them that it knows what each
   * holds; any can, if absent.
   */
  mayHold?(folder: Uri, path: string): boolean;
  /** The one URI of the file that a path names, where the layout reaches files through links. */
  canonicalUri(uri: Uri): Uri;
  /** The folders below which its boards are. */
  boardFolders(loader: FileLoader): Promise<readonly Uri[]>;
  /** The folder of its dt-schema bindings, which need not exist. */
  readonly bindings?: Uri;
  /** Whether Makefiles beside the sources say which of them are built, and how. */
  readonly hasMakefiles: boolean;
  /** Macros that its build defines as 1, beyond `__DTS__`. */
  readonly macros?: readonly string[];
  /** Headers that its build writes, as far as they can be told, for where it has not. */
  readonly generated?: readonly SourceFile[];
  /** Headers that its build has cpp read before each root (`-include`). */
  readonly preincluded?: readonly Uri[];
  /** What its build says of dtc's checks, where it is a kernel that does. */
  readonly buildWarnings?: BuildWarnings;
  /** dtc's flags for every source beyond those of a kernel. */
  readonly dtcFlags?: readonly string[];
  /** Says what was found before any rule on a root as it is meant in this tree. */
  retell?(findings: readonly Finding[], root: Uri): readonly Finding[];
  /** Sources of another tree that it holds all of, and builds some of. */
  readonly copy?: SourceCopy;
  /** What its build adds to sources that do not name it. */
  readonly additions?: SourceAdditions;
}

/** Sources that one tree has taken over from another. */
export interface SourceCopy {
  /** The folder that holds them. */
  readonly folder: Uri;
  /** Whether a root source of it is one that the tree builds; `undefined` where nobody can tell. */
  isBuilt(root: Uri): Promise<boolean | undefined>;
}

/** Includes that a build writes behind the last line of a root. */
export interface SourceAdditions {
  /** What is added to a root that includes the sources `read`, in this order. */
  includes(root: Uri, read: readonly SourceFile[]): readonly AppendedInclude[];
  /** The files that may be added to a root because it is, or includes, this source. */
  suspects(source: Uri): readonly Uri[];
}

/**
 * The tree that a file or folder belongs to, recognised by the layout's own marks; a file of no known layout belongs to
 * the tree of its own folder, or of the repository around it, or else of the project or the folder that a person works in, one
 * of `opened`, whichever holds the other: of those the nearest that has headers, else the outermost.
 */
export async function findSourceTree(
  uri: Uri,
  isFolder: boolean,
  loader: FileLoader,
  opened: readonly Uri[] = [],
): Promise<SourceTree> {
  const start = isFolder ? uri : folderOf(uri);
  let vendor: Uri | undefined;
  let repository: TreeMarks | undefined;
  let project: TreeMarks | undefined;
  let workplace: TreeMarks | undefined;
  /** The outermost of the folders around, within a repository, that list blobs one after the other. */
  let lists: Uri | undefined;
  for (let folder = start; ; folder = folderOf(folder)) {
    const marks = await marksOf(folder, start, loader);
    const known = await recognize(marks);
    if (known) return known;
    if (vendor === undefined && isVendorRoot(marks)) vendor = folder;
    if (!repository && (lists === undefined || folderOf(lists) === folder) && (await listsBlobs(marks))) lists = folder;
    if (!repository && isRepository(marks)) repository = marks;
    if (!project && marks.files.has('.dts-analyzer.json')) project = marks;
    if (opened.includes(folder) && !workplace?.folders.has('include')) workplace = marks;
    if (folderOf(folder) === folder) break;
  }
  if (vendor !== undefined) return vendorTree(vendor, loader);
  const marks = repository ?? outer(project, workplace) ?? (await marksOf(lists ?? start, start, loader));
  return lists === undefined ? looseFolder(marks) : withKernelNear(lists, looseFolder(marks), loader);
}

async function recognize(marks: TreeMarks): Promise<SourceTree | undefined> {
  const known = (await recognizeBootLoader(marks)) ?? (await recognizeZephyr(marks)) ?? recognizeTfA(marks);
  return (
    known ?? (await kernelWithLinks(marks)) ?? ((await isPartOfBootLoader(marks)) ? undefined : recognizeExport(marks))
  );
}

async function kernelWithLinks(marks: TreeMarks): Promise<SourceTree | undefined> {
  const kernel = await recognizeKernel(marks);
  const linked = kernel && (await linkedSources(marks.root, marks.loader));
  return linked && linked.length > 0 ? { ...kernel, linked } : kernel;
}

/** Both have all that a kernel is known by, and barebox all that U-Boot is. */
const recognizeBootLoader = async (marks: TreeMarks) => (await recognizeBarebox(marks)) ?? recognizeUBoot(marks);

/** Whether an export is the copy in a tree of U-Boot or barebox, which is compiled with headers of that tree. */
async function isPartOfBootLoader({ root, below, loader }: TreeMarks): Promise<boolean> {
  const [, copy] = /\/(dts|dts\/upstream)$/.exec(root) ?? [];
  if (copy === undefined) return false;
  const around = copy === 'dts' ? folderOf(root) : folderOf(folderOf(root));
  return (
    (await recognizeBootLoader({ ...(await marksOf(around, root, loader)), below: `${copy}/${below}` })) !== undefined
  );
}

const isRepository = ({ folders, files }: TreeMarks) => folders.has('.git') || files.has('.git');

/** Of two folders around a file the one that holds the other: settings for a part of a tree leave the tree what it is. */
const outer = (one: TreeMarks | undefined, other: TreeMarks | undefined) =>
  one && other ? (isWithin(one.root, other.root) ? other : one) : (one ?? other);

function looseFolder({ root, folders }: TreeMarks): SourceTree {
  const shared = folders.has('include') ? [resolvePath(root, './include')] : [];
  return {
    layout: 'folder',
    root,
    hasMakefiles: false,
    includePaths: (file) => [folderOf(file), ...shared],
    canonicalUri: (uri) => uri,
    boardFolders: async () => [root],
  };
}
