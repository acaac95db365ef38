import type { SourceFile } from '../text/source-file.js';
import type { Uri } from '../text/uri.js';
import type { TextCache } from './text-cache.js';

/** What a host gives to reach files: the only way in which anything below the hosts touches a disk or a client. */
export interface FileLoader {
  /** Reads files; the result has an entry for each name asked for. */
  load(uris: readonly Uri[]): Promise<ReadonlyMap<Uri, SourceFile | 'absent'>>;
  /** Reads one file at once, where the host can: it spares the rounds of expanding until nothing is missing. */
  readonly loadNow?: (uri: Uri) => SourceFile | 'absent' | 'not-loaded';
  /** Reads a file that is no text; `undefined` where there is none, or it is larger than any devicetree needs. */
  readonly loadBytes?: (uri: Uri) => Promise<Uint8Array | undefined>;
  /** Whether it can read such a file at a place, where it cannot everywhere. */
  readonly hasBytesOf?: (uri: Uri) => boolean;
  /** The place of a file or folder when every link on the way to it is followed, where the host knows links. */
  readonly realUri?: (uri: Uri) => Uri | undefined;
  /**
   * Tells versions of files apart without reading them: a stamp is another one whenever the file's content is. None for a
   * file that is not there, and for one of which the host cannot be sure.
   */
  readonly stampsOf?: (uris: readonly Uri[]) => Promise<ReadonlyMap<Uri, string>>;
  /** Where texts are kept from one start to the next, if the host has such a place. */
  readonly cache?: TextCache;
  /** What a folder holds; `undefined` where there is no such folder. */
  list(folder: Uri): Promise<readonly FolderEntry[] | undefined>;
}

export interface FolderEntry {
  readonly name: string;
  /** For a link: the kind of what it points to. */
  readonly kind: 'file' | 'folder';
  readonly isLink?: true;
}
