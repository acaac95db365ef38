import type { SourceFile } from './source-file.js';
import type { Uri } from './uri.js';

/**
 * The files as the core sees them. It never waits: a file that nobody has read yet is `'not-loaded'`; whoever asked
 * records that, the host reads it and asks again.
 */
export interface FileSystem {
  read(uri: Uri): SourceFile | 'absent' | 'not-loaded';
}
