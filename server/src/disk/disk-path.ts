import { fileURLToPath } from 'node:url';
import type { Uri } from '../text/uri.js';

/**
 * The path of a file on the disk. Taking a URI apart costs as much as reading the file; in the normal form that a {@link Uri}
 * has, little is to be done.
 */
export function pathOnDisk(uri: Uri): string {
  if (PLAIN_PATH.test(uri)) return uri.slice('file://'.length).replaceAll('%2C', ',');
  const { protocol, host, pathname } = new URL(uri);
  // A share is one on Windows only; elsewhere it is what a client makes of a path that begins with two slashes.
  const isPath = protocol === 'file:' && host !== '' && process.platform !== 'win32';
  return isPath ? `//${host}${decodeURIComponent(pathname)}` : fileURLToPath(uri);
}

/** Of systems whose paths begin with a slash: those of Windows have a drive there. */
const PLAIN_PATH = /^file:\/\/(?:\/(?!\.\.?(?:\/|$))(?:[\w.+@~-]|%2C)+)+$/;
