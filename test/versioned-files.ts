import type { FileSystem } from '../server/src/text/file-system.js';
import { createSourceFile, type SourceFile } from '../server/src/text/source-file.js';
import type { Uri } from '../server/src/text/uri.js';
import { FOLDER, type TestFiles } from './expansion-files.js';

/** For tests: files in memory of which each has a version, as an editor's have. */
export interface VersionedFiles {
  readonly fileSystem: FileSystem;
  set(name: string, text: string | null): void;
  textOf(name: string): string;
  fileOf(fileSystem: FileSystem, uri: Uri): SourceFile;
  /** The same files as new objects, of which nobody remembers anything. */
  copy(): FileSystem;
}

export function createVersionedFiles(texts: TestFiles): VersionedFiles {
  const files = new Map<Uri, SourceFile>();
  let version = 0;
  const uriOf = (name: string) => `${FOLDER}/${name}`;
  const set = (name: string, text: string | null) => {
    if (text === null) files.delete(uriOf(name));
    else files.set(uriOf(name), createSourceFile(uriOf(name), ++version, text));
  };
  for (const [name, text] of Object.entries(texts)) set(name, text);
  return {
    fileSystem: { read: (uri) => files.get(uri) ?? 'absent' },
    set,
    textOf: (name) => files.get(uriOf(name))!.text,
    fileOf: (fileSystem, uri) => fileSystem.read(uri) as SourceFile,
    copy() {
      const fresh = new Map([...files].map(([uri, file]) => [uri, createSourceFile(uri, file.version, file.text)]));
      return { read: (uri) => fresh.get(uri) ?? 'absent' };
    },
  };
}
