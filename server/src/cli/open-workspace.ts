import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskLoader } from '../disk/disk-loader.js';
import { readParserModules } from '../disk/parser-modules.js';
import { createSyntaxParser } from '../syntax/parser.js';
import { folderOf, normalizeUri, type Uri } from '../text/uri.js';
import type { Settings } from '../workspace/settings.js';
import { createWorkspace, type Workspace } from '../workspace/workspace.js';

/** A workspace over the disk, for one run of a command. */
export async function openWorkspace(settings: Settings): Promise<Workspace> {
  const workspace = createWorkspace(diskLoader, await createSyntaxParser(readParserModules()), settings);
  const current = toUri('.');
  // Who stands at the root of the disk has not chosen it.
  if (folderOf(current) !== current && !current.endsWith('/')) workspace.setFolders([current]);
  return workspace;
}

/** The URI of a path as given on the command line. */
export function toUri(path: string): Uri {
  return normalizeUri(pathToFileURL(resolve(path)).href);
}
