import type { FileLoader } from '../workspace/file-loader.js';
import { diskLoader } from './disk-loader.js';

/**
 * The disk for what lies on it, and `other` for the rest: a desktop editor may show a folder that is on no disk, of which
 * only the editor knows the files.
 */
export function mixedLoader(other: FileLoader): FileLoader {
  const isOnDisk = (uri: string) => uri.startsWith('file:');
  return {
    async load(uris) {
      const files = await diskLoader.load(uris.filter(isOnDisk));
      const others = uris.filter((uri) => !isOnDisk(uri));
      return others.length === 0 ? files : new Map([...files, ...(await other.load(others))]);
    },
    list: (folder) => (isOnDisk(folder) ? diskLoader.list(folder) : other.list(folder)),
    realUri: (uri) => (isOnDisk(uri) ? diskLoader.realUri!(uri) : uri),
    stampsOf: (uris) => diskLoader.stampsOf!(uris.filter(isOnDisk)),
    loadBytes: async (uri) => (isOnDisk(uri) ? diskLoader.loadBytes!(uri) : undefined),
    hasBytesOf: isOnDisk,
    loadNow: (uri) => (isOnDisk(uri) ? diskLoader.loadNow!(uri) : 'not-loaded'),
  };
}
