import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those around it that are missing; throws what the system says where that cannot be. Node's own
 * `recursive` never ends in a place that is there but lets nothing be made in it with the words "no such file", as `/proc`.
 */
export function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return;
  const around = dirname(path);
  if (around !== path) makeFolder(around, mode);
  try {
    mkdirSync(path, mode);
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
