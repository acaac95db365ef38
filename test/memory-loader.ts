import { createSourceFile, MAX_SOURCE_BYTES, type SourceFile } from '../server/src/text/source-file.js';
import { normalizeUri } from '../server/src/text/uri.js';
import type { FileLoader, FolderEntry } from '../server/src/workspace/file-loader.js';

/** A loader over texts in memory, by path from the root: `{ 'linux/arch/arm/boot/dts/a.dts': '…' }`. */
export function memoryLoader(files: Readonly<Record<string, string>>): FileLoader & { readonly loaded: string[] } {
  const sources = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text]));
  const loaded: string[] = [];
  return {
    loaded,
    async load(uris) {
      loaded.push(...uris);
      return new Map(
        uris.map((uri) => {
          const text = sources.get(uri);
          return [uri, text === undefined ? 'absent' : sourceOf(uri, text)];
        }),
      );
    },
    async list(folder) {
      const below = folder.endsWith('/') ? folder : `${folder}/`;
      const entries = new Map<string, FolderEntry>();
      for (const uri of sources.keys()) {
        if (!uri.startsWith(below)) continue;
        const [name = '', ...rest] = uri.slice(below.length).split('/').map(decodeURIComponent);
        entries.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
      }
      return entries.size > 0 ? [...entries.values()] : undefined;
    },
  };
}

/** As every host gives it. */
function sourceOf(uri: string, text: string): SourceFile {
  if (text.length <= MAX_SOURCE_BYTES) return createSourceFile(uri, 1, text);
  return createSourceFile(uri, 1, '', { defect: { kind: 'too-large', bytes: text.length } });
}

export const uriOf = (path: string) => normalizeUri(`file:///${path}`);
