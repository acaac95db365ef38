import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder of the user's that the system has for what programs can make anew. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  // The XDG Base Directory Specification has relative paths ignored.
  const given = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME;
  if (given !== undefined && isAbsolute(given)) return join(given, 'dts-analyzer');
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'dts-analyzer');
}
