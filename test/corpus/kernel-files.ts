import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ExpandOptions } from '../../server/src/preprocessor/expansion.js';
import { decodeSourceFile, type SourceFile } from '../../server/src/text/source-file.js';
import { normalizeUri, type Uri } from '../../server/src/text/uri.js';

const INCLUDE_PREFIXES = 'scripts/dtc/include-prefixes';

/** What a kernel build passes to cpp, over files on disk that are read once. */
export function kernelOptions(root: string): ExpandOptions {
  const prefixes = join(resolve(root), INCLUDE_PREFIXES);
  const folder = uriOf(prefixes);
  const links = new Map<string, Uri>();
  for (const name of readdirSync(prefixes)) {
    const path = join(prefixes, name);
    if (lstatSync(path).isSymbolicLink()) links.set(name, uriOf(resolve(prefixes, readlinkSync(path))));
  }
  const known = new Map<Uri, SourceFile | 'absent'>();
  return {
    includePaths: [folder],
    canonicalUri(uri) {
      if (!uri.startsWith(`${folder}/`)) return uri;
      const rest = uri.slice(folder.length + 1);
      const slash = rest.indexOf('/');
      const target = slash < 0 ? undefined : links.get(rest.slice(0, slash));
      return target === undefined ? uri : target + rest.slice(slash);
    },
    fileSystem: {
      read(uri) {
        let file = known.get(uri);
        if (file === undefined) {
          file = readSource(uri);
          known.set(uri, file);
        }
        return file;
      },
    },
  };
}

/** All boards and overlays of a kernel tree, by their paths below it. */
export function kernelBoards(root: string): string[] {
  const boards: string[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.dtso?$/.test(entry.name)) boards.push(relative(root, path));
    }
  };
  for (const architecture of readdirSync(join(root, 'arch'))) {
    const folder = join(root, 'arch', architecture, 'boot/dts');
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) visit(folder);
  }
  return boards.sort();
}

export function uriOf(path: string): Uri {
  return normalizeUri(pathToFileURL(path).toString());
}

function readSource(uri: Uri): SourceFile | 'absent' {
  try {
    return decodeSourceFile(uri, 1, readFileSync(fileURLToPath(uri)));
  } catch {
    return 'absent';
  }
}
