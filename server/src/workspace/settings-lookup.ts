import type { Finding } from '../text/finding.js';
import type { SourceFile } from '../text/source-file.js';
import { folderOf, isUri, isWithin, resolvePath, type Uri } from '../text/uri.js';
import type { FileStore } from './file-store.js';
import { type FileFilter, filterOf, pathForGlobs } from './globs.js';
import { PROJECT_FILE, type Project, readProject } from './project-file.js';
import { DEFAULT_SETTINGS, SETTINGS, type Settings } from './settings.js';

/** What holds for one file. Files for which the same holds have the same object. */
export interface FileSettings extends Pick<Settings, 'rules' | 'dtcWarnings'> {
  /** Whether the file counts: a board is checked, a finding in the file is told. */
  readonly isIncluded: boolean;
}

/** How a host has settings found. */
export interface SettingsPolicy {
  /** The project file that counts: the nearest above each file, which is the default; none; or this one for all. */
  readonly project?: 'nearest' | 'none' | Uri;
  /** What stands above project files, as the flags of a command do. */
  readonly flags?: Partial<Settings>;
  /**
   * The folder to which the globs of what is no project file are relative; if absent, the open one that holds a file, else its
   * source tree.
   */
  readonly base?: Uri;
  /** Whether no project file is looked for above the folders that are open, for what is in them. */
  readonly endsAtFolders?: boolean;
  /** Whether nobody trusts the folders that are open, so that their project files may not name files elsewhere. */
  readonly isUntrusted?: boolean;
}

/**
 * The settings of each file: those of the editor, over them those of the nearest project file, over them a command's flags.
 * Of each, `overrides` stand above `rules` and `dtcWarnings`; lists of include paths are joined, the project's first; and a
 * file counts if each lets it count.
 */
export interface SettingsLookup {
  /** Reads the project files that may be there for files; without it, {@link of} knows of none. */
  load(uris: readonly Uri[]): Promise<void>;
  of(uri: Uri): FileSettings;
  includePathsOf(root: Uri): readonly Uri[];
  /** The project file that counts for a file. */
  projectOf(uri: Uri): SourceFile | undefined;
  /** What is wrong in the project files that were used. */
  problems(): readonly Finding[];
  /** Learns of a source tree: globs of the editor are relative to it for those of its files that are in no open folder. */
  knowTree(root: Uri): void;
  /** Has everything looked up anew, because settings or project files changed. */
  forget(): void;
}

export function createSettingsLookup(
  files: FileStore,
  settings: () => Settings,
  policy: SettingsPolicy = {},
  folders: () => readonly Uri[] = () => [],
): SettingsLookup {
  const { project = 'nearest', flags = {}, endsAtFolders = false } = policy;
  const projects = new Map<Uri, Project | undefined>();
  const stacks = new Map<Uri, LayerStack>();
  const known = new Map<Uri, FileSettings>();

  const openFolderOf = (uri: Uri) => folders().find((each) => isWithin(uri, each));
  const trees = new Set<Uri>();
  /** The root of the innermost tree that is known to hold a file. */
  const treeOf = (uri: Uri) =>
    [...trees].filter((root) => isWithin(uri, root)).reduce<Uri | undefined>(longer, undefined);
  const baseOf = (uri: Uri) => policy.base ?? openFolderOf(uri) ?? treeOf(uri) ?? folders()[0] ?? 'file:///';
  /** A folder of the workspace may be named for trees elsewhere. */
  const folderForPaths = (uri: Uri) => policy.base ?? openFolderOf(uri) ?? folders()[0] ?? baseOf(uri);
  const candidatesFor = (folder: Uri): Uri[] => {
    if (project === 'none') return [];
    if (project !== 'nearest') return [project];
    const limit = endsAtFolders ? openFolderOf(folder) : undefined;
    const found: Uri[] = [];
    for (let at = folder; ; at = folderOf(at)) {
      found.push(resolvePath(at, `./${PROJECT_FILE}`));
      if (at === limit || folderOf(at) === at) return found;
    }
  };
  const findProject = (folder: Uri): Project | undefined => {
    for (const uri of candidatesFor(folder)) {
      const file = files.read(uri);
      if (typeof file !== 'string') return trusted(readProject(file), policy);
    }
    return undefined;
  };
  const projectAt = (folder: Uri) => (projects.has(folder) ? projects.get(folder) : findProject(folder));
  const stackOf = (found: Project | undefined, base: Uri): LayerStack => {
    const key = `${found?.file.uri ?? ''}\n${base}`;
    const stack =
      stacks.get(key) ??
      stackOfLayers([
        { values: settings(), base },
        { values: found?.values ?? {}, base: found?.base ?? base },
        { values: flags, base },
      ]);
    stacks.set(key, stack);
    return stack;
  };
  return {
    async load(uris) {
      const folders = new Set(uris.filter((uri) => !known.has(uri)).map(folderOf));
      const unknown = [...folders].filter((folder) => !projects.has(folder));
      if (unknown.length === 0) return;
      await files.load([...new Set(unknown.flatMap(candidatesFor))]);
      for (const folder of unknown) projects.set(folder, findProject(folder));
    },
    of(uri) {
      const settled = known.get(uri);
      if (settled) return settled;
      const folder = folderOf(uri);
      const found = stackOf(projectAt(folder), baseOf(uri)).settingsOf(uri);
      // Before the project files were read, the answer is preliminary.
      if (projects.has(folder)) known.set(uri, found);
      return found;
    },
    includePathsOf(root) {
      const own = projectAt(folderOf(root))?.values.includePaths ?? [];
      const ofEditor = settings().includePaths.map((path) =>
        isUri(path) ? path : resolvePath(folderForPaths(root), `./${path}`),
      );
      return [...(flags.includePaths ?? []), ...own, ...ofEditor];
    },
    projectOf: (uri) => projectAt(folderOf(uri))?.file,
    problems() {
      const used = new Map([...projects.values()].flatMap((found) => (found ? [[found.file, found]] : [])));
      return [...used.values()].flatMap(({ problems }) => problems);
    },
    knowTree(root) {
      if (trees.has(root)) return;
      trees.add(root);
      known.clear();
    },
    forget() {
      projects.clear();
      stacks.clear();
      known.clear();
    },
  };
}

const longer = (one: Uri | undefined, other: Uri) => (one !== undefined && one.length > other.length ? one : other);

/** A project of which nothing counts that needs a trust which is not there. */
function trusted(project: Project, { isUntrusted }: SettingsPolicy): Project {
  if (!isUntrusted) return project;
  const needTrust = new Set<string>(SETTINGS.flatMap((setting) => ('needsTrust' in setting ? setting.key : [])));
  const values = Object.fromEntries(Object.entries(project.values).filter(([key]) => !needTrust.has(key)));
  return { ...project, values };
}

/** Settings from one source, with the folder to which their globs are relative. */
interface Layer {
  readonly values: Partial<Settings>;
  readonly base: Uri;
}

/** Settings from several sources, the later above the earlier. */
interface LayerStack {
  settingsOf(uri: Uri): FileSettings;
}

function stackOfLayers(layers: readonly Layer[]): LayerStack {
  const compiled = layers.map(compileLayer);
  /** By which layers' overrides match and whether the file counts. */
  const distinct = new Map<string, FileSettings>();
  return {
    settingsOf(uri) {
      const matched = compiled.map(({ matchesOf }) => matchesOf(uri));
      const isIncluded = compiled.every(({ counts }) => counts(uri));
      const key = [isIncluded, ...matched].join(';');
      const found = distinct.get(key) ?? { ...merge(compiled, matched), isIncluded };
      distinct.set(key, found);
      return found;
    },
  };
}

interface CompiledLayer extends Layer {
  /** The numbers of the overrides that are for a file. */
  matchesOf(uri: Uri): readonly number[];
  counts(uri: Uri): boolean;
}

function compileLayer(layer: Layer): CompiledLayer {
  const { values, base } = layer;
  const { include = [], exclude = [], overrides = [] } = values;
  const filters = overrides.map(({ files }) => filterOf(files));
  const includes: FileFilter = include.length === 0 ? () => true : filterOf(include);
  const excludes = filterOf(exclude);
  return {
    ...layer,
    matchesOf(uri) {
      if (filters.length === 0) return [];
      const path = pathForGlobs(uri, base);
      return filters.flatMap((matches, index) => (matches(path) ? index : []));
    },
    counts(uri) {
      if (include.length === 0 && exclude.length === 0) return true;
      const path = pathForGlobs(uri, base);
      return includes(path) && !excludes(path);
    },
  };
}

function merge(
  layers: readonly CompiledLayer[],
  matched: readonly (readonly number[])[],
): Omit<FileSettings, 'isIncluded'> {
  let { rules, dtcWarnings } = DEFAULT_SETTINGS;
  for (const [index, { values }] of layers.entries()) {
    const overrides = matched[index]!.map((number) => values.overrides![number]!);
    for (const source of [values, ...overrides]) {
      rules = { ...rules, ...source.rules };
      dtcWarnings = source.dtcWarnings ?? dtcWarnings;
    }
  }
  return { rules, dtcWarnings };
}
