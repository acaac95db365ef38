import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version of the package, which lies one folder above the bundle. */
export const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/** Differs between builds of the same version, too: what one has kept, another may not understand, or make otherwise. */
export function buildOfProgram(): string {
  const { size, mtimeMs } = statSync(fileURLToPath(import.meta.url));
  return [version, size, mtimeMs].join(' ');
}
