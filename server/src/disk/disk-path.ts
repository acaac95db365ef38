import { fileURLToPath } from 'node:url';
import type { Uri } from '../text/uri.js';

/**
 * The path of a file on the disk. Taking a URI apart costs as much as reading the file; in the normal form that a {@link Uri}
 * has, little is to be done.
 */
export function pathOnDisk(uri: Uri): string {
  return PLAIN_PATH.test(uri) ? uri.slice('file://'.length).replaceAll('%2C', ',') : fileURLToPath(uri);
}

/** Of systems whose paths begin with a slash: those of Windows have a drive there. */
const PLAIN_PATH = /^file:\/\/(?:\/(?!\.\.?(?:\/|$))(?:[\w.+@~-]|%2C)+)+$/;
