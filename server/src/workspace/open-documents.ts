import { createSourceFile, type SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { FileLoader } from './file-loader.js';

/** The texts of files that an editor has open, by the names that it has for them. */
export interface OpenDocuments {
  /** What is open under this very name. */
  get(uri: Uri): SourceFile | undefined;
  /** What is open under another name of the file: one of the two is, or leads through, a link. */
  behind(uri: Uri): SourceFile | undefined;
  set(uri: Uri, file: SourceFile | undefined): void;
  /** Says that a name is another one of the file at a place; tells whether that is news. */
  equate(uri: Uri, place: Uri): boolean;
  /** Asks the host anew where links lead. */
  forgetLinks(): void;
  /** Runs `action` as if a file had another content. */
  supposing<Result>(file: SourceFile, action: () => Result): Result;
}

export function openDocuments({ realUri }: Pick<FileLoader, 'realUri'>): OpenDocuments {
  const open = new Map<Uri, SourceFile>();
  /** What {@link OpenDocuments.equate} was told. */
  const equated = new Map<Uri, Uri>();
  /** Of the names that somebody asked for, the places where the links on the way lead. */
  const places = new Map<Uri, Uri>();
  /** By place, the name under which it was opened last. */
  let names: Map<Uri, Uri> | undefined;
  /** An open text under another name, so that the same version is the same object. */
  const renamed = new WeakMap<SourceFile, Map<Uri, SourceFile>>();
  const placeOf = (uri: Uri) => {
    const known = places.get(uri);
    if (known !== undefined) return known;
    const named = equated.get(uri) ?? uri;
    const place = realUri?.(named) ?? named;
    places.set(uri, place);
    return place;
  };
  const forgetLinks = () => {
    places.clear();
    names = undefined;
  };
  return {
    get: (uri) => open.get(uri),
    behind(uri) {
      if (open.size === 0) return undefined;
      names ??= new Map([...open.keys()].map((name) => [placeOf(name), name]));
      const name = names.get(placeOf(uri));
      const file = name === undefined ? undefined : open.get(name);
      if (!file) return undefined;
      const known = renamed.get(file) ?? new Map<Uri, SourceFile>();
      renamed.set(file, known);
      const { version, text, defect } = file;
      const other = known.get(uri) ?? createSourceFile(uri, version, text, { ...(defect && { defect }) });
      known.set(uri, other);
      return other;
    },
    set(uri, file) {
      if (!file || !open.has(uri)) names = undefined;
      if (file) open.set(uri, file);
      else open.delete(uri);
    },
    equate(uri, place) {
      if (equated.get(uri) === place) return false;
      equated.set(uri, place);
      forgetLinks();
      return true;
    },
    forgetLinks,
    supposing(file, action) {
      const before = open.get(file.uri);
      open.set(file.uri, file);
      try {
        return action();
      } finally {
        if (before) open.set(file.uri, before);
        else open.delete(file.uri);
      }
    },
  };
}
