import { isAbsolute, join, relative, resolve } from 'node:path';

/**
 * Where the blob of a source goes: the source's path relative to the current directory, ending in `.dtb` or `.dtbo`, below
 * `outFolder` if there is one. A source that is not below the current directory keeps its path below the folder given.
 */
export function blobPath(source: string, given: string, outFolder: string | undefined): string {
  const name = source.replace(/\.dts(o?)$/, '.dtb$1');
  if (outFolder === undefined) return name;
  const fromHere = relative(process.cwd(), name);
  const isBelow = !isAbsolute(fromHere) && !/^\.\.([/\\]|$)/.test(fromHere);
  return join(outFolder, isBelow ? fromHere : relative(resolve(given), name));
}
