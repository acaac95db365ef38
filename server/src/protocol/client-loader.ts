import type { Connection } from 'vscode-languageserver';
import {
  type FileContent,
  type FolderContent,
  type FolderParams,
  LIST_FOLDER,
  READ_FILES,
  type ReadFilesParams,
} from '../features/requests.js';
import { createSourceFile, decodeSourceFile, type SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { FileLoader } from '../workspace/file-loader.js';

/** The files as the client has them, for a server without a disk: a worker, whose folders may be virtual. */
export function clientLoader(connection: Connection): FileLoader {
  return {
    async load(uris) {
      const params: ReadFilesParams = { uris };
      const contents: readonly FileContent[] = await connection.sendRequest(READ_FILES, params);
      return new Map(uris.map((uri, index) => [uri, sourceOf(uri, contents[index] ?? null)]));
    },
    async list(folder) {
      const params: FolderParams = { uri: folder };
      const content: FolderContent | null = await connection.sendRequest(LIST_FOLDER, params);
      return content ?? undefined;
    },
  };
}

function sourceOf(uri: Uri, content: FileContent): SourceFile | 'absent' {
  if (content === null) return 'absent';
  if ('tooLarge' in content)
    return createSourceFile(uri, 1, '', { defect: { kind: 'too-large', bytes: content.tooLarge } });
  const bytes = Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0));
  return decodeSourceFile(uri, 1, bytes);
}

// It exists in Node and in workers, but not in the ES library that the core is compiled against.
declare function atob(base64: string): string;
