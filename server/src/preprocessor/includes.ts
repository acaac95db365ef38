import type { SourceFile } from '../text/source-file.js';
import { folderOf, resolvePath, type Uri } from '../text/uri.js';
import type { ExpandOptions } from './expansion.js';

/** How a file name is searched. */
export interface IncludeSearch {
  readonly path: string;
  /** The folders that are searched before the include paths. */
  readonly ownFolders: readonly Uri[];
  /** The first include path that is searched. */
  readonly firstPath: number;
}

export interface SearchResult {
  readonly file?: SourceFile;
  /** The include path that the file was found in, -1 for a folder before them. */
  readonly foundIn: number;
  /** Whether files that have not been read yet keep the answer open. */
  readonly isOpen: boolean;
  /** A file that the include may mean, and that may not be read. */
  readonly refused?: Uri;
}

/** What the search needs to remember over one expansion, so that it sees each file in one state only. */
export interface SearchMemory {
  readonly options: ExpandOptions;
  readonly answers: Map<Uri, SourceFile | 'absent' | 'not-loaded'>;
  readonly notLoaded: Set<Uri>;
}

/** Finds the file that an include names. All files that might have to be read for it are noted at once. */
export function searchInclude(memory: SearchMemory, search: IncludeSearch): SearchResult {
  const { options, answers, notLoaded } = memory;
  const { path, ownFolders, firstPath } = search;
  const { includePaths } = options;
  const folders = isAbsolute(path) ? ownFolders.slice(0, 1) : ownFolders;
  const pathCount = isAbsolute(path) && folders.length > 0 ? 0 : includePaths.length;
  let isOpen = false;
  let refused: Uri | undefined;
  for (let index = -folders.length; index < pathCount; index++) {
    if (index >= 0 && index < firstPath) continue;
    const folder = index < 0 ? folders[index + folders.length]! : includePaths[index]!;
    const named = includedUri(folder, path);
    if (named === undefined) continue;
    const uri = options.canonicalUri?.(named) ?? named;
    if (options.mayRead?.(uri) === false) {
      // `../` from an include path is rarely what is meant: the file beside the include is, which is merely missing.
      if (index === -folders.length || !path.includes('../')) refused ??= uri;
      continue;
    }
    let answer = answers.get(uri);
    if (answer === undefined) {
      answer = options.fileSystem.read(uri);
      answers.set(uri, answer);
    }
    if (answer === 'absent') continue;
    if (answer === 'not-loaded') {
      notLoaded.add(uri);
      isOpen = true;
    } else if (isOpen) break;
    else return { file: answer, foundIn: Math.max(index, -1), isOpen };
  }
  return { foundIn: -1, isOpen, ...(refused !== undefined && { refused }) };
}

/** The folder that a file's own includes begin to search in. */
export function ownFolderOf(file: SourceFile): Uri {
  return folderOf(file.uri);
}

/** What to tell of an include without a file. */
export function describeMissing(
  search: IncludeSearch,
  { refused }: SearchResult,
  options: ExpandOptions,
): { code: 'outside-include' | 'missing-include'; message: string } {
  if (refused !== undefined) return { code: 'outside-include', message: outsideMessage(search.path, refused) };
  return { code: 'missing-include', message: missingMessage(search.path, search, options) };
}

/** The message for a person whose file may not be read. */
export function outsideMessage(path: string, refused: Uri): string {
  return `\`${path}\` is not read: ${displayName(refused)} lies, or leads by a link, outside of the source tree, the include paths and the folders that are open.`;
}

function missingMessage(path: string, { ownFolders, firstPath }: IncludeSearch, options: ExpandOptions): string {
  const searched = [...ownFolders, ...options.includePaths.slice(firstPath)].map(displayName);
  if (searched.length === 0) return `\`${path}\` was not found: there are no include paths to search.`;
  return `\`${path}\` was not found. Searched: ${[...new Set(searched)].join(', ')}.`;
}

const MAX_PATH_LENGTH = 4096;

/** The name of the file `path` below `folder`; undefined for what can be no name of a file. */
export function includedUri(folder: Uri, path: string): Uri | undefined {
  // The plain names that nearly all includes use need no general URI machinery.
  if (PLAIN_PATH.test(path))
    return `${folder.endsWith('/') ? folder.slice(0, -1) : folder}/${path.replaceAll(',', '%2C')}`;
  if (path.length > MAX_PATH_LENGTH || path.includes('\0')) return undefined;
  try {
    return resolvePath(folder, path);
  } catch {
    // A byte that is not UTF-8 has no place in a URI.
    return undefined;
  }
}

const PLAIN_PATH = /^(?:[A-Za-z0-9_,-][A-Za-z0-9_,.-]*\/)*[A-Za-z0-9_,-][A-Za-z0-9_,.-]*$/;

function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

function displayName(uri: Uri): string {
  try {
    return decodeURIComponent(uri.replace(/^file:\/\//, ''));
  } catch {
    return uri;
  }
}
